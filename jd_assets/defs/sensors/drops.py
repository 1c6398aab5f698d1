"""`jd_drop_sensor`: files that are put into the inbox become postings and one run."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

import dagster as dg

from jd_assets.defs.jobs import process_postings
from jd_assets.defs.partitions import range_tags
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_ranges import claim_ranges
from jd_assets.defs.stage_asset import BATCH_SIZE
from jd_assets.defs.up_to_date import out_of_date
from jd_assets.ingest.inbox import Inbox, Taken, collect
from jd_assets.ingest.register import Intake
from jd_assets.settings import inbox_dir

#: Seconds between two looks into the inbox.
INTERVAL = 30


@dg.sensor(
    job=process_postings,
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Takes new files of the inbox (JD_INBOX, default data/inbox) in, registers the run_ids that are not up "
    "to date as one block and requests runs over it. What cannot be read goes to the quarantine folder with its "
    "reason.",
)
def jd_drop_sensor(
    context: dg.SensorEvaluationContext,
    embedder: EmbedderResource,
    llm: LlmResource,
    role_library_db: RoleLibraryResource,
) -> dg.SensorResult | dg.SkipReason:
    """Look into the inbox once.

    Dagster keeps the cursor and the run requests together. The files of a drop are put away only when the cursor says
    that its requests were kept, so a crash at any point loses no drop.
    """
    inbox = Inbox(inbox_dir())
    inbox.put_away(_read_cursor(context.cursor))
    connect = role_library_db.connect()
    collected = collect(inbox, connect)
    if collected is None:
        context.update_cursor(_write_cursor({}))
        return dg.SkipReason(f"No new files in {inbox.folder}")
    intake, taken = collected
    stale = out_of_date(intake.run_ids, role_library_db, embedder, llm)
    for line in _report(intake, set(stale)):
        context.log.info(line)
    for refused in intake.refused:
        context.log.warning("%s refused: %s", refused.source_id, refused.reason)
    cursor = _write_cursor(taken)
    if not stale:
        return dg.SensorResult(skip_reason=_nothing_new(intake), cursor=cursor)
    ranges = claim_ranges(connect, context.instance, stale, BATCH_SIZE)
    requests = [dg.RunRequest(tags=range_tags(first, last)) for first, last in ranges]
    return dg.SensorResult(run_requests=requests, cursor=cursor)


def _report(intake: Intake, stale: set[str]) -> list[str]:
    """One line a file: how many postings it holds, and how many of them are up to date."""
    sources = {posting.run_id: posting.source for posting in intake.postings}
    held = Counter(sources.values())
    current = Counter(source for run_id, source in sources.items() if run_id not in stale)
    return [f"{name}: {count} postings, {current[name]} up to date" for name, count in held.items()]


def _nothing_new(intake: Intake) -> str:
    refused = f", {len(intake.refused)} refused" if intake.refused else ""
    return f"Nothing to process: {len(intake.run_ids)} postings up to date{refused}"


def _write_cursor(taken: Mapping[str, Taken]) -> str:
    return json.dumps({name: asdict(file) for name, file in taken.items()})


def _read_cursor(cursor: str | None) -> dict[str, Taken]:
    return {name: Taken(file["stamp"], tuple(file["reasons"])) for name, file in json.loads(cursor or "{}").items()}
