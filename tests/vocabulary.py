"""The source of graph/armsgraph/vocab.py, made from ontology/: `make vocab` writes it, test_vocab.py compares it."""

from __future__ import annotations

import re
from pathlib import Path

import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

BASE = "https://w3id.org/armsgraph/"
ONTOLOGY = Path(__file__).parent.parent / "ontology"
MODULES = ("core", "events", "sanctions", "claims", "vocab")
THINGS = {
    "act": "action",
    "air": "aircraft",
    "des": "designation",
    "doc": "document",
    "est": "estimate",
    "eve": "event",
    "fac": "facility",
    "grp": "group",
    "ins": "instrument",
    "org": "organization",
    "per": "person",
    "pla": "place",
    "pos": "post",
    "prg": "programme",
    "sta": "state",
    "ves": "vessel",
}
STANDARD = {"rdf": RDF, "rdfs": RDFS, "owl": OWL, "skos": SKOS, "dcterms": DCTERMS, "xsd": XSD}


def vocabulary() -> str:
    """Return the Python source."""
    graph = rdflib.Graph()
    for module in MODULES:
        graph.parse(ONTOLOGY / f"{module}.ttl")
    lines = [
        '"""Namespaces and terms as Python names. Made by `make vocab` from ontology/; do not edit."""',
        "",
        f'BASE = "{BASE}"',
        'ARMS = BASE + "ns#"',
        'ARMSV = BASE + "vocab#"',
        "",
        "PREFIXES = {",
        '    "arms": ARMS,',
        '    "armsv": ARMSV,',
        *(f'    "{prefix}": BASE + "id/{kind}/",' for prefix, kind in THINGS.items()),
        *(f'    "{prefix}": "{namespace}",' for prefix, namespace in STANDARD.items()),
        "}",
        "",
        *in_order("CATEGORIES", "TieCategories"),
        *in_order("SUPPORT", "SupportLevels"),
    ]
    for name, namespace in (("ARMS", BASE + "ns#"), ("ARMSV", BASE + "vocab#")):
        terms = sorted({str(s).split("#")[1] for s in graph.subjects(RDF.type) if str(s).startswith(namespace)})
        lines += ["", *(f'{constant(name, term)} = {name} + "{term}"' for term in terms)]
    return "\n".join(lines) + "\n"


def in_order(name: str, scheme: str) -> list[str]:
    """Return a tuple of the concepts of a scheme, in the order of the file: a graph has none."""
    text = (ONTOLOGY / "vocab.ttl").read_text("utf-8")
    concepts = re.findall(rf"^armsv:(\w+) a skos:Concept ; skos:inScheme armsv:{scheme} ", text, re.MULTILINE)
    return [f"{name} = (", *(f'    "{concept}",' for concept in concepts), ")"]


def constant(namespace: str, term: str) -> str:
    """Write `negotiatedWith` as ARMS_NEGOTIATED_WITH."""
    return f"{namespace}_{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', term).upper()}"


if __name__ == "__main__":
    print(vocabulary(), end="")  # noqa: T201
