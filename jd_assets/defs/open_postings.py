"""Which postings are without a good record, and which of them a run should take up again now."""

from collections.abc import Collection, Sequence

import dagster as dg

from jd_assets.database.attempts import MAX_ATTEMPTS, OpenPosting, open_postings
from jd_assets.database.connection import Connect
from jd_assets.defs.run_ranges import covered

#: What a retry may mend without anybody's doing. A changed setting is known to the person who changed it, and a
#: posting's own fault comes again until the program or the library is another.
SELF_MENDING = ("transient", "budget", "batch", "interrupted", "waiting")


def not_at_work(connect: Connect, instance: dg.DagsterInstance) -> list[OpenPosting]:
    """Open postings that no unfinished run covers, the newest first."""
    found = open_postings(connect)
    busy = covered(instance) if found else set()
    return [each for each in found if each.run_id not in busy]


def due(found: Sequence[OpenPosting], kinds: Collection[str] = SELF_MENDING) -> list[OpenPosting]:
    """Those of these kinds whose pause is over, and that were not tried in vain too often."""
    return [each for each in found if each.kind in kinds and each.is_due and each.attempts < MAX_ATTEMPTS]
