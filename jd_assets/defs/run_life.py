"""Whether the process of a run lives, on whatever machine: it holds a lock in Dagster's database as long as it does.

The lock belongs to a connection, so it ends with the process, however that ends; a machine that is gone from the
network is noticed by the server after `KEEPALIVE`. Only a pooler that shares connections between transactions takes the
meaning from it.
"""

import zlib
from contextlib import ExitStack, suppress

import dagster as dg
import sqlalchemy as sa
from dagster_postgres import PostgresEventLogStorage

#: First half of the key of all these locks: any number that no other program uses.
_CLASS = 0x6A64  # "jd"
#: Seconds of silence after which the server asks a process for a sign of life, between such questions, and how many.
KEEPALIVE = {"tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}

#: The lock of the run that this process is at work on: a process executes one run after the other.
_held: dict[str, tuple[ExitStack, sa.Connection]] = {}


def hold(instance: dg.DagsterInstance, run_id: str) -> bool:
    """Hold the lock of a run until this process ends or takes up another run; False where there is no such lock.

    Asked again, it takes the lock anew where a restart of the server ended it.
    """
    storage = instance.event_log_storage
    if not isinstance(storage, PostgresEventLogStorage):
        return False
    if run_id in _held and _answers(_held[run_id][1]):
        return True
    release()
    stack = ExitStack()
    connection = stack.enter_context(storage.index_connection())
    connection.detach()  # closed, and the lock with it, where it would go back to its pool
    for name, value in KEEPALIVE.items():
        connection.execute(sa.text(f"SET {name} = {value}"))
    given = {"class": _CLASS, "run": _signed(zlib.crc32(run_id.encode()))}
    if not connection.execute(sa.text("SELECT pg_try_advisory_lock(:class, :run)"), given).scalar():
        stack.close()
        return False
    _held[run_id] = stack, connection
    return True


def release() -> None:
    """Let go of what this process holds."""
    for run_id in list(_held):
        stack, _ = _held.pop(run_id)
        with suppress(sa.exc.SQLAlchemyError):  # of a server that is gone
            stack.close()


def _answers(connection: sa.Connection) -> bool:
    try:
        connection.execute(sa.text("SELECT 1"))
    except sa.exc.SQLAlchemyError:
        return False
    return True


def is_held(instance: dg.DagsterInstance, run_id: str) -> bool:
    """Whether a process holds the lock of a run now."""
    storage = instance.event_log_storage
    if not isinstance(storage, PostgresEventLogStorage):
        return False
    # Looked up and not tried for: whoever tries it has it for a moment.
    held = sa.text(
        "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database "
        "WHERE datname = current_database() AND locktype = 'advisory' AND granted "
        "AND objsubid = 2 AND classid = :class AND objid = :run)"
    )
    with storage.index_connection() as connection:
        return bool(connection.execute(held, {"class": _CLASS, "run": zlib.crc32(run_id.encode())}).scalar())


def _signed(number: int) -> int:
    """The 32 bits as the server takes them."""
    return number - (1 << 32) if number >= 1 << 31 else number
