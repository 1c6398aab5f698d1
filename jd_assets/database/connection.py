"""Connections to the database: one transaction each, in the schema `jd`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

import psycopg
import psycopg_pool
from pgvector.psycopg.halfvec import register_halfvec_info
from pgvector.psycopg.vector import register_vector_info
from psycopg.types import TypeInfo

from jd_assets.database.server import unreachable

#: Schema of every table of this package; Dagster's own tables stay in `public` of the same database.
SCHEMA = "jd"

#: Seconds that a transaction of a pool waits for a connection before it fails.
WAIT_SECONDS = 15.0

_TYPES = "SELECT typname, oid, typarray FROM pg_type WHERE oid IN (to_regtype('vector'), to_regtype('halfvec'))"

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
        try:
            with connection:
                _prepare(connection)
                yield connection
        except psycopg.OperationalError as error:
            if connection.broken:  # the server went away under a statement
                raise unreachable(error) from error
            raise

    return connect


@contextmanager
def pooled_connector(url: str, connections: int) -> Iterator[Connect]:
    """As `connector`, for a process that serves: connections are kept open until the block ends.

    A new one takes some 5 ms with its settings, and a posting goes through twenty transactions.

    Args:
        url: The database.
        connections: How many transactions may be open at the same time; further ones wait.
    """
    pool = psycopg_pool.ConnectionPool(
        url, min_size=1, max_size=connections, configure=_configure, timeout=WAIT_SECONDS, open=False
    )

    @contextmanager
    def connect() -> Iterator[psycopg.Connection]:
        connection, transaction = _begun(pool, connections)
        try:
            with transaction:
                yield connection
        finally:
            pool.putconn(connection)

    with pool:
        yield connect


def _begun(
    pool: psycopg_pool.ConnectionPool, connections: int
) -> tuple[psycopg.Connection, AbstractContextManager[object]]:
    """A connection in a transaction. Those that a restart of the server broke fail at BEGIN and give way to others."""
    for attempt in range(connections + 1):
        try:
            connection = pool.getconn()
        except psycopg.OperationalError as error:
            raise unreachable(error) from error
        try:
            with ExitStack() as stack:
                stack.enter_context(connection.transaction())
                return connection, stack.pop_all()
        except psycopg.OperationalError as error:
            pool.putconn(connection)
            if attempt == connections:
                raise unreachable(error) from error
    raise AssertionError("the last attempt returns or raises")


def _configure(connection: psycopg.Connection) -> None:
    with connection.transaction():
        _prepare(connection)


def _prepare(connection: psycopg.Connection) -> None:
    # Sent as a statement and not as a start-up option: poolers such as pgbouncer refuse the option.
    connection.execute(f"SET search_path TO {SCHEMA}, public")
    # The two types of pgvector's four that tables have: asking for each as pgvector does takes twelve statements, and a
    # run opens 55 connections.
    found = {name: TypeInfo(name, oid, array) for name, oid, array in connection.execute(_TYPES)}
    register_vector_info(connection, found.get("vector"))
    if "halfvec" in found:  # an older pgvector has none, which `requirements` tells in a sentence
        register_halfvec_info(connection, found["halfvec"])
