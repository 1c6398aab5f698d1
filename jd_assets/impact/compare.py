"""The impact of a library: every stored run decided again by it, and those that come out otherwise."""

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from jd_assets.contracts.case_decision import Case
from jd_assets.database.connection import Connect
from jd_assets.decision.thresholds import Thresholds
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.impact.decide import decide_again
from jd_assets.impact.signals import StoredSignals
from jd_assets.impact.stored import Scored, StoredRun, decided_runs, read_runs
from jd_assets.library.snapshot import Library
from jd_assets.scoring.combine import Weights

#: Runs decided at once: their inputs take 10 MB, their largest matrix 20 MB with 58 roles.
AT_ONCE = 2_000


@dataclass(frozen=True)
class DecisionChange:
    """A run that would be decided otherwise; roles are slugs, None where no role of the library is chosen."""

    run_id: str
    case_before: Case
    role_before: str | None
    case_after: Case
    role_after: str | None
    title: str


@dataclass(frozen=True)
class Impact:
    """What a library would change.

    Attributes:
        library_version: Version of the library that the stored decisions were compared with.
        checked: Runs that were decided again.
        changes: Those that come out otherwise, in the order of their ids.
        seconds: How long it took.
        unchecked: Runs that an earlier version of the program scored, without what deciding again needs: they are not
            up to date and are processed anew by the next run over them.
    """

    library_version: int
    checked: int
    changes: tuple[DecisionChange, ...]
    seconds: float
    unchecked: int = 0


def impact_of(connect: Connect, library: Library, embedder: Embedder, run_ids: Collection[str] | None = None) -> Impact:
    """The stored decisions that would have another case or role if they were made with this library.

    Everything that the library has a say in is done again: skills where a posting may name a changed one, scores,
    decision. Centroid scores are as they were stored, and no LLM is asked.

    Args:
        connect: The database of the stored runs.
        library: The current library, or one that a change would make.
        embedder: The encoder of today; runs that another one scored are scored with this one.
        run_ids: The runs to look at; all where not given.
    """
    began = time.monotonic()
    comparison = _Comparison(connect, library, CachedEmbedder(embedder, VectorStore(connect)))
    with connect() as connection:
        wanted = decided_runs(connection, run_ids)
    changes: list[DecisionChange] = []
    unchecked = 0
    for first in range(0, len(wanted), AT_ONCE):
        with connect() as connection:
            runs = read_runs(connection, wanted[first : first + AT_ONCE])
        scored = [Scored(run, run.inputs) for run in runs if run.inputs is not None]
        unchecked += sum(run.is_scored and run.inputs is None for run in runs)
        changes += comparison.changes(scored)
    seconds = time.monotonic() - began
    return Impact(library.version, len(wanted) - unchecked, tuple(changes), seconds, unchecked)


class _Comparison:
    """One library made ready to decide stored runs."""

    def __init__(self, connect: Connect, library: Library, embedder: CachedEmbedder) -> None:
        self._connect = connect
        self._signals = StoredSignals(connect, library, embedder)

    def changes(self, runs: Sequence[Scored]) -> Iterator[DecisionChange]:
        """The runs that come out otherwise."""
        if not runs:
            return
        signals, index = self._signals.of(runs), self._signals.index
        outcomes = decide_again(self._connect, runs, signals, index, Weights(), Thresholds())
        for scored, (case, role) in zip(runs, outcomes, strict=True):
            run: StoredRun = scored.run
            if (run.case, run.role) != (case, role):
                yield DecisionChange(run.run_id, run.case, run.role, case, role, scored.inputs.title or "")
