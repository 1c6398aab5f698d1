"""Fixtures of the database tests."""

from collections.abc import Iterator

import pytest

from jd_assets_tests.conftest import new_database


@pytest.fixture
def bare_url(server_url: str) -> Iterator[str]:
    """A database that was never migrated."""
    with new_database(server_url, "bare") as url:
        yield url
