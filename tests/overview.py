"""The counted part of data/README.md, made from data/: `make counts` writes it, test_data.py compares it."""

from __future__ import annotations

import sys
from pathlib import Path

import armsgraph
from armsgraph.knowledge import KnowledgeGraph

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
  OPTIONAL {
    SELECT ?listing (MIN(?date) AS ?day)
    WHERE { ?listing arms:partOfAction?/(arms:announcedOn|arms:effectiveOn|arms:latest) ?date }
    GROUP BY ?listing
  }
  BIND (SUBSTR(STR(?day), 1, 4) AS ?year)
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
    return [f"### Where sources disagree: {len(lines)} pairs of claims", "", *lines]


def written(text: str, counts: str) -> str:
    """Return the README with its counted part replaced."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + counts + END + rest.split(END)[1]


if __name__ == "__main__":
    sys.stdout.write(written(README.read_text("utf-8"), counted(armsgraph.load())))
