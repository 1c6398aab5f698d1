"""A batch of postings on its way through a stage: one outcome a run_id, payload or failure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

P = TypeVar("P")

FailureKind = Literal["permanent", "transient"]


@dataclass(frozen=True)
class Failure:
    """Why a posting has no payload, and at which stage that began."""

    stage: str
    kind: FailureKind
    reason: str


@dataclass(frozen=True)
class Batch(Generic[P]):
    """The outcomes of one stage: `payloads` and `failures` together hold every run_id of the batch once."""

    payloads: Mapping[str, P]
    failures: Mapping[str, Failure]

    def __len__(self) -> int:
        return len(self.payloads) + len(self.failures)

    @property
    def run_ids(self) -> set[str]:
        """Every run of the batch."""
        return {*self.payloads, *self.failures}
