"""Both seed articles, completely: every paragraph is attested or exempt, and every digest is that of the text."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from pathlib import Path

import pytest

from armsgraph.knowledge import KnowledgeGraph

SAMPLE = Path(__file__).parent / "samples" / "seed_paragraphs.csv"
PASSAGES = """
PREFIX arms: <https://w3id.org/armsgraph/ns#>
PREFIX doc: <https://w3id.org/armsgraph/id/document/>
SELECT ?document ?locator ?digest ?passage ?claim WHERE {
  VALUES ?document { doc:seed-000 doc:seed-001 }
  ?passage arms:foundIn ?document ; arms:locator ?locator ; arms:textDigest ?digest ; arms:accessedAs ?access .
  OPTIONAL { ?claim arms:assertedIn|arms:deniedIn ?passage }
}
"""


def paragraphs() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def passages(kg: KnowledgeGraph) -> list[dict[str, str]]:
    rows = kg.select(PASSAGES).records()
    return [{name: str(value or "").rsplit("/", 1)[-1] for name, value in row.items()} for row in rows]


def test_every_paragraph_is_attested_or_exempt(passages: list[dict[str, str]]) -> None:
    attested = {(p["document"], re.sub(r"s\d+$", "", p["locator"])) for p in passages}
    for row in paragraphs():
        place = row["document"], row["paragraph"]
        assert (place in attested) != bool(row["exempt_because"]), place


def test_every_passage_carries_the_digest_of_its_paragraph(passages: list[dict[str, str]]) -> None:
    digests = {(row["document"], row["paragraph"]): row["sha256"] for row in paragraphs()}
    assert len(passages) > 40
    for passage in passages:
        place = passage["document"], re.sub(r"s\d+$", "", passage["locator"])
        assert passage["digest"] == digests[place], passage["passage"]


def test_every_passage_of_the_seeds_backs_or_denies_a_claim(passages: list[dict[str, str]]) -> None:
    assert [p["passage"] for p in passages if not p["claim"]] == []


def test_the_exemptions_are_few() -> None:
    assert sum(bool(row["exempt_because"]) for row in paragraphs()) == 3


@pytest.mark.material
def test_the_digests_are_those_of_the_articles(material: Path) -> None:
    texts = {f"seed-{path.name[:3]}": path.read_text("utf-8") for path in sorted((material / "seeds").glob("*.txt"))}
    found = [
        (document, f"p{n}", hashlib.sha256(normal(line).encode()).hexdigest())
        for document, text in texts.items()
        for n, line in enumerate((line for line in text.splitlines() if line.strip()), 1)
    ]
    assert found == [(row["document"], row["paragraph"], row["sha256"]) for row in paragraphs()]


@pytest.mark.material
def test_no_sentence_of_the_articles_stands_in_the_data(material: Path) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z0-9]+", text.lower())
        return {tuple(words[n : n + 10]) for n in range(len(words) - 9)}

    titles = runs("Tokyo, Seoul target North Korea-Russia arms deal with sanctions")
    articles = set().union(*(runs(path.read_text("utf-8")) for path in (material / "seeds").glob("*.txt"))) - titles
    for path in sorted((Path(__file__).parent.parent / "data").rglob("*.ttl")):
        for line in path.read_text("utf-8").splitlines():
            assert not runs(line) & articles, f"{path.name}: {line}"


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
