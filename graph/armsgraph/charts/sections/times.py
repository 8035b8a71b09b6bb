"""Times as the sources give them → times in words, for somebody who knows no EDTF."""

from __future__ import annotations

import re

from armsgraph.claims import Claim
from armsgraph.listings import span


def dated(claim: Claim) -> str:
    """Say when a claim says that the fact was, as precisely as it says so; empty if it does not say."""
    parts = [worded(claim.when)] if claim.when else []
    if not parts and (claim.earliest or claim.latest):
        parts = [worded(span(claim.earliest, claim.latest).replace("..", ""))]
    if claim.held_on:
        parts.append("held on " + ", ".join(map(str, claim.held_on)))
    return "; ".join(parts)


def worded(edtf: str) -> str:
    """Read a time in EDTF (ISO 8601-2, 2019) to somebody who does not know it; what it does not know stays as it is."""
    start, slash, end = (part.strip() for part in edtf.partition("/"))
    start, end = (f"about {part[:-1]}" if part.endswith("~") else part for part in (start, end))
    missing = {"": "unknown", "..": "open"}
    if not slash:
        return start
    if start in missing:
        return f"to {end} (start {missing[start]})"
    return f"from {start} (end {missing[end]})" if end in missing else f"{start} to {end}"


def begun(text: str) -> str:
    """Read the beginning of a listing, which lies between two days or on one of them."""
    found = re.fullmatch(r"(.*?)(\S+)/(\S+)(.*)", text)
    if not found:
        return text.replace(" day unknown", ", day unknown")
    before, low, high, after = found.groups()
    when = f"by {high}" if low == ".." else f"from {low} on" if high == ".." else f"between {low} and {high}"
    return before + when + after


def first_day(claim: Claim) -> str:
    """Return the first day of a claim, for sorting; what bears no date comes last."""
    day = claim.earliest or min(claim.held_on, default=None) or claim.latest
    return str(day or claim.when.strip("/.") or "~")
