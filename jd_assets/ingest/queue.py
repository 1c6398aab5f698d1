"""The queue of postings that a sensor took in and has yet to ask runs for."""

from collections.abc import Callable, Sequence

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql


def queue_for(sensor: str) -> Callable[[psycopg.Connection, Sequence[str]], None]:
    """What puts postings into a sensor's queue, in the transaction that stores them."""

    def add(connection: psycopg.Connection, run_ids: Sequence[str]) -> None:
        connection.execute(sql("intake_queue_add"), {"sensor": sensor, "run_ids": list(run_ids)})

    return add


def queued(connect: Connect, sensor: str, limit: int) -> list[tuple[int, str]]:
    """Numbers and run_ids of the next postings of a queue, in the order of arrival."""
    with connect() as connection:
        return connection.execute(sql("intake_queue_next"), {"sensor": sensor, "limit": limit}).fetchall()


def forget_requested(connect: Connect, sensor: str, last: int | None) -> None:
    """Empty a queue up to `last`: Dagster, which keeps cursor and requests together, has kept the requests."""
    if last is not None:
        with connect() as connection:
            connection.execute(sql("intake_queue_drop"), {"sensor": sensor, "last": last})
