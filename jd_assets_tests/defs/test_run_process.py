"""A run whose process is gone is found and ended; one at work, or of another machine, is left alone."""

import subprocess
import sys
import time
from collections.abc import Iterator

import dagster as dg
import psutil
import pytest
from dagster._core.execution.backfill import BulkActionStatus, PartitionBackfill
from dagster._core.test_utils import create_run_for_test

from jd_assets.defs.run_process import (
    CANCELING_MINUTES,
    HOST_TAG,
    PID_TAG,
    STARTED_TAG,
    end_dead_runs,
    is_gone,
    own_runs,
    process_tags,
)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        yield made


@pytest.fixture
def dead() -> dict[str, str]:
    """The tags of a process that was killed."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    started = psutil.Process(process.pid).create_time()
    process.kill()
    process.communicate()
    return {**process_tags(), PID_TAG: str(process.pid), STARTED_TAG: f"{started:.2f}"}


def started(instance: dg.DagsterInstance, tags: dict[str, str], status: str = "STARTED") -> str:
    run = create_run_for_test(instance, job_name="process_postings", tags=tags, status=dg.DagsterRunStatus[status])
    return str(run.run_id)


def status_of(instance: dg.DagsterInstance, run_id: str) -> str:
    run = instance.get_run_by_id(run_id)
    assert run is not None
    return run.status.value


@pytest.mark.parametrize(
    ("at_work", "ended"), [("STARTED", "FAILURE"), ("STARTING", "FAILURE"), ("CANCELING", "CANCELED")]
)
def test_a_run_of_a_killed_process_is_ended(
    instance: dg.DagsterInstance, dead: dict[str, str], at_work: str, ended: str
) -> None:
    run_id = started(instance, dead, at_work)
    assert end_dead_runs(instance) == [run_id]
    assert status_of(instance, run_id) == ended


def test_a_run_at_work_is_left_alone(instance: dg.DagsterInstance) -> None:
    run_id = started(instance, process_tags())
    assert end_dead_runs(instance) == []
    assert [run.run_id for run in own_runs(instance)] == [run_id]


def test_a_run_of_another_machine_or_of_no_process_yet_is_left_alone(
    instance: dg.DagsterInstance, dead: dict[str, str]
) -> None:
    started(instance, {**dead, HOST_TAG: "elsewhere"})
    started(instance, {})
    assert end_dead_runs(instance) == []


def canceling(instance: dg.DagsterInstance, name: str, began: float) -> None:
    backfill = PartitionBackfill(name, BulkActionStatus.CANCELING, False, {}, began, asset_selection=[])
    instance.add_backfill(backfill)


def test_a_backfill_that_was_being_cancelled_for_long_without_a_run_is_cancelled(instance: dg.DagsterInstance) -> None:
    long_ago = time.time() - 60 * (CANCELING_MINUTES + 1)
    canceling(instance, "stuck", long_ago)
    canceling(instance, "new", time.time())
    canceling(instance, "at work", long_ago)
    started(instance, {**process_tags(), "dagster/backfill": "at work"})
    assert end_dead_runs(instance) == ["stuck"]
    statuses = {each.backfill_id: each.status.value for each in instance.get_backfills()}
    assert statuses == {"stuck": "CANCELED", "new": "CANCELING", "at work": "CANCELING"}


def test_a_process_number_that_was_given_out_again_is_not_the_run() -> None:
    assert is_gone({**process_tags(), STARTED_TAG: "1.00"})
    assert not is_gone(process_tags())
