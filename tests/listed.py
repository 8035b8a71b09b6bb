"""Designations, delistings and checks of lists as Turtle, in a world of three people and two states."""

from __future__ import annotations

WORLD = """
sta:united-states a arms:State ; rdfs:label "United States" .
sta:south-korea a arms:State ; rdfs:label "South Korea" .
org:european-union a arms:InternationalBody ; rdfs:label "European Union" .
org:council a arms:InternationalBody ; rdfs:label "Council" ; arms:organOf org:european-union .
org:treasury a arms:GovernmentBody ; rdfs:label "Treasury" ; arms:organOf sta:united-states .
org:paper a arms:Organization ; rdfs:label "Paper" .
doc:paper a arms:Document ; rdfs:label "Paper" ; dcterms:publisher org:paper ; dcterms:issued "2024-06-01"^^xsd:date .
a:us a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy org:treasury .
a:kr a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy sta:south-korea .
a:press a arms:Attestation ; arms:foundIn doc:paper ; arms:statedBy org:paper .
per:anna a arms:Person ; rdfs:label "Anna" .
per:boris a arms:Person ; rdfs:label "Boris" .
per:carl a arms:Person ; rdfs:label "Carl" .
grp:pair a arms:Group ; rdfs:label "two traders" ; arms:memberCount 2 .
"""
_numbers = iter(range(1, 100_000))


def listing(who: str, by: str, dates: str, passage: str = "a:press", more: str = "", kind: str = "Designation") -> str:
    """Return a designation, or a delisting, and its claim."""
    n = next(_numbers)
    return (
        f"des:d{n} a arms:{kind} ; arms:targets {who} ; arms:imposedBy {by} ; {dates} .\n"
        f"c:{n} a arms:Claim ; arms:isAbout des:d{n} ; arms:assertedIn {passage} {more} .\n"
    )


def link(one: str, predicate: str, other: str, more: str = "") -> str:
    """Return a two-legged claim."""
    return (
        f"c:{next(_numbers)} a arms:Claim ; rdf:subject {one} ; rdf:predicate arms:{predicate} ; rdf:object {other} ;"
        f" arms:assertedIn a:press {more} .\n"
    )


def check(who: str, by: str, day: str, more: str = "") -> str:
    """Return a check of a list that did not find somebody."""
    return link(who, "absentFromListOf", by, f'; arms:heldOn "{day}"^^xsd:date {more}')


def on(term: str, day: str) -> str:
    """Return a date of a designation."""
    return f'arms:{term} "{day}"^^xsd:date'


# Anna was looked for in vain, then listed, then taken off.
LIFE = (
    listing("per:anna", "sta:south-korea", on("announcedOn", "2024-05-24"))
    + listing("per:anna", "sta:south-korea", on("announcedOn", "2025-01-02"), kind="Delisting")
    + check("per:anna", "sta:south-korea", "2023-01-01")
)
