"""`evidence_model`: what confirmed postings teach about the words of roles."""

from typing import Any

import dagster as dg

from jd_assets.defs.asset_facts import LIBRARY
from jd_assets.defs.automation import DRAFTS_FRESH, TAUGHT_NIGHTLY
from jd_assets.defs.faults import RETRIES, errors_for_people
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import markdown_table
from jd_assets.impact.learning.evidence_model import Figures, teach_library

#: Who changed the library, in its log.
ACTOR = "evidence_model"


@dg.asset(
    group_name="learning",
    owners=[LIBRARY],
    tags={"domain": "job-postings", "tier": "internal", "pii": "none"},
    metadata={"dagster/table_name": "jd.evidence_model"},
    kinds={"python", "postgres"},
    code_version="1",
    retry_policy=RETRIES,
    automation_condition=TAUGHT_NIGHTLY,
    freshness_policy=DRAFTS_FRESH,
    deps=["centroid_update", "role_library"],
    description="Log-odds of words for roles, taught by postings that a role's own title confirmed, with the title "
    "left out: of roles with eight such postings and more. A model is promoted where postings that had no part in it "
    "come out better, which raises the library's version and can be undone like every change; none scores a posting "
    "that taught it.",
)
def evidence_model(
    context: dg.AssetExecutionContext, embedder: EmbedderResource, role_library_db: RoleLibraryResource
) -> dg.MaterializeResult[None]:
    """Teach what there is to be learned by now."""
    with errors_for_people():
        cached = role_library_db.cached(embedder.embedder())
        connect = role_library_db.connect()
        taught = teach_library(connect, role_library_db.library(), cached, ACTOR, context.run.run_id)
    context.log.info(taught.reason)
    metadata: dict[str, dg.MetadataValue[Any] | int | float | str | bool] = {
        "postings": taught.postings,
        "roles": taught.roles,
        "promoted": taught.promoted,
        "reason": taught.reason,
    }
    return dg.MaterializeResult(metadata=metadata | (_measured(taught.figures) if taught.figures else {}))


def _measured(figures: Figures) -> dict[str, dg.MetadataValue[Any] | int | float | str | bool]:
    rows: list[list[object]] = [list(row) for row in figures.rows]
    return {
        "macro_before": figures.macro_before,
        "macro_after": figures.macro_after,
        "gained": figures.gained,
        "lost": figures.lost,
        "by_role": dg.MetadataValue.md(markdown_table(["role", "held out", "right before", "after"], rows)),
    }
