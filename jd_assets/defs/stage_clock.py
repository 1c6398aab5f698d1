"""How long a stage of a run takes, as a whole and a posting."""

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import dagster as dg

from jd_assets.stages.side_by_side import timed

#: Of a hundred postings or calls the slowest five take longer: what a few odd ones take hides in a mean.
PERCENT = 95


@dataclass
class _Work:
    began: float = field(default_factory=time.monotonic)
    postings: list[float] = field(default_factory=list)


#: What the stages of the runs of this process are at.
_at_work: dict[tuple[str, str], _Work] = {}


@contextmanager
def at_work(context: dg.AssetExecutionContext) -> Iterator[None]:
    """Note when the stage began, and what each posting takes that it works on by itself."""
    work = _at_work[_key(context)] = _Work()
    with timed() as work.postings:
        yield


def times_of(context: dg.AssetExecutionContext, postings: int) -> dict[str, float]:
    """Numbers for the metadata of the batch; asked once, after the stage's work.

    Args:
        context: Of the stage.
        postings: In its batch.
    """
    work = _at_work.pop(_key(context), None) or _Work()
    seconds = time.monotonic() - work.began
    rate = round(postings / seconds, 1) if seconds > 0 else 0.0
    times = {"seconds": round(seconds, 2), "postings_per_second": rate}
    return times | p95("posting_seconds_p95", work.postings)


def p95(name: str, seconds: Sequence[float]) -> dict[str, float]:
    """The 95th percentile under a name, by nearest rank; nothing where nothing was timed."""
    if not seconds:
        return {}
    return {name: round(sorted(seconds)[math.ceil(PERCENT / 100 * len(seconds)) - 1], 6)}


def _key(context: dg.AssetExecutionContext) -> tuple[str, str]:
    return context.run.run_id, str(context.asset_key.path[-1])
