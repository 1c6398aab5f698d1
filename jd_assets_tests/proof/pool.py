"""Connections that stay open, so that a step costs milliseconds, and a database that goes back to its first state."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from pgvector.psycopg import register_vector

from jd_assets.database.connection import SCHEMA

#: A step waits for others that hold a lock for milliseconds; who waits so long waits for ever.
LOCK_TIMEOUT = "20s"


class Pool:
    """A factory of connections, as `connector` gives, over few that are used again; threads may share it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: list[psycopg.Connection] = []
        self._first: dict[str, bytes] = {}

    @contextmanager
    def __call__(self) -> Iterator[psycopg.Connection]:
        """A connection for one transaction."""
        connection = self._idle.pop() if self._idle else self._open()
        try:
            yield connection
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.read_only = connection.isolation_level = None  # as the audit sets them
            self._idle.append(connection)

    def _open(self) -> psycopg.Connection:
        connection = psycopg.connect(self._url)
        connection.execute(f"SET search_path TO {SCHEMA}, public".encode())
        connection.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'".encode())
        connection.commit()
        register_vector(connection)
        connection.commit()
        connection.prepare_threshold = 0  # the audit's statements cost ten times as much to plan as to run
        return connection

    def keep_first(self) -> None:
        """Let what the database holds now be its first state."""
        with self() as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'jd'").fetchall()
            for (table,) in tables:
                if table != "schema_migration":
                    with connection.cursor().copy(f"COPY jd.{table} TO STDOUT".encode()) as copy:
                        self._first[table] = b"".join(copy)

    def reset(self) -> None:
        """Put the database back to its first state; ids go on counting."""
        with self() as connection:
            connection.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self._first.items():
                connection.execute(f"DELETE FROM jd.{table}".encode())
                if rows:
                    with connection.cursor().copy(f"COPY jd.{table} FROM STDIN".encode()) as copy:
                        copy.write(rows)

    def close(self) -> None:
        """Close what is open."""
        while self._idle:
            self._idle.pop().close()
