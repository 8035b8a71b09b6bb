"""What every test may use, and the closing word on what this machine could not run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import armsgraph
from armsgraph import sources
from armsgraph.charts import link_chart
from armsgraph.knowledge import KnowledgeGraph
from browser import chromium, page  # noqa: F401  (fixtures)
from chart_page import small_chart, small_once, small_page, whole_once, whole_page  # noqa: F401  (fixtures)

ROOT = Path(__file__).parent.parent
# A shared machine is slow now and then; where a run decides, it must not hang on a lucky draw.
settings.register_profile("steady", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("steady")

MATERIAL = Path(os.environ.get("ARMSGRAPH_MATERIAL", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def kg() -> KnowledgeGraph:
    """What two articles say, frozen: small enough to read the answers off by hand, and new data move nothing in it."""
    return KnowledgeGraph(sources.read(only=[ROOT / "tests" / "samples" / "articles"]))


@pytest.fixture(scope="session")
def shipped() -> KnowledgeGraph:
    """The whole shipped graph, derived once."""
    return armsgraph.load()


@pytest.fixture(scope="session")
def whole_chart(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The link chart of the whole shipped graph, written once."""
    path = tmp_path_factory.mktemp("whole") / "chart.html"
    link_chart(shipped.network(), path)
    return path


@pytest.fixture
def material(request: pytest.FixtureRequest) -> Path:
    """The outside material; where it is absent the test says so and skips."""
    if not MATERIAL.is_dir():
        pytest.skip(f"no outside material at {MATERIAL}; set ARMSGRAPH_MATERIAL")
    return MATERIAL


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    # Where the material exists, a test that needs it has no reason to skip.
    if report.skipped and item.get_closest_marker("material") and MATERIAL.is_dir():
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped although the outside material is here: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End by saying what could not run here."""
    skipped = terminalreporter.stats.get("skipped", [])
    terminalreporter.section("what this machine could not run")
    for reason, tests in sorted(_by_reason(skipped).items()):
        terminalreporter.write_line(f"{len(tests)} tests: {reason}")
    if not skipped:
        terminalreporter.write_line("nothing: every test ran")


def _by_reason(skipped: list[pytest.TestReport]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for report in skipped:
        text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        found.setdefault(text.removeprefix("Skipped: "), []).append(report.nodeid)
    return found
