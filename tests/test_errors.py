"""One tree of exceptions, drawn in the docstring of its module."""

import inspect

import pytest

from armsgraph import errors

CODES = {
    "ArmsgraphError": 1,
    "FindingsError": 1,
    "UsageError": 2,
    "UnknownNameError": 2,
    "InputError": 3,
    "LimitError": 4,
}


def test_every_exception_is_drawn_with_its_exit_code() -> None:
    classes = {name: found for name, found in vars(errors).items() if inspect.isclass(found)}
    assert {name: found.exit_code for name, found in classes.items()} == CODES
    drawn = (line.split() for line in (errors.__doc__ or "").splitlines() if "Error" in line)
    assert {name: int(code) for name, code in ([w for w in words if w[0].isalnum()][:2] for words in drawn if "├── " or 1)
            if code.isdigit()} == {name: code for name, code in CODES.items() if name != "ArmsgraphError"}  # fmt: skip


@pytest.mark.parametrize("name", CODES)
def test_one_except_clause_catches_all(name: str) -> None:
    with pytest.raises(errors.ArmsgraphError, match="^what, where$"):
        raise getattr(errors, name)("what, where")
