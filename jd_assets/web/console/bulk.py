"""Long work in the background: acting on all cards that a filter shows, and doing affected postings again."""

import hashlib
import logging
import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jd_assets.failures import JdAssetsError, reason_of
from jd_assets.impact.compare import impact_of
from jd_assets.library.snapshot import read_library
from jd_assets.review.card import Card
from jd_assets.stages.pipeline import process
from jd_assets.web.console.desk import ReviewDesk
from jd_assets.web.console.trials import Action
from jd_assets.web.services import Services

_logger = logging.getLogger(__name__)

#: Jobs that are remembered.
KEPT = 50
#: Postings processed at once: a minute's work on one core.
AT_ONCE = 200


@dataclass
class Job:
    """Many actions, one after the other.

    Attributes:
        job_id: Its address.
        name: `approve`, `merge`, `reject`, `undo` or `process`.
        reviewer: Who started it.
        total: How many actions there are, None while that is being found out; `done` of them are through.
        changes: The changes that they made; none of `process`.
        refused: What could not be done, as (card or run, reason): nothing is left out in silence.
    """

    job_id: str
    name: str
    reviewer: str
    total: int | None
    done: int = 0
    changes: list[int] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """All actions were tried."""
        return self.total is not None and self.done >= self.total


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

    def process(self, services: Services, reviewer: str) -> Job:
        """Take the postings through all stages again that the library of now decides otherwise."""
        return self._begin(Job(uuid.uuid4().hex[:12], "process", reviewer, None), lambda job: _process(job, services))

    def _start(self, name: str, reviewer: str, work: Sequence[tuple[str, Callable[[], int]]]) -> Job:
        job = Job(uuid.uuid4().hex[:12], name, reviewer, len(work))
        return self._begin(job, lambda job: _settle(job, work))

    def _begin(self, job: Job, work: Callable[[Job], None]) -> Job:
        self._jobs[job.job_id] = job
        while len(self._jobs) > KEPT:
            self._jobs.popitem(last=False)
        threading.Thread(target=work, args=(job,), name=f"console {job.name}", daemon=True).start()
        return job


def _process(job: Job, services: Services) -> None:
    """Affected postings in batches; one that cannot be processed is told, and the others go on."""
    try:
        with services.connect() as connection:
            library = read_library(connection)
        found = impact_of(services.connect, library, services.cached_embedder)
        run_ids = [change.run_id for change in found.changes]
        job.total = len(run_ids)
        for first in range(0, len(run_ids), AT_ONCE):
            batch = run_ids[first : first + AT_ONCE]
            services.report.expect(batch)
            failures = process(services, batch).records.failures
            services.report.tell(batch)
            job.refused += [(run_id, f"{failure.stage}: {failure.reason}") for run_id, failure in failures.items()]
            job.done += len(batch)
    except Exception as error:
        _logger.exception("Affected postings could not be processed again")
        job.refused.append(("The rest", reason_of(error)))
        job.total = job.done


def _settle(job: Job, work: Sequence[tuple[str, Callable[[], int]]]) -> None:
    for label, act in work:
        try:
            job.changes.append(act())
        except JdAssetsError as error:
            job.refused.append((label, str(error)))
        except Exception as error:
            job.refused.append((label, f"It failed: {type(error).__name__}"))
        job.done += 1
