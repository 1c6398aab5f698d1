"""Ranges of partition keys for runs, chosen so that no other run's range changes under it.

A run names its range by the first and the last key, and Dagster looks up what lies between them anew for every stage.
Keys that are registered anew go to the end: a range whose first key went there is empty, and the run succeeds over
nothing; one whose last key did covers everything since.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import dagster as dg
from dagster._core.execution.backfill import BULK_ACTION_TERMINAL_STATUSES, BulkActionsFilter, BulkActionStatus
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES
from dagster._core.storage.tags import (
    ASSET_PARTITION_RANGE_END_TAG,
    ASSET_PARTITION_RANGE_START_TAG,
    PARTITION_NAME_TAG,
)

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.defs.partitions import bounded_ranges, keys_of, register, registered
from jd_assets.defs.run_process import end_dead_runs

#: How long chosen ranges are kept for runs that do not exist yet: the daemon makes them within seconds, unless it is
#: started anew in between.
CLAIM_SECONDS = 120.0
#: A run that has been at work for longer was killed: `max_runtime_seconds` of dagster.yaml, where the daemon ends it.
STALLED_SECONDS = 14_400.0

#: Of backfills that have yet to ask for runs, or wait for them.
BACKFILLING = [status for status in BulkActionStatus if status not in BULK_ACTION_TERMINAL_STATUSES]
_WORKING = [status for status in NOT_FINISHED_STATUSES if status is not dg.DagsterRunStatus.QUEUED]


def claim_ranges(
    connect: Connect, instance: dg.DagsterInstance, run_ids: Sequence[str], size: int
) -> list[tuple[str, str]]:
    """Register run_ids and choose the ranges of the runs that process exactly them, `size` partitions each at most.

    What unfinished runs and backfills cover, and what was claimed a while ago, stays where it is, so that scattered
    postings of it cost a run each block. The ranges are kept for their runs for CLAIM_SECONDS.
    """
    end_dead_runs(instance)
    with connect() as connection:
        connection.execute(sql("partition_order_lock"))
        connection.execute(sql("partition_claims_expire"), {"seconds": CLAIM_SECONDS})
        claimed = {key for (key,) in connection.execute(sql("partition_claims"))}
        register(instance, run_ids)
        ranges = bounded_ranges(instance, run_ids, size, claimed | covered(instance))
        connection.execute(sql("partition_claim_add"), {"run_ids": list(run_ids)})
    return ranges


def covered(instance: dg.DagsterInstance) -> set[str]:
    """The keys that unfinished runs work on or will; all keys while there is an unfinished backfill.

    A backfill holds the keys it has yet to ask runs for in a form of Dagster's own.
    """
    order = registered(instance)
    if instance.get_backfills_count(BulkActionsFilter(statuses=BACKFILLING)):
        return set(order)
    ranges = [found for run in unfinished(instance) if (found := range_of(run))]
    return {key for first, last in ranges for key in keys_of(order, first, last)}


def unfinished(instance: dg.DagsterInstance) -> Iterator[dg.DagsterRun]:
    """Runs that wait or are at work; those at work for so long that they must be dead are left out."""
    yield from instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.QUEUED]))
    since = datetime.now(UTC) - timedelta(seconds=STALLED_SECONDS)
    yield from instance.get_runs(dg.RunsFilter(statuses=_WORKING, updated_after=since))


def range_of(run: dg.DagsterRun) -> tuple[str, str] | None:
    """The first and the last key that a run names; None for a run without partitions."""
    if PARTITION_NAME_TAG in run.tags:
        return run.tags[PARTITION_NAME_TAG], run.tags[PARTITION_NAME_TAG]
    if ASSET_PARTITION_RANGE_START_TAG in run.tags:
        return run.tags[ASSET_PARTITION_RANGE_START_TAG], run.tags[ASSET_PARTITION_RANGE_END_TAG]
    return None
