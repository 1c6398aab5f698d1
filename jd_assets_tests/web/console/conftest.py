"""The console over the small library of the library tests, and over the seed library in a real browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import Embedder
from jd_assets_tests.conftest import new_database
from jd_assets_tests.library.conftest import connect, loaded, seed
from jd_assets_tests.review.desk import Desk
from jd_assets_tests.web.console.live import Console, live_console
from jd_assets_tests.web.console.visitor import Visitor, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["connect", "loaded", "seed"]


@pytest.fixture
def desk(loaded: Connect, embedder: Embedder) -> Desk:
    """Postings that propose things for the small library."""
    return Desk(loaded, embedder)


@pytest.fixture
def visitor(emptied_url: str, desk: Desk, embedder: Embedder) -> Iterator[Visitor]:
    """Somebody at the console on the loopback address."""
    with visiting(emptied_url, embedder) as found:
        yield found


@pytest.fixture(scope="module")
def console(server_url: str, library_url: str, embedder: Embedder, browser: "Browser") -> Iterator[Console]:
    """The console as people reach it, with postings that went through it."""
    with new_database(server_url, "console", library_url) as url, live_console(url, embedder, browser) as found:
        found.send_postings()
        yield found
