"""The partition keys that runs and backfills need: those under way, and those that may be executed again."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import dagster as dg
from dagster._core.definitions.partitions.subset import KeyRangesPartitionsSubset, PartitionsSubset
from dagster._core.execution.backfill import (
    BULK_ACTION_TERMINAL_STATUSES,
    BulkActionsFilter,
    BulkActionStatus,
    PartitionBackfill,
)

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.defs.partitions import keys_of
from jd_assets.defs.run_ranges import BACKFILLING, CLAIM_SECONDS, range_of, unfinished

#: Days in which somebody may look into a failed run or backfill, and have it executed again.
REPEATABLE_DAYS = 7

_ENDED_BADLY = [dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
_WENT_WELL = BulkActionStatus.COMPLETED_SUCCESS
_ABANDONED = [status for status in BULK_ACTION_TERMINAL_STATUSES if status is not _WENT_WELL]


def spared(connect: Connect, instance: dg.DagsterInstance, order: Sequence[str]) -> set[str]:
    """The keys to leave alone.

    Args:
        connect: Our tables, for ranges that were chosen for runs that do not exist yet.
        instance: Dagster's.
        order: All keys in the order of their registration.
    """
    with connect() as connection:
        connection.execute(sql("partition_claims_expire"), {"seconds": CLAIM_SECONDS})
        kept = {key for (key,) in connection.execute(sql("partition_claims"))}
    since = datetime.now(UTC) - timedelta(days=REPEATABLE_DAYS)
    runs = [*unfinished(instance), *instance.get_runs(dg.RunsFilter(statuses=_ENDED_BADLY, updated_after=since))]
    for first, last in {ends for run in runs if (ends := range_of(run))}:
        kept |= set(keys_of(order, first, last))
    backfills = [
        *instance.get_backfills(BulkActionsFilter(statuses=BACKFILLING)),
        *instance.get_backfills(BulkActionsFilter(statuses=_ABANDONED, created_after=since)),
    ]
    for backfill in backfills:
        kept |= set(_keys_of_backfill(backfill, order))
    return kept


def _keys_of_backfill(backfill: PartitionBackfill, order: Sequence[str]) -> Iterator[str]:
    """The keys that a backfill was asked for; all, where it keeps them in a form that is not known here."""
    if backfill.partition_names is not None:
        yield from backfill.partition_names
    elif backfill.asset_backfill_data is not None:
        for subset in backfill.asset_backfill_data.target_subset.partitions_subsets_by_asset_key.values():
            yield from _keys_of_subset(subset, order)
    else:
        yield from order


def _keys_of_subset(subset: PartitionsSubset, order: Sequence[str]) -> Iterator[str]:
    if isinstance(subset, KeyRangesPartitionsSubset):
        for each in subset.key_ranges:
            yield from keys_of(order, each.start, each.end)
    else:
        yield from subset.get_partition_keys()
