"""The sample runs, and a browser where one is installed."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from jd_assets.contracts.run import PartialRun
from jd_assets_tests.web import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def page() -> PartialRun:
    """A decided run."""
    return sample.decided_page()


@pytest.fixture
def rejected_page() -> PartialRun:
    """A run whose posting did not pass the gate."""
    return sample.rejected_page()


# Not of the session: while Playwright is at work no other test of its process can run an event loop of its own.
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium; tests that need it are skipped where it is not installed."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or `make browser` as root")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    arguments += ["--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()
