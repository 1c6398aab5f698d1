"""What a change would make of the stored decisions, before it is made."""

from collections.abc import Callable
from dataclasses import dataclass

from jd_assets.database.connection import Connect
from jd_assets.embedding.embedder import Embedder
from jd_assets.impact.compare import DecisionChange, Impact, impact_of
from jd_assets.library.change_log import Change
from jd_assets.library.snapshot import read_library
from jd_assets.review.dry_run import dry_run


@dataclass(frozen=True)
class Preview(Impact):
    """The impact of a change that was not made.

    Attributes:
        written: The rows that it would write, in words.
        earlier: Those of `changes` that the library of today makes as well: earlier changes whose postings were not
            processed again.
    """

    written: tuple[str, ...] = ()
    earlier: tuple[DecisionChange, ...] = ()


def preview(connect: Connect, embedder: Embedder, change: Callable[[Connect], Change]) -> Preview:
    """Which stored decisions would have another case or role after a change; nothing is written.

    Args:
        connect: A factory of connections.
        embedder: The encoder of today.
        change: An action with all but its connections: `lambda connect: approve(connect, [7], "ann", "seen often")`.

    Raises:
        PermanentFailure: The change is refused, as it would be in earnest.
    """
    tried = dry_run(connect, change)
    impact = impact_of(connect, tried.library, embedder)
    changed = [found.run_id for found in impact.changes]
    with connect() as connection:
        today = read_library(connection)
    held = set(impact_of(connect, today, embedder, changed).changes) if changed else set()
    earlier = tuple(found for found in impact.changes if found in held)
    return Preview(**vars(impact), written=tried.written, earlier=earlier)
