"""One tree of exceptions, drawn in the docstring of its module."""

import inspect
import re

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
    drawn = re.findall(r"(\w+Error)\s+(\d)", errors.__doc__ or "")
    assert dict(drawn) == {name: str(code) for name, code in CODES.items() if name != "ArmsgraphError"}


@pytest.mark.parametrize("name", CODES)
def test_one_except_clause_catches_all(name: str) -> None:
    with pytest.raises(errors.ArmsgraphError, match=r"^what, where$"):
        raise getattr(errors, name)("what, where")
