"""Fixtures that open pages in a headless Chromium, without a network to reach."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this machine, or skip; REQUIRE_BROWSER=1 makes a missing one a failure."""
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        reason = f"no browser found; looked for {', '.join(NAMES)}"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


def watched(context: BrowserContext) -> tuple[Page, list[str], list[str]]:
    """Open a page that cannot reach a network; with it go the errors and the addresses asked for, as they come."""
    context.set_offline(True)
    opened = context.new_page()
    wrong: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    return opened, wrong, asked


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open an empty page of its own, 1440 by 900, that fails the test on an error in the console or in a script."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    opened, wrong, _ = watched(context)
    yield opened
    context.close()
    assert not wrong, wrong
