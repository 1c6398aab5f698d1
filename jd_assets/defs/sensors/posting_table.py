"""`posting_table_sensor`: rows that other systems insert into `posting_inbox` become postings and runs."""

import json
import time

import dagster as dg

from jd_assets.defs.intake_runs import HELD_BACK, next_requests
from jd_assets.defs.jobs import process_postings
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import BATCH_SIZE
from jd_assets.ingest.feeds.mapping import read_mappings
from jd_assets.ingest.posting_inbox import Row, take_rows
from jd_assets.ingest.queue import forget_requested, queue_for
from jd_assets.settings import mapping_file

INTERVAL = 15
#: Rows taken in one transaction, and seconds after which a tick takes no more of them.
ROWS_AT_ONCE, SECONDS = 200, 25.0
_NAME = "posting_table_sensor"


@dg.sensor(
    name=_NAME,
    job=process_postings,
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Takes rows of jd.posting_inbox in, which other systems insert, and requests runs over the postings "
    "that are not up to date. Each row ends as done, or as refused with its reason.",
)
def posting_table_sensor(
    context: dg.SensorEvaluationContext,
    embedder: EmbedderResource,
    llm: LlmResource,
    role_library_db: RoleLibraryResource,
) -> dg.SensorResult | dg.SkipReason:
    """Take in the rows that wait."""
    connect = role_library_db.connect()
    held = json.loads(context.cursor or "{}")
    forget_requested(connect, _NAME, held.get("last"))
    mappings, end = read_mappings(mapping_file()), time.monotonic() + SECONDS
    rows: list[Row] = []
    while time.monotonic() < end and (taken := take_rows(connect, ROWS_AT_ONCE, queue_for(_NAME), mappings)):
        rows += taken
    for row in rows:
        for refused in row.refused:
            context.log.warning("row %s refused: %s", row.inbox_id, refused.reason)
    asked = next_requests(connect, context.instance, _NAME, BATCH_SIZE, role_library_db, embedder, llm)
    cursor = json.dumps({"last": asked.last})
    if asked.runs:
        return dg.SensorResult(run_requests=list(asked.runs), cursor=cursor)
    if asked.held_back:
        return dg.SensorResult(skip_reason=HELD_BACK, cursor=cursor)
    said = f"{len(rows)} rows taken, nothing of them to process" if rows else "No new rows in jd.posting_inbox"
    return dg.SensorResult(skip_reason=said, cursor=cursor)
