"""`jd_drop_sensor`: files that are put into the inbox become postings and one run."""

import json
from collections.abc import Mapping
from dataclasses import asdict

import dagster as dg

from jd_assets.ingest.inbox import Inbox, Taken, collect
from jd_assets.jobs import process_postings
from jd_assets.partitions import contiguous_ranges, range_tags, register
from jd_assets.resources.role_library import RoleLibraryResource
from jd_assets.settings import inbox_dir

#: Seconds between two looks into the inbox.
INTERVAL = 30


@dg.sensor(
    job=process_postings,
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Takes new files of the inbox (JD_INBOX, default data/inbox) in, registers their run_ids as one block "
    "and requests one run over it. What cannot be read goes to the quarantine folder with its reason.",
)
def jd_drop_sensor(
    context: dg.SensorEvaluationContext, role_library_db: RoleLibraryResource
) -> dg.SensorResult | dg.SkipReason:
    """Look into the inbox once.

    Dagster keeps the cursor and the run request together. The files of a drop are put away only when the cursor says
    that its request was kept, so a crash at any point loses no drop.
    """
    inbox = Inbox(inbox_dir())
    inbox.put_away(_read_cursor(context.cursor))
    collected = collect(inbox, role_library_db.connect())
    if collected is None:
        context.update_cursor(_write_cursor({}))
        return dg.SkipReason(f"No new files in {inbox.folder}")
    intake, taken = collected
    for refused in intake.refused:
        context.log.warning(f"{refused.source_id} refused: {refused.reason}")
    register(context.instance, intake.run_ids)
    requests = [
        dg.RunRequest(tags=range_tags(first, last))
        for first, last in contiguous_ranges(context.instance, intake.run_ids)
    ]
    return dg.SensorResult(run_requests=requests, cursor=_write_cursor(taken))


def _write_cursor(taken: Mapping[str, Taken]) -> str:
    return json.dumps({name: asdict(file) for name, file in taken.items()})


def _read_cursor(cursor: str | None) -> dict[str, Taken]:
    return {name: Taken(file["stamp"], tuple(file["reasons"])) for name, file in json.loads(cursor or "{}").items()}
