"""ftm: valid for the followthemoney package, and no claim sounds surer than it is."""

from __future__ import annotations

import hashlib
import json

import pytest
from followthemoney import model
from followthemoney.types import registry

from armsgraph.exports.ftm import ftm, identifier, told
from armsgraph.knowledge import KnowledgeGraph
from armsgraph.network import Network
from networks import claim, network, passage

MAIA = "https://w3id.org/armsgraph/id/vessel/imo-9358010"


def lines(kg: KnowledgeGraph, net: Network) -> list[dict[str, object]]:
    return [json.loads(line) for line in ftm(kg, net).decode().splitlines()]


@pytest.fixture(scope="module")
def entities(shipped: KnowledgeGraph) -> dict[str, dict[str, object]]:
    found = lines(shipped, shipped.network())
    assert len({entity["id"] for entity in found}) == len(found)
    return {str(entity["id"]): entity for entity in found}


def test_every_line_is_valid(entities: dict[str, dict[str, object]]) -> None:
    for entity in entities.values():
        assert registry.entity.clean(entity["id"]) == entity["id"]
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.schema.name == entity["schema"]
        model.get(entity["schema"]).validate(entity)
        # Whatever we wrote is there after the package has cleaned it: it dropped no value as malformed.
        for name, values in entity["properties"].items():  # type: ignore[attr-defined]
            assert name in proxy.schema.properties, (entity["schema"], name)
            assert len(proxy.get(name)) == len(set(values)), (entity["id"], name, values, proxy.get(name))


def test_ends_exist_and_are_what_the_schema_wants(entities: dict[str, dict[str, object]]) -> None:
    for entity in entities.values():
        schema = model.get(entity["schema"])
        for name, values in entity["properties"].items():  # type: ignore[attr-defined]
            prop = schema.get(name)
            if prop.type == registry.entity:
                for value in values:
                    there = model.get(entities[value]["schema"])
                    assert there.is_a(prop.range), (entity["schema"], name, there.name)


def test_a_ship_with_its_number_names_and_listings(entities: dict[str, dict[str, object]]) -> None:
    ship = entities[identifier(MAIA)]
    assert ship["schema"] == "Vessel"
    assert ship["properties"]["imoNumber"] == ["9358010"]  # type: ignore[index]
    assert "sanction" in ship["properties"]["topics"]  # type: ignore[index]
    sanctions = [
        e for e in entities.values() if e["schema"] == "Sanction" and e["properties"]["entity"] == [ship["id"]]
    ]  # type: ignore[index]
    assert {"South Korea", "United States"} <= {s["properties"]["authority"][0] for s in sanctions}  # type: ignore[index]


def test_all_edges_are_there(shipped: KnowledgeGraph, entities: dict[str, dict[str, object]]) -> None:
    net = shipped.network()
    assert {identifier(key) for key in net.edges.key} <= set(entities)
    assert {identifier(iri) for iri in net.nodes.iri} <= set(entities)


def test_how_sure_it_is_stands_in_words() -> None:
    behind = claim("c", passage("p", speakers=("Seoul",)), denied=(passage("d", speakers=("Moscow",)),))
    assert told("Alleged", True, [behind]) == "Alleged, disputed; according to Seoul; denied by Moscow"


def test_hostile_text_and_addresses(kg: KnowledgeGraph) -> None:
    net = network([("a", "b")], [claim("c0", passage("p", address="javascript:alert(1)"))])
    net.nodes.label[0] = "x\x00\n\ud800"
    found = lines(kg, net)
    assert found[0]["properties"]["name"] == ["x�\n�"]  # type: ignore[index]
    assert "sourceUrl" not in found[2]["properties"]  # type: ignore[operator]


def test_identifiers_are_stable_and_apart() -> None:
    digest = hashlib.sha1(MAIA.encode()).hexdigest()[:10]
    assert identifier(MAIA) == f"ag-id-vessel-imo-9358010-{digest}"
    assert identifier("urn:a/b") != identifier("urn:a#b")
