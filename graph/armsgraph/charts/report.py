"""Knowledge about one thing → one HTML page to read and to print: what is claimed, by whom, and who disputes it."""

from __future__ import annotations

import os

from armsgraph import pages
from armsgraph.charts.sections.claims import chapters
from armsgraph.charts.sections.contradictions import conflicts, misread
from armsgraph.charts.sections.estimates import estimates
from armsgraph.charts.sections.facts import facts, said_of_others
from armsgraph.charts.sections.legs import legs
from armsgraph.charts.sections.lists import LISTED, delisted, standings
from armsgraph.charts.sections.names import names, namesakes
from armsgraph.charts.sections.sources import last_recorded, sources
from armsgraph.charts.sections.targets import targets
from armsgraph.charts.sections.ties import ties
from armsgraph.charts.sections.timeline import timeline
from armsgraph.charts.sections.times import begun, dated
from armsgraph.errors import UsageError
from armsgraph.files import write_whole
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri
from armsgraph.vocab import SUPPORT


def report(kg: KnowledgeGraph, entity: str, path: str | os.PathLike[str]) -> None:
    """Write what is claimed of an actor, a vessel or an event as one HTML file without scripts, to read or to print.

    `entity` is a name in any script, a number or an IRI. Raises UnknownNameError if nothing goes by it, UsageError for
    a document, and InputError if the file cannot be written; an older file is then still whole.
    """
    write_whole(path, _page(kg, kg.resolve(entity)).encode())


def _page(kg: KnowledgeGraph, iri: Iri) -> str:
    thing = kg.entity_records[iri]
    if thing.top == "Document":
        raise UsageError(f"{iri.short} is a document; `armsgraph ask statements-of-a-document` lists what it says")
    parts = chapters(kg, thing)
    claims = [claim for part in parts for claim in part.claims]
    number = {claim.iri: n for n, claim in enumerate(claims, 1)}
    documents = sources(kg, claims)
    style, style_hash = pages.inline(pages.text("base.css") + pages.text("report.css"))
    place = {document.document: n for n, document in enumerate(documents, 1)}
    template = pages.environment(begun=begun, dated=dated, number=number, place=place).get_template("report.html")
    return template.render(
        style=style,
        style_hash=style_hash,
        thing=thing,
        claims=claims,
        chapters=parts,
        sources=documents,
        delisted=delisted(kg, thing, number),
        names=names(kg, thing),
        namesakes=namesakes(kg, thing),
        facts=legs(kg, thing, claims) if thing.top == "Event" else facts(kg, thing, claims),
        said_of_others=said_of_others(kg, thing, claims),
        lists=standings(kg, thing),
        unlisted=thing.kind in LISTED,
        targets=targets(kg, thing),
        timeline=timeline(kg, thing, claims),
        ties=ties(kg, thing),
        estimates=estimates(kg, number),
        conflicts=conflicts(claims, number),
        denied=[claim for claim in claims if claim.denied],
        fallen=[claim for claim in claims if claim.support in SUPPORT[3:]],
        misread=misread(kg, claims),
        recorded=last_recorded(kg),
    )
