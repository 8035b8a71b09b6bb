"""The counted part of data/README.md, made from data/: `make counts` writes it, test_data.py compares it."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import armsgraph
from armsgraph import vocab
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.table import Iri

MAP = list(csv.DictReader((Path(__file__).parent / "dossier_map.csv").read_text("utf-8").splitlines()))
README = Path(__file__).parent.parent / "data" / "README.md"
BEGIN, END = "<!-- counted: begin -->\n", "<!-- counted: end -->\n"

KINDS = """
SELECT ?group ?kind (COUNT(DISTINCT ?thing) AS ?number)
WHERE {
  VALUES (?top ?group) {
    (arms:Entity "Who and what") (arms:Event "Events") (arms:Estimate "Estimates") (arms:LegalInstrument "Law")
    (arms:SanctionsProgramme "Law") (arms:Claim "Claims") (arms:Attestation "Passages") (arms:Document "Documents")
  }
  ?class rdfs:subClassOf* ?top ; rdfs:label ?kind .
  ?thing a ?class
}
GROUP BY ?group ?kind
ORDER BY ?group ?kind
"""
LISTINGS = """
SELECT ?authority ?year (COUNT(DISTINCT ?listing) AS ?number)
WHERE {
  ?listing a arms:Designation ; arms:targets ?target ; arms:imposedBy/rdfs:label ?authority
  MINUS { ?target a arms:Group }
  MINUS { ?target a arms:State }
  OPTIONAL {
    SELECT ?listing (MIN(?date) AS ?day)
    WHERE { ?listing arms:partOfAction?/(arms:announcedOn|arms:effectiveOn) ?date }
    GROUP BY ?listing
  }
  OPTIONAL { ?listing arms:partOfAction?/arms:latest ?last }
  BIND (COALESCE(SUBSTR(STR(?day), 1, 4), CONCAT("by ", SUBSTR(STR(?last), 1, 4))) AS ?year)
}
GROUP BY ?authority ?year
ORDER BY ?authority ?year
"""
SUPPORT = """
SELECT ?support ?disputed (COUNT(DISTINCT ?claim) AS ?number)
WHERE {
  ?claim arms:hasSupport/rdfs:label ?support
  OPTIONAL { ?claim arms:isDisputed ?dispute }
  BIND (IF(COALESCE(?dispute, false), "disputed", "undisputed") AS ?disputed)
}
GROUP BY ?support ?disputed
ORDER BY ?support ?disputed
"""
YEARS = """
SELECT ?year (COUNT(DISTINCT ?document) AS ?number)
WHERE {
  ?document a arms:Document
  OPTIONAL { ?document dcterms:issued ?date }
  BIND (COALESCE(SUBSTR(STR(?date), 1, 4), "undated") AS ?year)
}
GROUP BY ?year
ORDER BY ?year
"""
GRADES = """
SELECT ?grade (COUNT(DISTINCT ?document) AS ?number)
WHERE { ?document arms:hasReliability/skos:notation ?grade }
GROUP BY ?grade
ORDER BY ?grade
"""
ACCESS = """
SELECT ?access (COUNT(DISTINCT ?passage) AS ?number)
WHERE { ?passage arms:accessedAs/rdfs:label ?access }
GROUP BY ?access
ORDER BY ?access
"""


def counted(kg: KnowledgeGraph) -> str:
    """Return the Markdown of what the graph holds, by kind, year, authority and grade, and where sources disagree."""
    parts = [
        *table(kg, "By kind", ("", "kind", "number"), KINDS),
        *table(
            kg,
            "Named listings, by authority and year of their first known date",
            ("authority", "year", "listings"),
            LISTINGS,
        ),
        *table(kg, "Claims, by support", ("support", "", "claims"), SUPPORT),
        *table(kg, "Documents, by year of issue", ("year", "documents"), YEARS),
        *table(kg, "Documents, by grade of the publisher", ("grade", "documents"), GRADES),
        *table(kg, "Passages, by the form in which they were read", ("read as", "passages"), ACCESS),
        *disagreements(kg),
    ]
    return "\n".join(parts) + "\n"


def table(kg: KnowledgeGraph, title: str, columns: tuple[str, ...], query: str) -> list[str]:
    rows = ["| " + " | ".join(str(cell or "unknown") for cell in row) + " |" for row in kg.select(query)]
    return [f"### {title}", "", "| " + " | ".join(columns) + " |", "|" + "---|" * len(columns), *rows, ""]


def disagreements(kg: KnowledgeGraph) -> list[str]:
    """Return each pair of claims that a curator set against each other, with the reason."""
    said = kg.claim_records
    pairs = sorted({tuple(sorted((claim.iri, other))) for claim in said.values() for other in claim.conflicts})
    lines = [
        f"- {said[one].sentence} / {said[two].sentence}: {said[one].reason or said[two].reason}" for one, two in pairs
    ]
    ends = Counter(ending for endings in endings_of_disagreements(kg).values() for ending in endings)
    told = "; ".join(f"{ends[name]} {text}" for name, text in ENDINGS.items())
    return [
        f"### Where sources disagree: {len(lines)} pairs of claims",
        "",
        f"{len(endings_of_disagreements(kg))} disagreements were recorded in the gathering: {told}. One may end in several ways.",
        "",
        *lines,
    ]


ENDINGS = {
    "conflict": "are claims set against each other",
    "refuted": "have a claim that is refuted",
    "misreport": "have a passage that misreports another",
    "hidden label": "left a losing spelling as a hidden label",
    "note": "carry a curator's note or reason",
}


def endings_of_disagreements(kg: KnowledgeGraph) -> dict[str, set[str]]:
    """Return for each recorded disagreement how it ended, by what its record has become."""
    misreporting = {
        row[0] for row in kg.select("SELECT ?claim WHERE { ?claim arms:assertedIn/arms:misreports ?wronged }")
    }
    noted = {row[0] for row in kg.select("SELECT ?thing WHERE { ?thing skos:editorialNote ?note }")}
    found: dict[str, set[str]] = {}
    for record in MAP:
        if "conflicts" not in record["record"].split("#")[0]:
            continue
        ends = found.setdefault(record["record"], set())
        for thing in map(iri, record["becomes"].split()):
            claim, entity = kg.claim_records.get(thing), kg.entity_records.get(thing)
            if claim and claim.conflicts:
                ends.add("conflict")
            if claim and claim.support == "Refuted":
                ends.add("refuted")
            if thing in misreporting:
                ends.add("misreport")
            if entity and entity.misspellings:
                ends.add("hidden label")
            if thing in noted or (claim and (claim.notes or claim.reason)):
                ends.add("note")
        if record["remark"]:
            ends.add("note")
    return found


def iri(short: str) -> Iri:
    """Write out an IRI of the map: `claim:dossier/number`, or a thing with its usual prefix."""
    prefix, local = short.split(":", 1)
    return Iri(f"{vocab.BASE}claim/{local}" if prefix == "claim" else vocab.PREFIXES[prefix] + local)


def written(text: str, counts: str) -> str:
    """Return the README with its counted part replaced."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + counts + END + rest.split(END)[1]


if __name__ == "__main__":
    sys.stdout.write(written(README.read_text("utf-8"), counted(armsgraph.load())))
