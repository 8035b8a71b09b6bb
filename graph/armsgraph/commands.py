"""Analysis → sub-command: its options follow the signature of the function, its help the docstring.

A parameter annotated `Annotated[type, "help"]` becomes an option, or an argument where it has no default; a third
element of the annotation lists the values that may be chosen. The first parameter is the network, for which the command
takes the options of a view, or the whole graph. `Iri` is something to be found by name.
"""

from __future__ import annotations

import inspect
import re
import sys
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import click

from armsgraph.table import Iri

if TYPE_CHECKING:
    from armsgraph.table import Table

Analysis = Callable[..., "Table"]
TOP = 20  # a terminal wants fewer rows than a program


def analysis(name: str) -> Analysis:
    """Return the function of an analysis: the one that bears its name."""
    import armsgraph.analyses

    module = getattr(armsgraph.analyses, name)
    found: Analysis = module.rank if name == "centrality" else getattr(module, name)
    return found


def wants_network(function: Analysis) -> bool:
    """Tell whether an analysis looks at a network rather than at the whole graph."""
    return next(iter(inspect.signature(function).parameters)) == "net"


def help_of(function: Analysis) -> str:
    """Return the docstring as click shows it."""
    return re.sub(r"`(\w+)`", r"\1", inspect.getdoc(function) or "")


def parameters(function: Analysis) -> list[click.Parameter]:
    """Return a click option or argument for each parameter behind the first."""
    hints = get_type_hints(function, include_extras=True)
    rest = list(inspect.signature(function).parameters.values())[1:]
    return [_parameter(p, hints[p.name]) for p in rest if p.name != "progress"]


def _parameter(parameter: inspect.Parameter, hint: Any) -> click.Parameter:
    text, choices, kind = "", None, hint
    if get_origin(hint) is Annotated:
        kind, text, *more = get_args(hint)
        choices = more[0] if more else None
    kind, many = _plain(kind)
    if get_origin(kind) is Literal:
        kind, choices = str, get_args(kind)
    default = TOP if parameter.name == "top" else parameter.default
    accepted = click.Choice(choices) if choices else _TYPES.get(kind, click.STRING)
    if parameter.default is inspect.Parameter.empty:
        return click.Argument([parameter.name], type=accepted, nargs=-1 if many else 1, required=True)
    option = f"--{parameter.name.replace('_', '-')}"
    if kind is bool:
        return click.Option([option, parameter.name], is_flag=True, help=text)
    return click.Option(
        [option, parameter.name],
        type=accepted,
        multiple=many,
        default=default,
        show_default=default not in (None, (), ""),
        help=text,
    )


_TYPES: dict[Any, click.ParamType[Any]] = {int: click.INT, float: click.FLOAT}


def _plain(kind: Any) -> tuple[Any, bool]:
    """Take `| None` and `Sequence[…]` off a type, and tell whether there may be many."""
    if get_origin(kind) in (Union, types.UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    many = get_origin(kind) is Sequence
    return (get_args(kind)[0] if many else kind), many


def named(function: Analysis) -> list[str]:
    """Return the parameters that name something to be looked up."""
    hints = get_type_hints(function)
    return [name for name, hint in hints.items() if name != "return" and _plain(hint)[0] is Iri]


def terminal_progress(label: str) -> Callable[[int, int], None] | None:
    """Return what shows progress on standard error, or nothing where that is no terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        click.echo(f"\r{label} {done}/{of}" + ("\r\x1b[K" if done >= of else ""), nl=False, err=True)

    return show
