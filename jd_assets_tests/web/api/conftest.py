"""The real application over a database with the seed library, for all tests of its calls."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from jd_assets.embedding.embedder import Embedder
from jd_assets_tests.conftest import new_database
from jd_assets_tests.web.api_server import Reported, listening, served


@pytest.fixture(scope="session")
def reported() -> Reported:
    """What Dagster would be told."""
    return Reported()


@pytest.fixture(scope="session")
def api_url(server_url: str, library_url: str) -> Iterator[str]:
    """The database behind the application."""
    with new_database(server_url, "api", library_url) as url:
        yield url


@pytest.fixture(scope="session")
def api(api_url: str, embedder: Embedder, reported: Reported) -> Iterator[TestClient]:
    """A client application."""
    with served(api_url, embedder, reported) as client:
        yield client


@pytest.fixture(scope="session")
def address(api_url: str, embedder: Embedder) -> Iterator[str]:
    """A server that listens on this machine."""
    with listening(api_url, embedder) as url:
        yield url
