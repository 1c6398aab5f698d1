"""Ranges of runs stay what they were chosen for, whoever chooses ranges meanwhile."""

import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import dagster as dg
import pytest
from dagster._core.execution.backfill import BulkActionStatus, PartitionBackfill
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteJobOrigin, RemoteRepositoryOrigin
from dagster._core.storage.tags import PARTITION_NAME_TAG

from jd_assets.database.connection import Connect, connector
from jd_assets.defs import run_ranges as module
from jd_assets.defs.partitions import MAX_RANGES, keys_of, range_tags, register, registered
from jd_assets.defs.run_ranges import CLAIM_SECONDS, claim_ranges

Ranges = list[tuple[str, str]]

#: More blocks than are left where they are, some of them ends of the block or within it.
BLOCK = [f"k{number:03}" for number in range(10, 21)]
SCATTERED = [f"k{number:03}" for number in (10, 15, 20, 30, 40, 50, 60)]


@pytest.fixture
def connect(emptied_url: str) -> Connect:
    return connector(emptied_url)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        register(made, [f"k{number:03}" for number in range(100)])
        yield made


def keys(instance: dg.DagsterInstance, ranges: Ranges) -> list[str]:
    """What runs over these ranges work on now."""
    order = registered(instance)
    return [key for first, last in ranges for key in keys_of(order, first, last)]


def run(instance: dg.DagsterInstance, status: dg.DagsterRunStatus, tags: dict[str, str]) -> None:
    repository = RemoteRepositoryOrigin(RegisteredCodeLocationOrigin("jd_assets"), "__repository__")
    instance.add_run(
        dg.DagsterRun(
            job_name="process_postings",
            run_id=str(uuid.uuid4()),
            status=status,
            tags=tags,
            remote_job_origin=RemoteJobOrigin(repository, "process_postings"),
        )
    )


def is_moved(instance: dg.DagsterInstance, moved: Sequence[str]) -> bool:
    return registered(instance)[-len(moved) :] == list(moved)


def test_scattered_postings_are_brought_together(connect: Connect, instance: dg.DagsterInstance) -> None:
    assert claim_ranges(connect, instance, SCATTERED, 1000) == [(SCATTERED[0], SCATTERED[-1])]


def test_new_postings_are_registered(connect: Connect, instance: dg.DagsterInstance) -> None:
    assert claim_ranges(connect, instance, ["new", "newer"], 1000) == [("new", "newer")]


def test_a_range_whose_run_does_not_exist_yet_keeps_its_keys(connect: Connect, instance: dg.DagsterInstance) -> None:
    first = claim_ranges(connect, instance, BLOCK, 1000)
    second = claim_ranges(connect, instance, SCATTERED, 1000)
    assert keys(instance, first) == BLOCK
    assert sorted(keys(instance, second)) == SCATTERED


def test_what_was_brought_together_for_one_is_not_taken_apart_for_another(
    connect: Connect, instance: dg.DagsterInstance
) -> None:
    first = claim_ranges(connect, instance, SCATTERED, 1000)
    second = claim_ranges(connect, instance, [f"k{number:03}" for number in range(0, 100, 10)], 1000)
    assert keys(instance, first) == SCATTERED
    assert len(keys(instance, second)) == 10


def test_claims_end_when_their_runs_should_exist(connect: Connect, instance: dg.DagsterInstance) -> None:
    claim_ranges(connect, instance, BLOCK, 1000)
    with connect() as connection:
        connection.execute("UPDATE partition_claim SET claimed_at = now() - make_interval(secs => %s)", [CLAIM_SECONDS])
    claim_ranges(connect, instance, SCATTERED, 1000)
    assert is_moved(instance, SCATTERED)


@pytest.mark.parametrize(
    "status", [dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]
)
def test_the_range_of_an_unfinished_run_keeps_its_keys(
    connect: Connect, instance: dg.DagsterInstance, status: dg.DagsterRunStatus
) -> None:
    run(instance, status, range_tags(BLOCK[0], BLOCK[-1]))
    claim_ranges(connect, instance, SCATTERED, 1000)
    assert keys(instance, [(BLOCK[0], BLOCK[-1])]) == BLOCK


def test_the_one_partition_of_an_unfinished_run_stays(connect: Connect, instance: dg.DagsterInstance) -> None:
    run(instance, dg.DagsterRunStatus.STARTED, {PARTITION_NAME_TAG: "k030"})
    claim_ranges(connect, instance, SCATTERED, 1000)
    assert is_moved(instance, [key for key in SCATTERED if key != "k030"])


def test_the_range_of_a_finished_run_is_free(connect: Connect, instance: dg.DagsterInstance) -> None:
    run(instance, dg.DagsterRunStatus.SUCCESS, range_tags(BLOCK[0], BLOCK[-1]))
    claim_ranges(connect, instance, SCATTERED, 1000)
    assert is_moved(instance, SCATTERED)


def test_a_run_that_was_killed_holds_its_range_for_hours_only(
    connect: Connect, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(instance, dg.DagsterRunStatus.STARTED, range_tags(BLOCK[0], BLOCK[-1]))
    monkeypatch.setattr(module, "STALLED_SECONDS", -60)  # a minute from now all that happened by now is long ago
    claim_ranges(connect, instance, SCATTERED, 1000)
    assert is_moved(instance, SCATTERED)


@pytest.mark.parametrize(
    ("status", "is_free"), [(BulkActionStatus.REQUESTED, False), (BulkActionStatus.COMPLETED_SUCCESS, True)]
)
def test_nothing_moves_under_a_backfill(
    connect: Connect, instance: dg.DagsterInstance, status: BulkActionStatus, is_free: bool
) -> None:
    instance.add_backfill(PartitionBackfill("b", status, False, {}, 0.0))
    ranges = claim_ranges(connect, instance, SCATTERED, 1000)
    assert is_moved(instance, SCATTERED) is is_free
    assert sorted(keys(instance, ranges)) == SCATTERED


def test_ranges_chosen_at_once_cover_exactly_what_each_was_chosen_for(
    connect: Connect, instance: dg.DagsterInstance
) -> None:
    wanted = [[f"k{number:03}" for number in range(start, 100, start + 2)] for start in range(4)]
    assert all(len(each) > MAX_RANGES for each in wanted)
    with ThreadPoolExecutor(4) as pool:
        chosen = list(pool.map(lambda each: claim_ranges(connect, instance, each, 1000), wanted))
    assert [sorted(keys(instance, ranges)) for ranges in chosen] == wanted
