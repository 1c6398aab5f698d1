"""Fixtures for all tests: a real Postgres, one fresh database a test, no key and no network beyond this machine."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from jd_assets.database.migrations import migrate
from jd_assets.database.server import embedded_url


@pytest.fixture(scope="session")
def server_url() -> str:
    """A Postgres of the test session's own; `JD_TEST_DATABASE_URL` names another one."""
    given = os.environ.get("JD_TEST_DATABASE_URL")
    if given:
        return given
    # Kept between sessions, so that initdb is paid once; every test has a database of its own in it.
    return embedded_url(Path(tempfile.gettempdir()) / f"jd_assets_tests_{os.getuid()}" / "postgres")


@pytest.fixture(scope="session")
def template_url(server_url: str) -> Iterator[str]:
    """A database with all migrations applied, to copy for each test."""
    name = f"template_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        url = database_of(server_url, name)
        migrate(url)
        yield url
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(server_url: str, template_url: str) -> Iterator[str]:
    """A fresh, migrated, empty database for one test."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    template = psycopg.conninfo.conninfo_to_dict(template_url)["dbname"]
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield database_of(server_url, name)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def database_of(url: str, name: str) -> str:
    """The URL of another database on the same server."""
    head, _, query = url.partition("?")
    return head.rsplit("/", 1)[0] + "/" + name + (f"?{query}" if query else "")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key or URL of the person who runs the tests must reach no test."""
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "JD_")) and name != "JD_TEST_DATABASE_URL":
            monkeypatch.delenv(name)
