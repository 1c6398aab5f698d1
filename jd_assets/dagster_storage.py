"""Dagster's own storage on the same Postgres; starting it starts the embedded server.

Named in `dagster.yaml` as a custom storage, so that `dagster dev`, the command line and the daemon work in any order:
whichever process comes first starts the server, the others join it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any, ParamSpec

import sqlalchemy
from dagster import DagsterInstance, EventLogEntry
from dagster._core.storage.config import PostgresStorageConfig
from dagster._core.storage.event_log.schema import SqlEventLogStorageTable
from dagster._serdes import ConfigurableClassData
from dagster_postgres import DagsterPostgresStorage
from sqlalchemy.dialects.postgresql import ARRAY

from jd_assets.database.server import database_url

P = ParamSpec("P")

#: A connection that stood unused for longer may have been cut by what lies between; the default of the webserver.
POOL_RECYCLE_SECONDS = 3_600


def dagster_url(url: str) -> str:
    """The URL with the psycopg2 driver named.

    dagster-postgres 0.29 with SQLAlchemy 2.1 breaks on a bare `postgresql://`: SQLAlchemy then picks psycopg 3, and
    the first event dies with a syntax error at `NOTIFY run_events, $1` (dagster issue 33958).
    """
    made = sqlalchemy.engine.make_url(url).set(drivername="postgresql+psycopg2")
    return made.render_as_string(hide_password=False)


@sqlalchemy.event.listens_for(sqlalchemy.QueuePool, "checkout")
def _answers(connection: Any, *_: object) -> None:
    """Let pools take a new connection for one that a restart of Postgres ended.

    Without it the first page of the webserver after a restart is an error (dagster issue 3812). A server that ends a
    connection says so; where it has said nothing there is nothing to ask, and a run of one posting takes a connection
    860 times.
    """
    if not wait([connection], timeout=0):
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        connection.rollback()
    except Exception as error:  # whatever the driver calls it
        raise sqlalchemy.exc.DisconnectionError from error


class JdAssetsStorage(DagsterPostgresStorage):
    """`DagsterPostgresStorage` whose URL comes from `JD_DATABASE_URL` or the embedded server."""

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        """No settings: there is one database."""
        return {}

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: PostgresStorageConfig | Mapping[str, Any]
    ) -> "JdAssetsStorage":
        """Start or join the server, then open the storage."""
        del config_value
        storage = cls(postgres_url=dagster_url(database_url()), inst_data=inst_data)
        storage.keep_connections()
        storage.remember_schema()
        storage.write_events_as_arrays()
        return storage

    def keep_connections(self) -> None:
        """Let each of the three stores keep a connection.

        Only Dagster's webserver does so by itself. All else opens one for each statement: 862 for a run of a single
        posting, with 5 ms of this process and as much of the server's for each.
        """
        for store in (self._run_storage, self._event_log_storage, self._schedule_storage):
            store.optimize_for_webserver(statement_timeout=0, pool_recycle=POOL_RECYCLE_SECONDS, max_overflow=-1)
        # What a Dagster instance calls when it is done with.
        self._run_storage.dispose = self._close  # type: ignore[method-assign]

    def remember_schema(self) -> None:
        """Let the store of events know what tables and columns there are once it has seen them.

        It asks the catalogue of Postgres before each of its look-ups: 300 of the 1,050 statements of a run of a single
        posting, and the slowest.
        """
        events = self._event_log_storage
        events.has_table = _once_true(events.has_table)  # type: ignore[method-assign]
        events._has_asset_key_col_on_connection = _once_true(  # type: ignore[method-assign]
            events._has_asset_key_col_on_connection
        )

    def write_events_as_arrays(self) -> None:
        """Let the store of events write those of a thousand partitions by a statement of one array a column.

        Its own has seven parameters an event, and SQLAlchemy compiles it each time: a third of what an event costs.
        """
        store = self._event_log_storage

        def prepare(events: Sequence[EventLogEntry]) -> Any:
            return _insert_of_arrays([store._event_to_row(event) for event in events])

        store.prepare_insert_event_batch = prepare  # type: ignore[method-assign]

    def _close(self) -> None:
        """Close the kept connections: a database that has one can be neither copied nor dropped."""
        for store in (self._run_storage, self._event_log_storage, self._schedule_storage):
            store._engine.dispose()


def _insert_of_arrays(rows: Sequence[Mapping[str, Any]]) -> sqlalchemy.Insert:
    """An insert of events in the order of the rows."""
    names, table = list(rows[0]), SqlEventLogStorageTable
    arrays = (
        sqlalchemy.bindparam(f"all_{name}", [row[name] for row in rows], type_=ARRAY(table.c[name].type))
        for name in names
    )
    return table.insert().from_select(names, sqlalchemy.select(*map(sqlalchemy.func.unnest, arrays)))


@contextmanager
def keys_asked_once(instance: DagsterInstance) -> Iterator[None]:
    """Ask once whether a partition key is there, while a run is at work on it: nothing moves the keys of such a run.

    Dagster asks 228 times in a run of a single posting, which is a twelfth of what it takes.
    """
    store = instance.event_log_storage
    asked = store.has_dynamic_partition
    store.has_dynamic_partition = _once_true(asked)  # type: ignore[method-assign]
    try:
        yield
    finally:
        store.has_dynamic_partition = asked  # type: ignore[method-assign]


def _once_true(ask: Callable[P, bool]) -> Callable[P, bool]:
    """The question about its last argument, asked until the answer is yes: for what comes and does not go."""
    there: set[Any] = set()

    def asked(*args: P.args, **kwargs: P.kwargs) -> bool:
        if args[-1] not in there and ask(*args, **kwargs):
            there.add(args[-1])
        return args[-1] in there

    return asked
