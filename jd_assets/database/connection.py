"""Connections to the database: one transaction each, in the schema `jd`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
from pgvector.psycopg import register_vector

from jd_assets.database.server import unreachable

#: Schema of every table of this package; Dagster's own tables stay in `public` of the same database.
SCHEMA = "jd"

#: What library functions take: a factory of connections that commit when their block ends and roll back on an error.
Connect = Callable[[], AbstractContextManager[psycopg.Connection]]


def connector(url: str) -> Connect:
    """A factory of connections to `url`; each is one transaction.

    Example:
        with connector(url)() as connection:
            connection.execute("SELECT 1")
    """

    @contextmanager
    def connect() -> Iterator[psycopg.Connection]:
        try:
            connection = psycopg.connect(url)
        except psycopg.OperationalError as error:
            raise unreachable(error) from error
        with connection:
            # Sent as a statement and not as a start-up option: poolers such as pgbouncer refuse the option.
            connection.execute(f"SET search_path TO {SCHEMA}, public")
            register_vector(connection)
            yield connection

    return connect
