"""`jd_drop_sensor`: files that are put into the inbox become postings and runs."""

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

import dagster as dg

from jd_assets.defs.intake_runs import HELD_BACK, Requests, next_requests
from jd_assets.defs.jobs import process_postings
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import BATCH_SIZE
from jd_assets.ingest.feeds.mapping import read_mappings
from jd_assets.ingest.inbox import Half, Look, Memory, look_into
from jd_assets.ingest.inbox_store import store_at
from jd_assets.ingest.queue import forget_requested, queue_for
from jd_assets.settings import inbox_location, mapping_file

#: Seconds between two looks into the inbox; a file is taken in at the second that sees it unchanged.
INTERVAL = 15
_NAME = "jd_drop_sensor"
#: Refusals that a tick's log lists; `jd-assets refused` has them all.
_LOGGED = 50


@dg.sensor(
    name=_NAME,
    job=process_postings,
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Takes files of the inbox (JD_INBOX, default data/inbox) in once two looks saw them unchanged, and "
    "requests runs over the postings that are not up to date. What cannot be read goes to the quarantine folder with "
    "its reason.",
)
def jd_drop_sensor(
    context: dg.SensorEvaluationContext,
    embedder: EmbedderResource,
    llm: LlmResource,
    role_library_db: RoleLibraryResource,
) -> dg.SensorResult | dg.SkipReason:
    """Look into the inbox once.

    Postings are stored together with a row each in a queue, which the requests are made from; Dagster keeps the
    cursor and the requests together, and the queue is emptied as far as the cursor says. A crash at any point loses
    no posting.
    """
    store = store_at(inbox_location())
    memory, last = _read_cursor(context.cursor)
    connect = role_library_db.connect()
    forget_requested(connect, _NAME, last)
    look = look_into(store, connect, memory, read_mappings(mapping_file()), queue_for(_NAME))
    asked = next_requests(connect, context.instance, _NAME, BATCH_SIZE, role_library_db, embedder, llm)
    _report(context, look, asked)
    cursor = _write_cursor(look.memory, asked.last)
    if asked.runs:
        return dg.SensorResult(run_requests=list(asked.runs), cursor=cursor)
    return dg.SensorResult(skip_reason=_nothing_new(look, asked), cursor=cursor)


def _report(context: dg.SensorEvaluationContext, look: Look, asked: Requests) -> None:
    """One line a file: how many postings it holds, and how many of them are up to date."""
    stale = set(asked.stale)
    sources = {each.run_id: each.source for each in look.intake.arrived}
    current = Counter(source for run_id, source in sources.items() if run_id not in stale)
    for name, count in Counter(sources.values()).items():
        told = "queued" if asked.held_back else f"{current[name]} up to date"
        context.log.info("%s: %s postings, %s", name, count, told)
    for note in look.notes:
        context.log.warning(note)
    for refused in look.intake.refused[:_LOGGED]:
        context.log.warning("%s refused: %s", refused.source_id, refused.reason)
    if len(look.intake.refused) > _LOGGED:
        context.log.warning("… and %s more refused: jd-assets refused", len(look.intake.refused) - _LOGGED)


def _nothing_new(look: Look, asked: Requests) -> str:
    if asked.held_back:
        return HELD_BACK
    if not look.files and not asked.queued:
        return f"No new files in {inbox_location()}; {len(look.memory.seen)} wait until they are whole"
    refused = f", {len(look.intake.refused)} refused" if look.intake.refused else ""
    return f"Nothing to process: {len(look.intake.run_ids)} postings up to date{refused}"


def _write_cursor(memory: Memory, last: int | None) -> str:
    half = asdict(memory.half) if memory.half else None
    return json.dumps({"seen": dict(memory.seen), "half": half, "last": last})


def _read_cursor(cursor: str | None) -> tuple[Memory, int | None]:
    """What the last tick left; one of an earlier release says nothing of use."""
    held: dict[str, Any] = json.loads(cursor or "{}")
    if "seen" not in held:
        return Memory(), None
    half = Half(**held["half"] | {"reasons": tuple(held["half"]["reasons"])}) if held["half"] else None
    return Memory(held["seen"], half), held["last"]
