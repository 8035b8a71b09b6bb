"""What is shipped, what is public, and who may import whom."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import armsgraph

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


# ---- the public door


def test_all_is_sorted_and_importable() -> None:
    assert armsgraph.__all__ == sorted(armsgraph.__all__)
    for name in armsgraph.__all__:
        assert getattr(armsgraph, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = armsgraph.nothing


@pytest.mark.parametrize("shelf", ["analyses", "charts"])
def test_a_shelf_names_what_it_holds(shelf: str) -> None:
    folder = ROOT / "graph" / "armsgraph" / shelf
    for path in folder.glob("[!_]*.py"):
        assert importlib.import_module(f"armsgraph.{shelf}.{path.stem}").__doc__
    with pytest.raises(AttributeError, match="nothing"):
        _ = getattr(armsgraph, shelf).nothing


def test_one_version(project: dict[str, Any]) -> None:
    assert armsgraph.__version__ == project["project"]["version"]


# ---- dependencies


def test_every_dependency_says_why(project: dict[str, Any]) -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    assert len(project["project"]["dependencies"]) >= 7
    for requirement in project["project"]["dependencies"]:
        [line] = [line for line in lines if line.strip().startswith(f'"{requirement}"')]
        assert re.search(r",\s+# \w+", line), f"{requirement} has no comment"


def test_only_what_is_declared_is_imported(project: dict[str, Any]) -> None:
    """Every third-party import of the package is a dependency, or comes with one, or is guarded by an extra."""
    declared = {re.split(r"[>=<\[]", given)[0] for given in project["project"]["dependencies"]}
    extras = {
        re.split(r"[>=<\[]", g)[0] for given in project["project"]["optional-dependencies"].values() for g in given
    }
    brought = {"jinja2": "pyvis", "markupsafe": "pyvis", "numpy": "rustworkx"}
    own = {"armsgraph", *sys.stdlib_module_names}
    for path in (ROOT / "graph").rglob("*.py"):
        for name in _imported(path.read_text("utf-8")):
            assert name in own | declared | extras or brought.get(name) in declared, f"{path.name} imports {name}"


def _imported(source: str) -> set[str]:
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [alias.name for node in found if isinstance(node, ast.Import) for alias in node.names]
    return {
        name.split(".")[0]
        for name in (*names, *(node.module or "" for node in found if isinstance(node, ast.ImportFrom)))
    }


def test_the_layers_hold(project: dict[str, Any]) -> None:
    contracts = project["tool"]["importlinter"]["contracts"]
    assert [contract["type"] for contract in contracts][:1] == ["layers"]
    placed = " ".join(contracts[0]["layers"])
    for path in (ROOT / "graph" / "armsgraph").iterdir():
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists():
            assert re.search(rf"\barmsgraph\.{path.stem}\b", placed), f"{path.stem} stands in no layer"
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout
    assert ", 0 broken" in done.stdout


def test_an_import_of_the_folder_is_refused() -> None:
    for text, code in (("import graph\n", 1), ("from graph.armsgraph import load\n", 1), ("import armsgraph\n", 0)):
        command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", "tests/x.py", "-"]
        done = subprocess.run(command, input=text, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == code, done.stdout + done.stderr
        assert ("TID251" in done.stdout) is bool(code)


# ---- the wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel; hatchling comes from the package index."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(place), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode and "hatchling" in done.stderr and "Could not find a version" in done.stderr:
        pytest.skip("no package index to fetch hatchling from")
    assert done.returncode == 0, done.stderr
    [made] = place.glob("armsgraph-*.whl")
    return made


def test_the_wheel_holds_what_the_package_needs_and_nothing_else(wheel: Path, project: dict[str, Any]) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    information = f"armsgraph-{project['project']['version']}.dist-info"
    expected = {
        f"armsgraph/{p.relative_to(ROOT / 'graph' / 'armsgraph')}" for p in _files(ROOT / "graph" / "armsgraph")
    }
    expected |= {f"armsgraph/{p.relative_to(ROOT)}" for folder in ("ontology", "data") for p in _files(ROOT / folder)}
    assert {name for name in names if not name.startswith(information)} == expected
    assert {"armsgraph/py.typed", "armsgraph/ontology/core.ttl", "armsgraph/data/entities/states.ttl"} <= expected
    assert {"armsgraph/pages/link.html", "armsgraph/pages/link.css", "armsgraph/pages/link/main.js"} <= expected
    assert any(name.endswith(".rq") for name in expected)
    assert {f"{information}/licenses/LICENSE", f"{information}/licenses/LICENSE-DATA"} <= names


def _files(folder: Path) -> list[Path]:
    hidden = re.compile(r"(^|/)(\.|__pycache__)")
    return [path for path in folder.rglob("*") if path.is_file() and not hidden.search(str(path.relative_to(folder)))]


def test_the_wheel_works_where_there_is_no_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import armsgraph; kg = armsgraph.load();"
        "print(armsgraph.__file__, len(kg.claim_records), len(kg.sources.paths))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "site")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    place, claims, files = done.stdout.split()
    assert place.startswith(str(tmp_path))
    assert int(claims) > 0
    assert int(files) == len(list((ROOT / "data").glob("*/*.ttl")))


def test_nothing_shipped_names_a_machine() -> None:
    for folder in ("graph", "ontology", "data"):
        for path in _files(ROOT / folder):
            assert not re.search(rb"/(?:home|root|Users|work)/\w", path.read_bytes()), path
