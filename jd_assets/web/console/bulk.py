"""Acting on all cards that a filter shows: each is settled as a change of its own, in the background."""

import hashlib
import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jd_assets.failures import JdAssetsError
from jd_assets.review.card import Card
from jd_assets.web.console.desk import ReviewDesk
from jd_assets.web.console.trials import Action

#: Jobs that are remembered.
KEPT = 50


@dataclass
class Job:
    """Many actions, one after the other.

    Attributes:
        job_id: Its address.
        name: `approve`, `merge`, `reject` or `undo`.
        reviewer: Who started it.
        total: How many actions there are; `done` of them are through, `changes` the changes that they made.
        refused: What could not be done, as (card, reason): nothing is left out in silence.
    """

    job_id: str
    name: str
    reviewer: str
    total: int
    done: int = 0
    changes: list[int] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """All actions were tried."""
        return self.done >= self.total


def cards_token(cards: Sequence[Card]) -> str:
    """The state of a list of cards: what is confirmed is exactly what was shown."""
    return hashlib.sha256(" ".join(sorted(card.seen for card in cards)).encode()).hexdigest()[:16]


class Jobs:
    """The jobs of this process."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()

    def find(self, job_id: str) -> Job | None:
        """The job with this id."""
        return self._jobs.get(job_id)

    def settle(self, desk: ReviewDesk, name: str, cards: Sequence[Card], reviewer: str, reason: str) -> Job:
        """Settle all cards; those to merge go into the library skill of which each is another spelling."""

        def settling(card: Card) -> Callable[[], int]:
            action = Action(name, card.proposal_ids, card.seen, card.merge_into or "" if name == "merge" else "")
            return lambda: desk.settle(card, action, reviewer, reason).change_id

        return self._start(name, reviewer, [(card.label, settling(card)) for card in cards])

    def undo(self, desk: ReviewDesk, job: Job, reviewer: str) -> Job:
        """Take back what a job did, the newest change first."""

        def undoing(change_id: int) -> Callable[[], int]:
            return lambda: desk.undo(change_id, reviewer, f"all of {job.name} at once taken back").change.change_id

        return self._start("undo", reviewer, [(f"change {each}", undoing(each)) for each in reversed(job.changes)])

    def _start(self, name: str, reviewer: str, work: Sequence[tuple[str, Callable[[], int]]]) -> Job:
        job = Job(uuid.uuid4().hex[:12], name, reviewer, len(work))
        self._jobs[job.job_id] = job
        while len(self._jobs) > KEPT:
            self._jobs.popitem(last=False)
        threading.Thread(target=_run, args=(job, work), name=f"review {name}", daemon=True).start()
        return job


def _run(job: Job, work: Sequence[tuple[str, Callable[[], int]]]) -> None:
    for label, act in work:
        try:
            job.changes.append(act())
        except JdAssetsError as error:
            job.refused.append((label, str(error)))
        except Exception as error:
            job.refused.append((label, f"It failed: {type(error).__name__}"))
        job.done += 1
