"""Postings that wait at the same time go through the stages as one batch.

A batch costs little more than a posting: every stage has a transaction or two, whatever it holds. So while one batch
is under way, what arrives meanwhile waits and is the next one. Postings of single calls go before those of long ones,
which come in portions.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from jd_assets.contracts.batch import Failure
from jd_assets.contracts.run_record import RunRecord
from jd_assets.stages.pipeline import Processed

_logger = logging.getLogger(__name__)

#: Postings of one batch: more would let a single caller wait for seconds.
AT_ONCE = 25


@dataclass(frozen=True)
class BatchOutcome:
    """What became of a posting, and of the batch that it went through in."""

    record: RunRecord | None
    failure: Failure | None
    stage_ms: dict[str, float]
    batch_size: int
    library_version: int


@dataclass
class _Waiting:
    """Runs that wait, each once however many callers ask for it."""

    futures: OrderedDict[str, Future[BatchOutcome]] = field(default_factory=OrderedDict)


class Batcher:
    """Takes runs through the stages, as many together as wait together.

    Args:
        work: Takes a batch of run_ids through the stages.
        workers: Batches under way at the same time: one where stages compute, more where they wait for a model.
    """

    def __init__(self, work: Callable[[Sequence[str]], Processed], workers: int = 1) -> None:
        self._work = work
        self._single, self._bulk = _Waiting(), _Waiting()
        self._under_way: dict[str, Future[BatchOutcome]] = {}
        self._changed = threading.Condition()
        self._is_open = True
        self._threads = [threading.Thread(target=self._run, name=f"stages-{n}", daemon=True) for n in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, run_ids: Sequence[str], is_bulk: bool = False) -> dict[str, Future[BatchOutcome]]:
        """The coming outcome of each run; one that waits or is under way already is not done twice."""
        found: dict[str, Future[BatchOutcome]] = {}
        with self._changed:
            if not self._is_open:
                raise RuntimeError("The console is shutting down")
            for run_id in run_ids:
                held = self._under_way.get(run_id) or self._single.futures.get(run_id)
                if held is None and not is_bulk:
                    held = self._bulk.futures.pop(run_id, None)  # someone waits for it now
                    self._single.futures[run_id] = held = held or Future()
                found[run_id] = held or self._bulk.futures.setdefault(run_id, Future())
            self._changed.notify_all()
        return found

    @property
    def waiting(self) -> int:
        """Runs that wait for a batch."""
        with self._changed:
            return len(self._single.futures) + len(self._bulk.futures)

    def close(self) -> None:
        """End after the batches under way; what still waits is given up."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        for waiting in (self._single, self._bulk):
            for future in waiting.futures.values():
                future.cancel()

    def _run(self) -> None:
        while (batch := self._next()) is not None:
            try:
                done = self._work(list(batch))
                for run_id, future in batch.items():
                    future.set_result(_outcome(done, run_id))
            except Exception as error:  # the batch's callers are told, and the next batch is not to suffer
                _logger.warning("A batch of %d failed: %s", len(batch), error)
                for future in batch.values():
                    if not future.done():
                        future.set_exception(error)
            finally:
                with self._changed:
                    for run_id in batch:
                        del self._under_way[run_id]

    def _next(self) -> dict[str, Future[BatchOutcome]] | None:
        with self._changed:
            while self._is_open and not (self._single.futures or self._bulk.futures):
                self._changed.wait()
            if not self._is_open:
                return None
            lane = self._single.futures or self._bulk.futures
            batch = dict(lane.popitem(last=False) for _ in range(min(AT_ONCE, len(lane))))
            self._under_way |= batch
            return batch


def _outcome(done: Processed, run_id: str) -> BatchOutcome:
    records = done.records
    return BatchOutcome(
        records.payloads.get(run_id),
        records.failures.get(run_id),
        done.stage_ms,
        len(records),
        done.library_version,
    )
