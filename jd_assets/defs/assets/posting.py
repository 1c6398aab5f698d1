"""`posting`: the ingested text."""

import dagster as dg

from jd_assets.contracts import STAGES
from jd_assets.contracts.posting import Posting
from jd_assets.database.attempts import begin
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_tags import sources_of, tag_run
from jd_assets.defs.stage_asset import StageResult, materialised, stage_asset
from jd_assets.ingest.identity import run_id_of
from jd_assets.stages.effects import stored_postings
from jd_assets.text.plain import is_blank

#: Characters of the text shown in the UI.
PREVIEW = 400


@stage_asset(
    group="intake",
    description="One job description as it arrived. Sensors, the command line and the HTTP face store it when they "
    "take it in; evidence offsets of every later stage point into its text.",
)
def posting(context: dg.AssetExecutionContext, role_library_db: RoleLibraryResource) -> StageResult:
    """The stored postings of this run's partitions."""
    with errors_for_people(context):
        connect, run_ids = role_library_db.connect(), [run_id_of(key) for key in context.partition_keys]
        if reaches_record(context):
            begin(connect, run_ids, context.run.run_id)
        batch = stored_postings(connect, run_ids)
    tag_run(context, postings=len(batch), source=sources_of(batch.payloads.values()))
    return materialised(context, batch, describe, characters=sum(len(p.text) for p in batch.payloads.values()))


def reaches_record(context: dg.AssetExecutionContext) -> bool:
    """True where this run is to bring its postings to their records."""
    selected = context.run.asset_selection
    return not selected or dg.AssetKey([*STAGES][-1]) in selected


def describe(payload: Posting) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    return {
        "title": _or_not_given(payload.title),
        "company": _or_not_given(payload.company),
        "source": f"{payload.source} · {payload.source_id}",
        "media_type": payload.media_type,
        "characters": len(payload.text),
        "text": payload.text[:PREVIEW],
    }


def _or_not_given(value: str | None) -> str:
    return "not given" if value is None or is_blank(value) else value
