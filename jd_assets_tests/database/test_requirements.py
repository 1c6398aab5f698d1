"""A database that will not do is told from in one sentence, and its password never."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest

from jd_assets.database.migrations import migrate
from jd_assets.database.requirements import require_server, require_url
from jd_assets.failures import PermanentFailure
from jd_assets_tests.conftest import new_database


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:hunter2@[::1/x",
        "postgres//u:hunter2@h/x",
        "mysql://u:hunter2@h/x",
        "postgresql://u:hun ter2@h/x",
        "postgresql://u:hunter2@h:99999/x",
        "postgresql://u:hunter2@h:port/x",
        "host=h password=hunter2",
        "hunter2",
    ],
)
def test_what_is_no_url_is_said_and_not_shown(url: str) -> None:
    with pytest.raises(PermanentFailure, match="JD_DATABASE_URL") as raised:
        require_url(url)
    assert "ter2" not in str(raised.value)


def test_a_url_stays_as_it_is() -> None:
    url = "postgresql://u:p%40ss@one:5432,two:5433/x?sslmode=require"
    assert require_url(url) == url


@pytest.fixture
def empty_url(server_url: str) -> Iterator[str]:
    """A database with nothing in it."""
    with new_database(server_url, "bare", server_url.replace("/postgres?", "/template1?")) as url:
        yield url


def test_pgvector_in_another_schema_says_how_to_move_it(empty_url: str) -> None:
    with psycopg.connect(empty_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA ext")
        connection.execute("CREATE EXTENSION vector SCHEMA ext")
    with pytest.raises(PermanentFailure, match=r"installed in schema ext .* ALTER EXTENSION vector SET SCHEMA public"):
        migrate(empty_url)


@pytest.mark.parametrize("is_held", [True, False])
def test_an_old_pgvector_says_which_it_is(empty_url: str, is_held: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jd_assets.database.requirements.OLDEST_VECTOR", (99, 1))
    with psycopg.connect(empty_url) as connection:
        if is_held:
            connection.execute("CREATE EXTENSION vector SCHEMA public")
        with pytest.raises(
            PermanentFailure, match=r"version 0\..* needs 99.1 or newer: .* ALTER EXTENSION vector UPDATE"
        ):
            require_server(connection)


@pytest.fixture
def guest(server_url: str) -> Iterator[str]:
    """A user who owns nothing."""
    name = f"guest_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {name}".encode())
        yield name
        admin.execute(f"DROP ROLE {name}".encode())


def test_a_user_who_may_not_create_is_told_what_to_grant(guest: str, empty_url: str) -> None:
    with psycopg.connect(empty_url) as connection:
        connection.execute(f"SET ROLE {guest}".encode())
        with pytest.raises(PermanentFailure, match=f'GRANT CREATE ON DATABASE .* TO "{guest}"'):
            require_server(connection)


def test_a_user_who_may_not_create_tables_is_told_in_which_schema(guest: str, empty_url: str) -> None:
    with psycopg.connect(empty_url) as connection:
        connection.execute(f"CREATE SCHEMA jd AUTHORIZATION {guest}".encode())
        connection.execute(f"SET ROLE {guest}".encode())
        with pytest.raises(PermanentFailure, match=f'GRANT CREATE ON SCHEMA public TO "{guest}"'):
            require_server(connection)


def test_an_old_server_says_which_it_is(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jd_assets.database.requirements.OLDEST", 990_000)
    with pytest.raises(PermanentFailure, match=r"This Postgres is version \d+, and jd_assets needs"):
        migrate(empty_url)
