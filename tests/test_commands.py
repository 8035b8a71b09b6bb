"""commands: options and help of an analysis follow its function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import click
import pytest

from armsgraph import commands
from armsgraph.analyses import ANALYSES
from armsgraph.network import Network
from armsgraph.table import Iri, Table


def sample(
    net: Network,
    source: Annotated[Iri, "From whom."],
    *,
    by: Annotated[str, "Measure.", ("degree", "closeness")] = "degree",
    top: Annotated[int | None, "Number of rows."] = None,
    share: Annotated[float, "A share."] = 0.5,
    pattern: Annotated[Literal["random", "centre"], "How."] = "random",
    among: Annotated[Sequence[Iri], "These alone."] = (),
    states: Annotated[bool, "Let states count."] = False,
    progress: object = None,
) -> Table:
    """Say something about `net`.

    More of it.
    """
    raise NotImplementedError


def test_each_parameter_becomes_an_option_or_an_argument() -> None:
    made = {parameter.name: parameter for parameter in commands.parameters(sample)}
    assert list(made) == ["source", "by", "top", "share", "pattern", "among", "states"]
    assert isinstance(made["source"], click.Argument)
    by, top, among = made["by"], made["top"], made["among"]
    assert isinstance(by.type, click.Choice)
    assert list(by.type.choices) == ["degree", "closeness"]
    assert (by.default, top.default, made["share"].type, made["states"].is_flag) == (
        "degree",
        commands.TOP,
        click.FLOAT,
        True,
    )  # type: ignore[attr-defined]
    assert isinstance(made["pattern"].type, click.Choice)
    assert among.multiple  # type: ignore[attr-defined]
    assert commands.named(sample) == ["source", "among"]
    assert commands.wants_network(sample)
    assert commands.help_of(sample).startswith("Say something about net.")


@pytest.mark.parametrize("name", ANALYSES)
def test_every_analysis_says_what_it_does_and_what_its_options_mean(name: str) -> None:
    function = commands.analysis(name)
    assert len(commands.help_of(function).splitlines()) > 2
    for parameter in commands.parameters(function):
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.split(" [")[0].endswith("."), parameter.name


def test_progress_is_for_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.terminal_progress("draws") is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    show = commands.terminal_progress("draws")
    assert show is not None
    show(1, 2)
    show(2, 2)
    assert capsys.readouterr().err == "\rdraws 1/2\rdraws 2/2\r\x1b[K"
