"""Everything that the page of a run shows, read from the tables."""

from typing import TypeVar

from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.run import PartialRun
from jd_assets.contracts.run_record import RunRecord
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import existing, read_batch

P = TypeVar("P", bound=Payload)


def read_run_page(connect: Connect, run_id: str) -> PartialRun | None:
    """What a run's page shows, however far the run came; None where there is no such posting."""
    posting = _payload(connect, "posting", run_id, Posting)
    if posting is None:
        return None
    recorded = _row(connect, "run_record", run_id)
    record = recorded.payloads.get(run_id)
    return PartialRun(
        posting=posting,
        nano_parse=_payload(connect, "nano_parse", run_id, NanoParse),
        skill_extraction=_payload(connect, "skill_extraction", run_id, SkillExtraction),
        run_record=record if isinstance(record, RunRecord) else None,
        persistence=_payload(connect, "persistence", run_id, Persistence),
        failure=recorded.failures.get(run_id),
    )


def _payload(connect: Connect, stage: str, run_id: str, model: type[P]) -> P | None:
    payload = _row(connect, stage, run_id).payloads.get(run_id)
    return payload if isinstance(payload, model) else None


def _row(connect: Connect, stage: str, run_id: str) -> Batch[Payload]:
    """The row of a stage, as a batch of one or none."""
    with connect() as connection:
        if not existing(connection, stage, [run_id]):
            return Batch({}, {})
    return read_batch(connect, stage, [run_id])
