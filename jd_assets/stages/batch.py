"""One posting at a time within a batch: a fault of one is recorded and sinks no other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.database.without_gc import uncollected
from jd_assets.failures import TransientFailure, as_failure, reason_of
from jd_assets.stages.side_by_side import side_by_side

P = TypeVar("P", bound=Payload)
Q = TypeVar("Q")
R = TypeVar("R")
T = TypeVar("T")


def map_batch(stage: str, upstream: Batch[Q], work: Callable[[str, Q], P]) -> Batch[P]:
    """Apply `work(run_id, payload)` to each posting; one that raises becomes a failure and the rest goes on.

    Failures of earlier stages are carried along unchanged, so that each stage's table says why a row is missing.
    """
    payloads, failures = attempt(stage, upstream.payloads, work)
    return Batch(payloads, {**upstream.failures, **failures})


def attempt(stage: str, items: Mapping[str, T], work: Callable[[str, T], R]) -> tuple[dict[str, R], dict[str, Failure]]:
    """The result of `work(run_id, item)` for each posting, and the failures of those that it raised for.

    Raises:
        TransientFailure: What the work needs is away.
    """
    with uncollected():
        return _parted(items, [_outcome(stage, work, item) for item in items.items()])


def attempt_side_by_side(
    stage: str, items: Mapping[str, T], work: Callable[[str, T], R]
) -> tuple[dict[str, R], dict[str, Failure]]:
    """As `attempt`, by all processes of `side_by_side`: the work is pure, and its results can be sent."""
    return _parted(items, side_by_side(lambda item: _outcome(stage, work, item), list(items.items())))


def _outcome(stage: str, work: Callable[[str, T], R], item: tuple[str, T]) -> R | Failure:
    try:
        return work(*item)
    except TransientFailure:  # the database is away: no posting's fault, and the stage is done again
        raise
    except Exception as error:  # any fault of one posting is recorded, none sinks the batch
        return failure_of(stage, error)


def _parted(run_ids: Iterable[str], outcomes: Sequence[R | Failure]) -> tuple[dict[str, R], dict[str, Failure]]:
    results: dict[str, R] = {}
    failures: dict[str, Failure] = {}
    for run_id, outcome in zip(run_ids, outcomes, strict=True):
        if isinstance(outcome, Failure):
            failures[run_id] = outcome
        else:
            results[run_id] = outcome
    return results, failures


def ready(batch: Batch[Q], *earlier: Batch[Any]) -> Batch[Q]:
    """The batch without the postings that failed in another input of the stage; that failure takes their place.

    Stages can be materialised one by one, so a row may outlive what it was made from.

    Args:
        batch: The input that the stage goes through.
        earlier: Its other inputs, in the order of the stages: the first failure is the one that counts.
    """
    failures = {run_id: failure for one in (batch, *reversed(earlier)) for run_id, failure in one.failures.items()}
    return Batch({run_id: payload for run_id, payload in batch.payloads.items() if run_id not in failures}, failures)


def failure_of(stage: str, error: BaseException) -> Failure:
    """The failure row of an error: only a `TransientFailure` is worth trying again."""
    kind: Literal["permanent", "transient"] = "transient" if isinstance(error, TransientFailure) else "permanent"
    return Failure(stage, kind, reason_of(as_failure(error)))
