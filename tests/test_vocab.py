"""vocab: fresh from the ontology, and as the modules use it."""

from __future__ import annotations

from pathlib import Path

from armsgraph import vocab
from vocabulary import vocabulary


def test_it_is_fresh() -> None:
    assert Path(vocab.__file__).read_text("utf-8") == vocabulary(), "ontology/ changed: run `make vocab`"


def test_a_term_is_its_iri() -> None:
    assert vocab.ARMS_NEGOTIATED_WITH == "https://w3id.org/armsgraph/ns#negotiatedWith"
    assert vocab.ARMSV_PRIOR_AUTHORIZATION == "https://w3id.org/armsgraph/vocab#PriorAuthorization"
    assert vocab.SUPPORT[:3] == ("Declared", "Corroborated", "Alleged")
