"""Rows with named columns, and the forms in which they are written."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from armsgraph.vocab import BASE, PREFIXES

if TYPE_CHECKING:
    import pandas

XSD = "http://www.w3.org/2001/XMLSchema#"


class Iri(str):
    """An IRI, told apart from text."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """What stands behind the last slash or hash."""
        return self[max(self.rfind("/"), self.rfind("#")) + 1 :]

    @property
    def short(self) -> str:
        """The IRI for a reader: with its usual prefix, a claim or an attestation as `claim:dossier/number`."""
        name = self.name
        known = _PREFIX_OF.get(self[: len(self) - len(name)])
        if known:
            return f"{known}:{name}"
        for prefix, namespace in PREFIXES.items():
            if self.startswith(namespace):
                return f"{prefix}:{self.removeprefix(namespace)}"
        return re.sub(re.escape(BASE) + "(claim|attestation)/(.+)", r"\1:\2", self)


_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}


class Text(str):
    """A literal that carries a language, or a datatype without a Python counterpart."""

    language: str | None
    datatype: str | None

    def __new__(cls, value: str, language: str | None = None, datatype: str | None = None) -> Text:
        text = super().__new__(cls, value)
        text.language = language
        text.datatype = datatype
        return text


Value = Iri | Text | str | bool | int | float | Decimal | datetime.date
Cell = Value | None


# What a table shows of itself at a prompt or in a notebook.
SHOWN_ROWS = 20


@dataclass(frozen=True, repr=False)
class Table:
    """Rows of equal length under named columns; an unbound variable is None.

    `notes` are lines for the reader: what stands behind the rows, what was assumed, why there are none.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<Table: {len(self)} rows of {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return as_text(self.head(SHOWN_ROWS)) + self._rest()

    def _repr_html_(self) -> str:
        """Show the first rows and the notes in a notebook, all text escaped."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row) + "</tr>"
            for row in self.head(SHOWN_ROWS)
        )
        notes = "".join(f"<p>{escape(readable(note))}</p>" for note in (*self.notes, self._rest()) if note)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def _rest(self) -> str:
        return f"… and {len(self) - SHOWN_ROWS} more rows" if len(self) > SHOWN_ROWS else ""

    def head(self, count: int | None) -> Table:
        """Return the table of the first rows."""
        return Table(self.columns, self.rows[:count], self.notes)

    def column(self, name: str) -> list[Cell]:
        """Return one column as a list."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def only(self, names: Sequence[str]) -> Table:
        """Return the table of some columns, in the order given."""
        from armsgraph.errors import UsageError

        for name in names:
            if name not in self.columns:
                raise UsageError(f"no column {name!r}; there are {', '.join(self.columns)}")
        places = [self.columns.index(name) for name in names]
        return Table(tuple(names), [tuple(row[n] for n in places) for row in self.rows], self.notes)

    def without(self, names: Collection[str]) -> Table:
        """Return the table less some columns."""
        kept = [n for n, name in enumerate(self.columns) if name not in names]
        rows = [tuple(row[n] for n in kept) for row in self.rows]
        return Table(tuple(self.columns[n] for n in kept), rows, self.notes)

    def records(self) -> list[dict[str, Cell]]:
        """Return one dictionary per row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def grouped(self) -> dict[Cell, list[Cell]]:
        """Gather the second column under the values of the first."""
        found: dict[Cell, list[Cell]] = {}
        for key, value in self.rows:
            found.setdefault(key, []).append(value)
        return found

    def frame(self) -> pandas.DataFrame:
        """Return a pandas DataFrame; needs the extra `armsgraph[frames]`."""
        return frame(self.columns, self.rows)


def frame(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pandas.DataFrame:
    """Build a DataFrame, or say which extra is missing."""
    from armsgraph.errors import UsageError

    try:
        import pandas
    except ImportError:
        raise UsageError("DataFrames need pandas: pip install 'armsgraph[frames]'") from None
    return pandas.DataFrame(list(rows), columns=list(columns))


def as_csv(table: Table, delimiter: str = ",") -> str:
    """Write CSV that a spreadsheet reads as data: a cell that would start a formula is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    return out.getvalue()


def as_json(table: Table) -> str:
    """Write the SPARQL 1.1 Query Results JSON Format (W3C, 2013)."""
    bindings = [
        {name: binding(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_text(table: Table, width: int = 0) -> str:
    """Write aligned columns for a terminal, IRIs in short and floats to four digits.

    A `width` above 0 cuts the widest columns so that a line fits.
    """
    cells = [[_shown(cell) for cell in row] for row in table.rows]
    widths = [max([columns_of(name), *(columns_of(row[n]) for row in cells)]) for n, name in enumerate(table.columns)]
    while width and sum(widths) + 2 * len(widths) > width and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    lines = [list(table.columns), ["─" * size for size in widths], *cells]
    return "".join(
        "  ".join(_fit(cell, size) for cell, size in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def columns_of(text: str) -> int:
    """Count the terminal columns that a text takes: Hangul, kana and Han take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def readable(text: str) -> str:
    """Replace what would move the cursor, colour the terminal, turn the reading direction or cannot be written."""
    return "".join(" " if c in "\t\r\n" else "�" if unicodedata.category(c) in _UNREADABLE else c for c in text)


_UNREADABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _plain(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else readable(str(cell))


def _shown(cell: Cell) -> str:
    if isinstance(cell, Iri):
        return readable(cell.short)
    if isinstance(cell, float):
        return f"{cell:.4g}" if abs(cell) < 9_999.5 else f"{cell:.0f}"
    return _plain(cell)


def _fit(text: str, size: int) -> str:
    if columns_of(text) > size:
        while columns_of(text) > size - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (size - columns_of(text))


def _harmless(cell: Cell) -> str:
    text = ("true" if cell else "false") if isinstance(cell, bool) else "" if cell is None else str(cell)
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # csv leaves a lone \r bare, and it starts a row
    risky = isinstance(cell, str) and text[:1] in ("=", "+", "-", "@", "\t", "\n")
    return "'" + text if risky else text


def binding(cell: Value) -> dict[str, str]:
    """Return a term as the SPARQL 1.1 Query Results JSON Format writes it."""
    if isinstance(cell, Iri):
        bare = cell.removeprefix("_:")
        return {"type": "uri" if bare == cell else "bnode", "value": bare}
    if isinstance(cell, Text):
        extra = {"xml:lang": cell.language} if cell.language else {"datatype": cell.datatype or XSD + "string"}
        return {"type": "literal", "value": str(cell), **extra}
    if isinstance(cell, str):
        return {"type": "literal", "value": cell}
    return {"type": "literal", "value": _lexical(cell), "datatype": XSD + _datatype(cell)}


def _lexical(cell: Value) -> str:
    if isinstance(cell, float) and not math.isfinite(cell):
        return "NaN" if math.isnan(cell) else "INF" if cell > 0 else "-INF"
    return f"{cell:f}" if isinstance(cell, Decimal) else _plain(cell)


def _datatype(cell: Value) -> str:
    if isinstance(cell, bool):
        return "boolean"
    if isinstance(cell, int):
        return "integer"
    if isinstance(cell, Decimal):
        return "decimal"
    return "double" if isinstance(cell, float) else "date"
