"""A run's process holds a lock as long as it lives, so that other machines see when it is gone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import psycopg
import pytest
from dagster._core.test_utils import create_run_for_test

from jd_assets.defs.run_life import hold, is_held, release
from jd_assets.defs.run_process import HOST_TAG, claim_process, end_dead_runs
from jd_assets_tests.defs.test_retirement import dagster_on

#: Another process that takes a run up, says so and waits.
OTHER = """
import sys, dagster as dg
from jd_assets.defs.run_process import claim_process
with dg.DagsterInstance.from_config(sys.argv[1]) as instance:
    claim_process(instance, sys.argv[2])
    print("claimed", flush=True)
    input()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def instance(shared_url: str, home: Path) -> Iterator[dg.DagsterInstance]:
    with dagster_on(shared_url, home) as made:
        yield made
        release()


def started(instance: dg.DagsterInstance) -> str:
    made = create_run_for_test(instance, job_name="process_postings", status=dg.DagsterRunStatus.STARTED)
    return str(made.run_id)


def test_it_is_held_by_the_process_that_took_the_run_up(instance: dg.DagsterInstance) -> None:
    assert not is_held(instance, "a")
    assert hold(instance, "a")
    assert hold(instance, "a")
    assert is_held(instance, "a")


def test_the_next_run_of_a_process_frees_that_of_the_one_before(instance: dg.DagsterInstance) -> None:
    hold(instance, "before")
    hold(instance, "after")
    assert (is_held(instance, "before"), is_held(instance, "after")) == (False, True)


def test_it_is_taken_anew_after_a_restart_of_the_server(instance: dg.DagsterInstance, shared_url: str) -> None:
    hold(instance, "kept")
    with psycopg.connect(shared_url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
            "WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND d.datname = current_database()"
        )
    assert not is_held(instance, "kept")
    assert hold(instance, "kept")
    assert is_held(instance, "kept")


def test_a_run_of_another_machine_is_ended_when_its_process_is_killed(
    instance: dg.DagsterInstance, home: Path, shared_url: str
) -> None:
    run_id = started(instance)
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(home), run_id],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "JD_DATABASE_URL": shared_url},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "claimed\n"
        instance.add_run_tags(run_id, {HOST_TAG: "elsewhere"})
        assert run_id not in end_dead_runs(instance)
        other.kill()
    assert end_dead_runs(instance) == [run_id]


def test_a_run_that_another_machine_works_on_without_a_lock_is_left_alone(instance: dg.DagsterInstance) -> None:
    run_id = started(instance)
    instance.add_run_tags(run_id, {HOST_TAG: "elsewhere"})
    assert end_dead_runs(instance) == []


def test_other_storages_have_no_such_lock() -> None:
    with dg.DagsterInstance.ephemeral() as made:
        assert not hold(made, "a")
        run_id = started(made)
        claim_process(made, run_id)
        made.add_run_tags(run_id, {HOST_TAG: "elsewhere"})
        assert end_dead_runs(made) == []
