"""`posting`: the ingested text."""

import dagster as dg

from jd_assets.assets.common import errors_for_people, materialised, stage_settings
from jd_assets.contracts.posting import Posting
from jd_assets.database.stage_tables import read_batch
from jd_assets.resources.role_library import RoleLibraryResource
from jd_assets.stages.batch import Batch

#: Characters of the text shown in the UI.
PREVIEW = 400


@dg.asset(
    **stage_settings("posting", "intake", set()),
    description="One job description as it arrived. Sensors, the command line and the HTTP face store it when they "
    "take it in; evidence offsets of every later stage point into its text.",
)
def posting(context: dg.AssetExecutionContext, role_library_db: RoleLibraryResource) -> dg.MaterializeResult:
    """The stored postings of this run's partitions."""
    with errors_for_people():
        batch: Batch[Posting] = read_batch(role_library_db.connect(), "posting", context.partition_keys)  # type: ignore[assignment]
    return materialised(context, batch, _describe, characters=sum(len(p.text) for p in batch.payloads.values()))


def _describe(payload: Posting) -> dict[str, object]:
    return {
        "title": payload.title or "not given",
        "source": f"{payload.source} · {payload.source_id}",
        "media_type": payload.media_type,
        "characters": len(payload.text),
        "text": payload.text[:PREVIEW],
    }
