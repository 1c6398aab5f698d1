"""Runs over what a sensor took in: requested from a queue in the database, so many at a tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import dagster as dg

from jd_assets.database.connection import Connect
from jd_assets.defs.partitions import range_tags
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_ranges import claim_ranges, unfinished
from jd_assets.defs.up_to_date import out_of_date
from jd_assets.ingest.queue import queued
from jd_assets.settings import retire_keep

#: Runs requested at a tick; a drop of more postings is requested over several.
RUNS_AT_ONCE = 10
#: Runs under way from which on there is always another one to start.
FEWEST_RUNS = 2
#: What a tick says that asks for none because of the runs that are under way.
HELD_BACK = "Enough runs are under way: what is queued waits for them"


@dataclass(frozen=True)
class Requests:
    """What a tick asks for.

    Attributes:
        runs: The requests.
        queued: Postings that the requests were made from.
        stale: Those of them that are not up to date, which the runs process.
        last: Number of the last of them in the queue; None for an empty one.
        held_back: Whether the queue waits until runs have ended.
    """

    runs: Sequence[dg.RunRequest]
    queued: Sequence[str]
    stale: Sequence[str]
    last: int | None
    held_back: bool = False


def next_requests(
    connect: Connect,
    instance: dg.DagsterInstance,
    sensor: str,
    batch_size: int,
    library: RoleLibraryResource,
    embedder: EmbedderResource,
    llm: LlmResource,
) -> Requests:
    """Requests over the next postings of a queue that are not up to date.

    As long as runs over as many postings are under way as Dagster keeps keys of finished ones, the others wait in the
    queue: what a drop of a million registers at once, every page and run pays for until the last of it is through.
    """
    at_most = max(FEWEST_RUNS, retire_keep() // batch_size)
    free = min(RUNS_AT_ONCE, at_most - sum(1 for _ in islice(unfinished(instance), at_most)))
    if not free:
        return Requests((), (), (), None, held_back=True)
    rows = queued(connect, sensor, free * batch_size)
    run_ids = [run_id for _, run_id in rows]
    stale = out_of_date(run_ids, library, embedder, llm) if run_ids else []
    ranges = claim_ranges(connect, instance, stale, batch_size) if stale else []
    runs = [dg.RunRequest(tags=range_tags(first, last)) for first, last in ranges]
    return Requests(runs, run_ids, stale, rows[-1][0] if rows else None)
