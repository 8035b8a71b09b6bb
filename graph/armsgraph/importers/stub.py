"""An empty dossier that is valid as it stands and shows where each thing goes."""

from __future__ import annotations

import re

from armsgraph.errors import UsageError
from armsgraph.vocab import BASE, PREFIXES

NAME = re.compile(r"\d{4}(-\d{2}){0,2}-[a-z][a-z0-9]*(-[a-z0-9]+)*")
_USED = (
    "arms",
    "armsv",
    "rdf",
    "rdfs",
    "dcterms",
    "xsd",
    "act",
    "des",
    "doc",
    "est",
    "eve",
    "org",
    "per",
    "sta",
    "ves",
)
_BODY = """
# One file per event, action or affair. Take away the example lines, or fill them in and take away the marks.

# ---- the document (goes to data/documents/ in the end)
# doc:{document} a arms:Document ;
#     dcterms:title "Its exact title"@en ; dcterms:publisher org:… ; dcterms:issued "2024-05-24"^^xsd:date ;
#     dcterms:language "en" ; arms:hasReliability armsv:ReliabilityB ; arms:address "https://…"^^xsd:anyURI .

# ---- who and what is new (goes to data/entities/ in the end)
# org:… a arms:Company ; rdfs:label "Its English name"@en .

# ---- passages: what a document says, in our own words, and by whose mouth
# a:p3 a arms:Attestation ; arms:foundIn doc:{document} ; arms:locator "p3" ; arms:statedBy org:… ;
#     arms:spokenFor sta:… ; arms:accessedAs armsv:PressRelay ; arms:paraphrase "Who says what."@en .

# ---- claims: one fact each
# c:1 a arms:Claim ; rdf:subject ves:imo-… ; rdf:predicate arms:ownedBy ; rdf:object org:… ;
#     arms:assertedIn a:p3 ; arms:heldOn "2024-05-24"^^xsd:date ; arms:recordedOn "2024-05-25"^^xsd:date .

# ---- events: what has more than two ends; type only the legs that every passage gives, and claim the others
# eve:… a arms:Shipment ; rdfs:label "what is said to have gone where, when"@en ;
#     arms:sentBy sta:north-korea ; arms:sentTo sta:russia ;
#     arms:carriedBy ves:imo-… ; arms:hasTransportMode armsv:Sea ;
#     arms:when "2024-03" ; arms:earliest "2024-03-01"^^xsd:date ; arms:latest "2024-03-31"^^xsd:date .
# c:2 a arms:Claim ; arms:isAbout eve:… ; arms:assertedIn a:p3 ; arms:recordedOn "2024-05-25"^^xsd:date .
# c:3 a arms:Claim ; rdf:subject eve:… ; rdf:predicate arms:hasCargoType ; rdf:object armsv:Munitions ;
#     arms:assertedIn a:p3 ; arms:recordedOn "2024-05-25"^^xsd:date .

# ---- a listing: one designation for each target, within the package of its authority
# act:… a arms:SanctionsAction ; rdfs:label "whose listings of which day"@en ; arms:imposedBy sta:… ;
#     arms:announcedOn "2024-05-24"^^xsd:date .
# des:… a arms:Designation ; rdfs:label "listing of whom by whom"@en ;
#     arms:partOfAction act:… ; arms:targets ves:imo-… .
# c:4 a arms:Claim ; arms:isAbout act:… ; arms:assertedIn a:p3 ; arms:recordedOn "2024-05-25"^^xsd:date .
# c:5 a arms:Claim ; arms:isAbout des:… ; arms:assertedIn a:p3 ; arms:recordedOn "2024-05-25"^^xsd:date .

# ---- an estimate: whose figure of which flow; rivals share the flow, and nothing is summed
# est:… a arms:Estimate ; rdfs:label "how much, when, who says so"@en ; arms:estimates eve:… ;
#     arms:hasBound armsv:AtLeast ; arms:amountMin 1000 ; arms:hasUnit armsv:Container ;
#     arms:estimatedBy org:… ; arms:estimatedOn "2024-05-24"^^xsd:date .
# c:6 a arms:Claim ; arms:isAbout est:… ; arms:assertedIn a:p3 ; arms:recordedOn "2024-05-25"^^xsd:date .
"""


def dossier_name(text: str) -> str:
    """Return the name of a dossier if it is one: a date as precise as known, then a few words."""
    if not NAME.fullmatch(text):
        raise UsageError(f"{text!r} is no name of a dossier; write <date>-<words>, such as 2024-05-24-seoul-and-tokyo")
    return text


def prefixes(dossier: str, document: str | None = None, used: tuple[str, ...] = _USED) -> str:
    """Return the @prefix lines of a dossier: ours, its claims as `c:`, the passages of one document as `a:`."""
    names = {name: PREFIXES[name] for name in used}
    if document:
        names["a"] = f"{BASE}attestation/{document}/"
    names["c"] = f"{BASE}claim/{dossier}/"
    width = max(map(len, names)) + 1
    return "".join(f"@prefix {name + ':':<{width}} <{iri}> .\n" for name, iri in names.items())


def stub(name: str, document: str = "the-document") -> str:
    """Return the Turtle of an empty dossier."""
    return f"# {dossier_name(name)}\n{prefixes(name, document)}{_BODY.format(document=document)}"
