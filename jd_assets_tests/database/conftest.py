"""Fixtures of the database tests: a database without migrations, and a folder to write migrations into."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest

from jd_assets_tests.conftest import database_of


@pytest.fixture
def bare_url(server_url: str) -> Iterator[str]:
    """A database that was never migrated."""
    name = f"bare_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield database_of(server_url, name)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
