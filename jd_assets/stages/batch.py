"""A batch of postings on its way through a stage: one outcome a run_id, payload or failure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from jd_assets.contracts.base import Payload
from jd_assets.failures import JdAssetsError, TransientFailure, reason_of

P = TypeVar("P", bound=Payload)
Q = TypeVar("Q", bound=Payload)


@dataclass(frozen=True)
class Failure:
    """Why a posting has no payload, and at which stage that began."""

    stage: str
    kind: Literal["permanent", "transient"]
    reason: str


@dataclass(frozen=True)
class Batch(Generic[P]):
    """The outcomes of one stage: `payloads` and `failures` together hold every run_id of the batch once."""

    payloads: Mapping[str, P]
    failures: Mapping[str, Failure]

    def __len__(self) -> int:
        return len(self.payloads) + len(self.failures)


def map_batch(stage: str, upstream: Batch[Q], work: Callable[[str, Q], P]) -> Batch[P]:
    """Apply `work(run_id, payload)` to each posting; one that raises becomes a failure and the rest goes on.

    Failures of earlier stages are carried along unchanged, so that each stage's table says why a row is missing.
    """
    payloads: dict[str, P] = {}
    failures = dict(upstream.failures)
    for run_id, payload in upstream.payloads.items():
        try:
            payloads[run_id] = work(run_id, payload)
        except Exception as error:  # any fault of one posting is recorded, none sinks the batch
            failures[run_id] = failure_of(stage, error)
    return Batch(payloads, failures)


def failure_of(stage: str, error: BaseException) -> Failure:
    """The failure row of an error: only a `TransientFailure` is worth trying again."""
    kind: Literal["permanent", "transient"] = "transient" if isinstance(error, TransientFailure) else "permanent"
    text = reason_of(error) if isinstance(error, JdAssetsError) else f"{reason_of(error)} (a fault of this program)"
    return Failure(stage, kind, text)
