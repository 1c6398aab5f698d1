"""What a reviewer's decisions did: how many stored decisions each changed, and the sum since a moment."""

from dataclasses import dataclass
from datetime import datetime

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.embedder import Embedder
from jd_assets.impact.compare import impact_of
from jd_assets.library.snapshot import Library, read_library
from jd_assets.review.dry_run import dry_run
from jd_assets.review.undo import undo


@dataclass(frozen=True)
class Since:
    """What a reviewer did since a moment.

    Attributes:
        decisions: Cards that were approved, merged or rejected and not undone.
        postings: Stored decisions that these changed.
        unknown: Decisions of which it is not worked out yet.
    """

    decisions: int
    postings: int
    unknown: int


def since(connect: Connect, reviewer: str, moment: datetime) -> Since:
    """What a reviewer decided since a moment, and what it changed."""
    with connect() as connection:
        row = connection.execute(sql("review_since"), {"reviewer": reviewer, "since": moment}).fetchone()
    return Since(*map(int, row)) if row else Since(0, 0, 0)


def changed_between(connect: Connect, embedder: Embedder, before: Library, after: Library) -> int:
    """How many stored postings two libraries decide differently."""
    outcomes = [
        {found.run_id: (found.case_after, found.role_after) for found in impact_of(connect, library, embedder).changes}
        for library in (before, after)
    ]
    return len(dict(outcomes[0].items() ^ outcomes[1].items()))


def changed_by(connect: Connect, embedder: Embedder, change_id: int) -> int:
    """How many stored postings the library decides differently because of a change.

    Raises:
        PermanentFailure: The change cannot be taken back, so that there is nothing to compare with.
    """
    before = dry_run(connect, lambda connect: undo(connect, change_id, "console", "compared with what was")).library
    with connect() as connection:
        after = read_library(connection)
    return changed_between(connect, embedder, before, after)


def keep_effect(connect: Connect, change_id: int, postings: int) -> None:
    """Remember how many stored decisions a change made otherwise."""
    with connect() as connection:
        connection.execute(sql("review_effect_keep"), {"change_id": change_id, "postings": postings})
