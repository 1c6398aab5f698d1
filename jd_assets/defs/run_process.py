"""The process behind each run, so that a run whose process is gone is found and ended."""

import os
import socket
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import dagster as dg
import psutil
from dagster._core.execution.backfill import BulkActionsFilter, BulkActionStatus

#: Under this prefix the UI does not show them.
HOST_TAG = ".dagster/jd_assets_host"
PID_TAG = ".dagster/jd_assets_pid"
STARTED_TAG = ".dagster/jd_assets_process_started"

#: Seconds that the start of a process may differ between two readings of it.
_SAME_START = 2.0
#: A backfill that is being cancelled and has not ended by then waits for runs that will never end.
CANCELING_MINUTES = 10

_AT_WORK = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def process_tags() -> dict[str, str]:
    """Tags of a run that this process executes."""
    started = psutil.Process().create_time()
    return {HOST_TAG: socket.gethostname(), PID_TAG: str(os.getpid()), STARTED_TAG: f"{started:.2f}"}


def own_runs(instance: dg.DagsterInstance) -> list[dg.DagsterRun]:
    """The unfinished runs that this process executes."""
    own = process_tags()
    return list(
        instance.get_runs(dg.RunsFilter(statuses=_AT_WORK, tags={HOST_TAG: own[HOST_TAG], PID_TAG: own[PID_TAG]}))
    )


def is_gone(tags: Mapping[str, str]) -> bool:
    """True where the process of these tags was one of this machine and is there no more.

    A run of another machine, or one that no process has taken up yet, is nobody's to judge here.
    """
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
        if not is_gone(run.tags):
            continue
        said = (
            f"Process {run.tags[PID_TAG]} of {run.tags[HOST_TAG]} is gone: it was killed, or its machine started anew"
        )
        if run.status is dg.DagsterRunStatus.CANCELING:
            instance.report_run_canceled(run, said)
        else:
            instance.report_run_failed(run, said)
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
