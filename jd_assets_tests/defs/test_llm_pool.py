"""Stages that ask a model share the places of one pool, whatever run and process they are in."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.test_utils import create_run_for_test

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.defs.run_process import PID_TAG, end_dead_runs, process_tags
from jd_assets.defs.stage_asset import LLM_POOL, StageResult, stage_asset
from jd_assets_tests.defs.test_retirement import dagster_on

#: A run whose one step asks a model, which is us.
ASKS = """
import sys, dagster as dg
from jd_assets.defs.stage_asset import LLM_POOL
@dg.asset(pool=LLM_POOL)
def asks():
    print("asks", flush=True)
    input()
with dg.DagsterInstance.from_config(sys.argv[1]) as instance:
    assert dg.materialize([asks], instance=instance).success
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def instance(shared_url: str, home: Path) -> Iterator[dg.DagsterInstance]:
    with dagster_on(shared_url, home) as made:
        yield made


@pytest.fixture
def one_place(instance: dg.DagsterInstance) -> dg.DagsterInstance:
    instance.event_log_storage.set_concurrency_slots(LLM_POOL, 1)
    return instance


@pytest.mark.parametrize(("kinds", "pool"), [({"openai"}, LLM_POOL), (set(), None)])
def test_a_stage_that_asks_a_model_is_in_it(kinds: set[str], pool: str | None) -> None:
    def nano_parse(context: dg.AssetExecutionContext, posting: Batch[Posting]) -> StageResult:
        raise AssertionError

    made = stage_asset(group="reading", kinds=kinds, description="Reads")(nano_parse)
    assert made.op.pool == pool


def test_a_run_waits_while_another_has_the_only_place(
    one_place: dg.DagsterInstance, home: Path, shared_url: str
) -> None:
    with asking(home, shared_url) as first, asking(home, shared_url) as second:
        assert first.stdout is not None
        assert second.stdout is not None
        [has_it] = select.select([first.stdout, second.stdout], [], [])[0][:1]
        assert has_it.readline() == "asks\n"
        waits, out = (second, second.stdout) if has_it is first.stdout else (first, first.stdout)
        # Both have asked for the place; two that ask at once may both be told that they are next.
        while len(one_place.event_log_storage.get_concurrency_info(LLM_POOL).pending_steps) != 2:
            assert waits.poll() is None
            time.sleep(0.05)
        assert select.select([out], [], [], 0)[0] == []
        (first if waits is second else second).communicate("answer\n")
        assert waits.communicate("answer\n")[0] == "asks\n"


def asking(home: Path, url: str) -> subprocess.Popen[str]:
    """A run in a process of its own, with a step that says when it asks and ends with the answer."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", ASKS, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "JD_DATABASE_URL": url},
    )


def test_the_place_of_a_killed_run_is_free_again(one_place: dg.DagsterInstance) -> None:
    tags = {**process_tags(), PID_TAG: "99999999"}
    run = create_run_for_test(one_place, job_name="process_postings", status=dg.DagsterRunStatus.STARTED, tags=tags)
    storage = one_place.event_log_storage
    assert storage.claim_concurrency_slot(LLM_POOL, run.run_id, "nano_parse").is_claimed
    assert not storage.claim_concurrency_slot(LLM_POOL, "another", "nano_parse").is_claimed
    end_dead_runs(one_place)
    assert storage.check_concurrency_claim(LLM_POOL, "another", "nano_parse").assigned_timestamp is not None
    storage.free_concurrency_slots_for_run("another")
