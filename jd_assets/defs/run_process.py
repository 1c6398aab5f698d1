"""The process behind each run, so that a run whose process is gone is found and ended."""

import os
import socket
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import dagster as dg
import psutil
from dagster._core.execution.backfill import BulkActionsFilter, BulkActionStatus

from jd_assets.defs.run_life import hold, is_held

#: Under this prefix the UI does not show them.
HOST_TAG = ".dagster/jd_assets_host"
PID_TAG = ".dagster/jd_assets_pid"
STARTED_TAG = ".dagster/jd_assets_process_started"
#: The run's process holds the lock of `run_life`.
HOLDS_TAG = ".dagster/jd_assets_holds_lock"

#: Seconds that the start of a process may differ between two readings of it.
_SAME_START = 2.0
#: A backfill that is being cancelled and has not ended by then waits for runs that will never end.
CANCELING_MINUTES = 10

_AT_WORK = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def process_tags() -> dict[str, str]:
    """Tags of a run that this process executes."""
    started = psutil.Process().create_time()
    return {HOST_TAG: socket.gethostname(), PID_TAG: str(os.getpid()), STARTED_TAG: f"{started:.2f}"}


def claim_process(instance: dg.DagsterInstance, run_id: str) -> None:
    """Let a run say which process it is, this one, so that others see when that is gone."""
    holds = {HOLDS_TAG: "true"} if hold(instance, run_id) else {}
    instance.add_run_tags(run_id, {**process_tags(), **holds})


def own_runs(instance: dg.DagsterInstance) -> list[dg.DagsterRun]:
    """The unfinished runs that this process executes."""
    own = process_tags()
    return list(
        instance.get_runs(dg.RunsFilter(statuses=_AT_WORK, tags={HOST_TAG: own[HOST_TAG], PID_TAG: own[PID_TAG]}))
    )


def is_dead(instance: dg.DagsterInstance, run: dg.DagsterRun) -> bool:
    """True where a process took the run up and is there no more, on this machine or on another."""
    if run.tags.get(HOST_TAG) == socket.gethostname():
        return is_gone(run.tags)
    return HOLDS_TAG in run.tags and not is_held(instance, run.run_id)


def is_gone(tags: Mapping[str, str]) -> bool:
    """True where the process of these tags was one of this machine and is there no more."""
    if tags.get(HOST_TAG) != socket.gethostname():
        return False
    try:
        process = psutil.Process(int(tags[PID_TAG]))
        is_dead = process.status() == psutil.STATUS_ZOMBIE
        return is_dead or abs(process.create_time() - float(tags[STARTED_TAG])) > _SAME_START
    except psutil.NoSuchProcess:
        return True
    except (KeyError, ValueError, psutil.Error):
        return False


def end_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """End the runs whose process is gone, and backfills that have been cancelling for too long; returns their ids.

    Their places in the queue and the partition keys that they pinned are free afterwards.
    """
    ended = []
    for run in instance.get_runs(dg.RunsFilter(statuses=_AT_WORK)):
        if not is_dead(instance, run):
            continue
        said = (
            f"Process {run.tags[PID_TAG]} of {run.tags[HOST_TAG]} is gone: it was killed, or its machine started anew"
        )
        if run.status is dg.DagsterRunStatus.CANCELING:
            instance.report_run_canceled(run, said)
        else:
            instance.report_run_failed(run, said)
        # The daemon frees the places of ended runs in pools too; without one they would be lost.
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
        ended.append(run.run_id)
    return ended + _end_stuck_backfills(instance)


def _end_stuck_backfills(instance: dg.DagsterInstance) -> list[str]:
    before = datetime.now(UTC) - timedelta(minutes=CANCELING_MINUTES)
    # Dagster knows when a backfill was made, and not since when it has been cancelling.
    old = BulkActionsFilter(statuses=[BulkActionStatus.CANCELING], created_before=before)
    ended = []
    for backfill in instance.get_backfills(old):
        runs = dg.RunsFilter(tags={"dagster/backfill": backfill.backfill_id}, statuses=_AT_WORK)
        if not instance.get_runs_count(runs):
            ended_now = backfill.with_end_timestamp(datetime.now(UTC).timestamp())
            instance.update_backfill(ended_now.with_status(BulkActionStatus.CANCELED))  # type: ignore[no-untyped-call]
            ended.append(backfill.backfill_id)
    return ended
