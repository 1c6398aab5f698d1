"""Applies `sql/migrations/NNNN_name.sql`: each file and its record commit together, one process at a time."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import psycopg

from jd_assets.database.connection import SCHEMA
from jd_assets.database.requirements import require_server
from jd_assets.database.server import unreachable
from jd_assets.failures import PermanentFailure
from jd_assets.settings import sql_dir

_FILE_NAME = re.compile(r"^(\d{4})_[a-z0-9_]+\.sql$")
#: Key of the advisory lock that makes two processes migrate one after the other; any constant does.
_LOCK_KEY = 0x6A645F61


@dataclass(frozen=True)
class Migration:
    """One file of `sql/migrations`."""

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the file's text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations(folder: Path | None = None) -> list[Migration]:
    """All migrations in order.

    Raises:
        PermanentFailure: A file name breaks the rule, or a number is used twice.
    """
    found = []
    for path in sorted((folder or sql_dir() / "migrations").glob("*.sql")):
        match = _FILE_NAME.match(path.name)
        if not match:
            raise PermanentFailure(f"{path}: name it NNNN_what_it_does.sql, lower case")
        found.append(Migration(int(match[1]), path.name, path.read_text(encoding="utf-8")))
    numbers = [migration.number for migration in found]
    # Gaps are fine: branches take ranges of numbers, so that two of them never claim the same one.
    if len(set(numbers)) < len(numbers) or 0 in numbers:
        raise PermanentFailure(f"Migrations must have numbers of their own, from 1; found {numbers}")
    return found


def migrate(url: str, folder: Path | None = None) -> list[str]:
    """Bring the database to the newest migration and return the names of those applied now.

    Raises:
        PermanentFailure: A migration fails, or one that was applied has been edited since.
        TransientFailure: The database cannot be reached.
    """
    try:
        connection = psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise unreachable(error) from error
    with connection:
        require_server(connection)
        connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK_KEY,))
        applied = _applied(connection)
        pending = []
        for migration in migrations(folder):
            if migration.number not in applied:
                pending.append(migration)
            elif applied[migration.number] != migration.checksum:
                raise PermanentFailure(
                    f"{migration.name} was applied and has been edited since: restore it and add a new migration"
                )
        for migration in pending:
            _apply(connection, migration)
    return [migration.name for migration in pending]


def _applied(connection: psycopg.Connection) -> dict[int, str]:
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    connection.execute(f"SET search_path TO {SCHEMA}, public")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migration (number int PRIMARY KEY, name text NOT NULL, "
        "checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
    )
    return dict(connection.execute("SELECT number, checksum FROM schema_migration").fetchall())


def _apply(connection: psycopg.Connection, migration: Migration) -> None:
    try:
        with connection.transaction():
            connection.execute(migration.text.encode())
            connection.execute(
                "INSERT INTO schema_migration (number, name, checksum) VALUES (%s, %s, %s)",
                (migration.number, migration.name, migration.checksum),
            )
    except psycopg.Error as error:
        raise PermanentFailure(f"{migration.name} failed and was rolled back: {error}") from error
