"""Shipped files are found in a checkout; test_package finds them in an installed wheel."""

from pathlib import Path

import pytest

from armsgraph import resources

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("folder", ["ontology", "data"])
def test_a_checkout_reads_its_own_folders(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", ROOT / "graph" / "armsgraph")
    monkeypatch.setattr(resources, "_CHECKOUT", ROOT)
    assert resources.shipped(folder) == ROOT / folder
    assert any(resources.shipped(folder).rglob("*.ttl"))


def test_an_installed_package_reads_inside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "armsgraph" / "data").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "armsgraph")
    assert resources.shipped("data") == tmp_path / "armsgraph" / "data"
