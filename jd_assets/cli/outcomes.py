"""What became of each posting of an intake, read back from the tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jd_assets.contracts.batch import Failure
from jd_assets.contracts.run_record import RunRecord
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import read_batch

#: Records held in memory at once; one is about a megabyte of objects.
AT_ONCE = 100


@dataclass(frozen=True)
class Outcome:
    """A run's record, or the failure that stands in its place."""

    run_id: str
    record: RunRecord | None
    failure: Failure | None


def outcomes(connect: Connect, run_ids: Sequence[str]) -> Iterator[Outcome]:
    """The outcome of every run, in the order given."""
    for start in range(0, len(run_ids), AT_ONCE):
        part = run_ids[start : start + AT_ONCE]
        batch = read_batch(connect, "run_record", part)
        for run_id in part:
            record = batch.payloads.get(run_id)
            yield Outcome(run_id, record if isinstance(record, RunRecord) else None, batch.failures.get(run_id))
