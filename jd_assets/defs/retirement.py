"""Takes finished run_ids out of Dagster: their partition keys and the events about them.

What Dagster does with a graph costs time for each registered key, whatever became of it. Our own tables keep every row,
and the console every page; a run_id is registered again by whoever processes it again, or called back by
`defs.runless.call_back`.
"""

import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import dagster as dg
import sqlalchemy as sa
from dagster._core.events import DagsterEventType
from dagster._core.storage.event_log.schema import AssetEventTagsTable, DynamicPartitionsTable, SqlEventLogStorageTable
from dagster_postgres import PostgresEventLogStorage

from jd_assets.contracts import STAGES
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.defs.partitions import RUN_IDS, registered
from jd_assets.defs.spared_keys import spared
from jd_assets.failures import PermanentFailure

_log = logging.getLogger(__name__)

#: Keys of one transaction: some 30,000 rows of Dagster's, while whoever wants ranges of keys waits.
AT_ONCE = 2_000
#: What Dagster notes of one partition of one asset.
_NOTED = (
    DagsterEventType.ASSET_MATERIALIZATION,
    DagsterEventType.ASSET_MATERIALIZATION_PLANNED,
    DagsterEventType.ASSET_OBSERVATION,
    DagsterEventType.ASSET_FAILED_TO_MATERIALIZE,
)


@dataclass(frozen=True)
class Retirement:
    """What became of Dagster's keys.

    Attributes:
        keys: Keys that were taken out.
        events: Events about them that went with them.
        left: Keys that are registered still.
    """

    keys: int
    events: int
    left: int


def retire(connect: Connect, instance: dg.DagsterInstance, days: float, keep: int) -> Retirement:
    """Take out what is due, a transaction for each `AT_ONCE` keys.

    Args:
        connect: Our tables.
        instance: Dagster's, with its storage on Postgres.
        days: Keys whose postings were finished longer ago are due.
        keep: Of the keys that were registered last so many stay, unless they are as old as that.

    Raises:
        PermanentFailure: Dagster's storage is another one.
    """
    keys = events = 0
    while True:
        with connect() as connection:
            connection.execute(sql("partition_order_lock"))
            going = list(islice(due(connect, instance, days, keep), AT_ONCE))
            if not going:
                return Retirement(keys, events, len(registered(instance)))
            events += _forget(_storage(instance), going)
            keys += len(going)
        _log.info("%d keys taken out of Dagster", keys)


def due(connect: Connect, instance: dg.DagsterInstance, days: float, keep: int) -> Iterator[str]:
    """The keys to take out: of finished postings that no run may need, by count and then by age, the oldest first.

    Our tables are asked in parts, as far as the keys are taken.
    """
    found = _with_age(instance, days)
    surplus = [key for key, _ in found[: max(0, len(found) - keep)]]
    aged = [key for key, is_old in found[len(surplus) :] if is_old]
    if surplus or aged:
        left_alone = spared(connect, instance, [key for key, _ in found])
        yield from _at_rest(connect, [key for key in surplus if key not in left_alone], 0.0)
        yield from _at_rest(connect, [key for key in aged if key not in left_alone], days)


def _at_rest(connect: Connect, keys: Sequence[str], days: float) -> Iterator[str]:
    """Those of the keys whose postings were finished longer ago than that, or that no posting has."""
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        given = {"run_ids": [key for key in part if _is_uuid(key)], "days": days}
        with connect() as connection:
            open_ones = {key for (key,) in connection.execute(sql("postings_not_at_rest"), given)}
        yield from (key for key in part if key not in open_ones)


def _is_uuid(key: str) -> bool:
    """False for a key that somebody added by hand."""
    try:
        return str(uuid.UUID(key)) == key
    except ValueError:
        return False


def _with_age(instance: dg.DagsterInstance, days: float) -> list[tuple[str, bool]]:
    """All keys in the order of their registration, and whether each was registered longer than `days` ago."""
    table = DynamicPartitionsTable.c
    is_old = table.create_timestamp < sa.func.now() - sa.func.make_interval(0, 0, 0, 0, 0, 0, days * 86_400)
    named = sa.select(table.partition, is_old).where(table.partitions_def_name == RUN_IDS.name).order_by(table.id)
    with _storage(instance).index_connection() as connection:
        return [(str(key), bool(old)) for key, old in connection.execute(named)]


def _forget(storage: PostgresEventLogStorage, keys: Sequence[str]) -> int:
    """Delete keys and what is noted of them, all or nothing; returns how many events that were."""
    events, tags, partitions = SqlEventLogStorageTable, AssetEventTagsTable, DynamicPartitionsTable
    # All three columns of Dagster's index: without assets and types each statement would read the whole log.
    about_them = sa.and_(
        events.c.asset_key.in_([dg.AssetKey(stage).to_string() for stage in STAGES]),
        events.c.dagster_event_type.in_([each.value for each in _NOTED]),
        events.c.partition.in_(keys),
    )
    with storage.index_transaction() as connection:
        connection.execute(tags.delete().where(tags.c.event_id.in_(sa.select(events.c.id).where(about_them))))
        gone = connection.execute(events.delete().where(about_them)).rowcount
        named = sa.and_(partitions.c.partitions_def_name == RUN_IDS.name, partitions.c.partition.in_(keys))
        connection.execute(partitions.delete().where(named))
    return gone


def _storage(instance: dg.DagsterInstance) -> PostgresEventLogStorage:
    storage = instance.event_log_storage
    if not isinstance(storage, PostgresEventLogStorage):
        raise PermanentFailure("Partition keys are retired where Dagster's storage is a Postgres: see dagster.yaml")
    return storage
