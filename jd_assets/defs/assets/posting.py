"""`posting`: the ingested text."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import existing, read_batch
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, errors_for_people, materialised, stage_asset
from jd_assets.ingest.identity import run_id_of
from jd_assets.stages import posting as stage

#: Characters of the text shown in the UI.
PREVIEW = 400


@stage_asset(
    group="intake",
    description="One job description as it arrived. Sensors, the command line and the HTTP face store it when they "
    "take it in; evidence offsets of every later stage point into its text.",
)
def posting(context: dg.AssetExecutionContext, role_library_db: RoleLibraryResource) -> StageResult:
    """The stored postings of this run's partitions."""
    with errors_for_people():
        run_ids = [run_id_of(key) for key in context.partition_keys]
        batch = stage.posting(_stored(role_library_db.connect(), run_ids), run_ids)
    return materialised(context, batch, _describe, characters=sum(len(p.text) for p in batch.payloads.values()))


def _stored(connect: Connect, run_ids: list[str]) -> Batch[Posting]:
    with connect() as connection:
        held = existing(connection, stage.STAGE, run_ids)
    return read_batch(connect, stage.STAGE, sorted(held))  # type: ignore[return-value]


def _describe(payload: Posting) -> dict[str, object]:
    return {
        "title": payload.title or "not given",
        "source": f"{payload.source} · {payload.source_id}",
        "media_type": payload.media_type,
        "characters": len(payload.text),
        "text": payload.text[:PREVIEW],
    }
