"""entities: things by name, and how well a text names them."""

from __future__ import annotations

import pytest

from armsgraph.entities import BEGINNING, EXACT, LABEL, NO_MATCH, PART, Entity, entities, folded, match
from small import derived, full

TEXT = """
sta:japan a arms:State ; rdfs:label "Japan"@en .
per:rim a arms:Person ; rdfs:label "Rim Yong Hyok"@en ; skos:altLabel "림용혁"@ko ; skos:hiddenLabel "Kim Yong-hyok" ;
    arms:externalIdentifier "OFAC:44294" .
ves:s a arms:Vessel ; arms:imoNumber "9358010" .
doc:d a arms:Document ; dcterms:title "제목"@ko ; rdfs:label "a report"@en .
act:a a arms:SanctionsAction ; rdfs:label "package"@en ; arms:imposedBy sta:japan .
des:d a arms:Designation ; rdfs:label "listing"@en ; arms:partOfAction act:a ; arms:targets per:rim .
c:1 a arms:Claim ; arms:isAbout des:d ; arms:assertedIn a:1 . a:1 a arms:Attestation ; arms:statedBy sta:japan .
"""


@pytest.fixture(scope="module")
def rim() -> Entity:
    return entities(derived(TEXT))[full("per:rim")]


def test_an_entity_has_names_numbers_and_lists(rim: Entity) -> None:
    assert (rim.label, rim.kind, rim.top) == ("Rim Yong Hyok", "Person", "Entity")
    assert (rim.names, rim.misspellings) == (("Rim Yong Hyok", "림용혁"), ("Kim Yong-hyok",))
    assert (rim.identifiers, rim.lists, rim.sides) == (("OFAC:44294",), ("Japan",), ())


def test_what_has_no_label_goes_by_the_end_of_its_address_and_a_document_by_its_title_too() -> None:
    found = entities(derived(TEXT))
    assert (found[full("ves:s")].label, found[full("ves:s")].identifiers) == ("s", ("IMO 9358010",))
    assert found[full("doc:d")].names == ("a report", "제목")
    assert (found[full("des:d")].kind, found[full("des:d")].top) == ("Designation", "Event")


def test_a_name_of_each_language_but_english() -> None:
    turtle = """
    per:a a arms:Person ; rdfs:label "Anna"@en ; skos:altLabel "안나"@ko , "아나"@ko , "Анна"@ru , "アンナ"@ja , "Ana"@es , "A@b" .
    per:b a arms:Person ; rdfs:label "보리스"@ko .
    """
    found = entities(derived(turtle))
    assert found[full("per:a")].translations == ("アンナ@ja", "아나@ko", "Анна@ru")
    assert found[full("per:b")].translations == ("보리스@ko",)


@pytest.mark.parametrize(
    ("points", "position"),
    [
        ('"POINT(130.645 42.43)"', (130.645, 42.43)),
        ('"POINT(-58 -34)"', (-58.0, -34.0)),
        ('"POINT(131 42)" , "POINT(130 42)"', (130.0, 42.0)),
        ('"somewhere north"', None),
        ('"POINT(130.645 42.43) or so"', None),
    ],
)
def test_a_position_is_longitude_and_latitude_or_nothing(points: str, position: tuple[float, float] | None) -> None:
    assert entities(derived(f"pla:a a arms:Place ; arms:position {points} ."))[full("pla:a")].position == position


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("rim yong-hyok", LABEL),
        ("ＲＩＭ　Yong Hyok", LABEL),
        ("Rím Yóng Hyók", LABEL),
        ("림용혁", EXACT),
        ("Kim Yong-hyok", EXACT),
        ("44294", LABEL),
        ("ofac:44294", LABEL),
        ("per:rim", LABEL),
        ("rim", LABEL),
        ("Rim Yo", BEGINNING),
        ("yong", PART),
        ("Pak", NO_MATCH),
    ],
)
def test_how_well_a_text_names_somebody(rim: Entity, text: str, how: int) -> None:
    assert match(rim, text) == how


def test_folding_keeps_letters_of_every_script_and_nothing_else() -> None:
    assert folded("  «Восточная»  стивидорная, Ltd. ") == "восточная стивидорная ltd"
    assert folded("ＭＧフロート") == folded("MGフロート")
    assert folded("!?") == ""
