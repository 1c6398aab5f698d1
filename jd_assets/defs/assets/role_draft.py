"""`role_draft`: roles that several employers' postings propose, drafted for an admin."""

import dagster as dg
from pydantic import Field

from jd_assets.defs.asset_facts import LIBRARY
from jd_assets.defs.automation import DRAFTED_NIGHTLY, DRAFTS_FRESH
from jd_assets.defs.faults import RETRIES, errors_for_people
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import markdown_table
from jd_assets.proposals.drafting.cluster import MIN_EMPLOYERS
from jd_assets.proposals.drafting.due import StoredDraft
from jd_assets.proposals.drafting.store import write_drafts

#: Drafts shown in the metadata; all of them are rows of the table.
SHOWN = 50


class RoleDraftConfig(dg.Config):
    """When a role is drafted."""

    min_employers: int = Field(
        default=MIN_EMPLOYERS,
        ge=1,
        description="Distinct employers that must back a new role; those that are not known count as one",
    )


@dg.asset(
    group_name="drafting",
    owners=[LIBRARY],
    tags={"domain": "job-postings", "tier": "internal", "pii": "none"},
    metadata={"dagster/table_name": "jd.role_draft"},
    kinds={"python", "postgres"},
    code_version="1",
    retry_policy=RETRIES,
    automation_condition=DRAFTED_NIGHTLY,
    freshness_policy=DRAFTS_FRESH,
    deps=["persistence", "role_library"],
    description="Draft roles from clusters of proposals: slug, name, aliases, KRAs, skills and nearest library roles. "
    "A draft stays pending until an admin approves it.",
)
def role_draft(
    context: dg.AssetExecutionContext,
    config: RoleDraftConfig,
    embedder: EmbedderResource,
    role_library_db: RoleLibraryResource,
) -> dg.MaterializeResult[None]:
    """Draft what enough employers back."""
    with errors_for_people():
        index = role_library_db.role_index(embedder.embedder())
        drafts = write_drafts(role_library_db.connect(), index, context.run.run_id, config.min_employers)
    made = sum(row.dagster_run_id == context.run.run_id for row in drafts)
    return dg.MaterializeResult(
        metadata={
            "drafts": len(drafts),
            "new_or_changed": made,
            "min_employers": config.min_employers,
            "table": dg.MetadataValue.md(_table(drafts)),
        }
    )


def _table(drafts: list[StoredDraft]) -> str:
    rows: list[list[object]] = []
    for row in drafts[:SHOWN]:
        draft = row.draft
        employers = [*draft.employers, *(["not named"] if draft.unknown_employer else [])]
        nearest = ", ".join(f"{role.slug} {role.similarity:.2f}" for role in draft.nearest_roles)
        rows.append([draft.slug, row.status, draft.employer_count, ", ".join(employers), draft.posting_count, nearest])
    return markdown_table(["role", "status", "employers", "which", "postings", "nearest roles"], rows)
