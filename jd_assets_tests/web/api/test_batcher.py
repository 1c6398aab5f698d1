"""Postings that wait at the same time go through together."""

import threading
from collections.abc import Sequence

import pytest

from jd_assets.contracts.batch import Batch, Failure
from jd_assets.failures import TransientFailure
from jd_assets.stages.pipeline import Processed
from jd_assets.web.api.batcher import AT_ONCE, Batcher

FAILED = Failure("nano_parse", "permanent", "It broke")


class Work:
    """Stages that wait to be let go on, and remember what they were given."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.began = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)

    def __call__(self, run_ids: Sequence[str]) -> Processed:
        self.batches.append(list(run_ids))
        self.began.release()
        assert self.go_on.acquire(timeout=10)
        if "fault" in run_ids:
            raise TransientFailure("The database cannot be reached")
        return Processed(Batch({}, dict.fromkeys(run_ids, FAILED)), {"posting": 1.0}, 7)


def test_what_arrives_while_a_batch_is_under_way_is_the_next_one() -> None:
    work = Work()
    batcher = Batcher(work)
    first = batcher.submit(["a"])
    assert work.began.acquire(timeout=10)
    later = batcher.submit(["b"]) | batcher.submit(["c"])
    assert batcher.waiting == 2
    work.go_on.release(2)
    assert [future.result(10).batch_size for future in (first | later).values()] == [1, 2, 2]
    assert work.batches == [["a"], ["b", "c"]]
    batcher.close()


def test_a_run_that_waits_or_is_under_way_is_not_done_twice() -> None:
    work = Work()
    batcher = Batcher(work)
    first = batcher.submit(["a"])["a"]
    assert work.began.acquire(timeout=10)
    assert batcher.submit(["a"])["a"] is first
    assert batcher.submit(["b"], is_bulk=True)["b"] is batcher.submit(["b"])["b"]
    work.go_on.release(2)
    batcher.submit(["b"])["b"].result(10)
    assert work.batches == [["a"], ["b"]]
    batcher.close()


def test_single_calls_go_before_long_ones_which_come_in_portions() -> None:
    work = Work()
    batcher = Batcher(work)
    batcher.submit(["first"])
    assert work.began.acquire(timeout=10)
    many = batcher.submit([f"many {number}" for number in range(AT_ONCE + 5)], is_bulk=True)
    batcher.submit(["single"])
    work.go_on.release(4)
    [future.result(10) for future in many.values()]
    assert [len(batch) for batch in work.batches] == [1, 1, AT_ONCE, 5]
    assert work.batches[1] == ["single"]
    batcher.close()


def test_a_batch_that_fails_tells_its_callers_and_not_the_next_ones() -> None:
    work = Work()
    batcher = Batcher(work)
    work.go_on.release(2)
    with pytest.raises(TransientFailure, match="cannot be reached"):
        batcher.submit(["fault"])["fault"].result(10)
    outcome = batcher.submit(["after"])["after"].result(10)
    assert (outcome.failure, outcome.library_version, outcome.stage_ms) == (FAILED, 7, {"posting": 1.0})
    batcher.close()


def test_what_waits_when_it_closes_is_given_up() -> None:
    work = Work()
    batcher = Batcher(work)
    under_way = batcher.submit(["a"])["a"]
    assert work.began.acquire(timeout=10)
    waiting = batcher.submit(["b"])["b"]
    closing = threading.Thread(target=batcher.close)
    closing.start()
    work.go_on.release()
    assert under_way.result(10)
    closing.join(10)
    assert waiting.cancelled()
