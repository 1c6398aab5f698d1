"""`persistence`: what a run teaches the library, and API 3."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, markdown_table, materialised, stage_asset
from jd_assets.stages.effects import persist
from jd_assets.stages.runs import enriched_runs


@stage_asset(
    group="teaching",
    deps=["role_library"],
    description="Proposals for the admins and links of known roles, written in one transaction a batch, and the "
    "final role output.",
)
def persistence(
    context: dg.AssetExecutionContext,
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    role_scoring: Batch[RoleScoring],
    case_decision: Batch[CaseDecision],
    enrichment: Batch[Enrichment],
    embedder: EmbedderResource,
    role_library_db: RoleLibraryResource,
) -> StageResult:
    """Write what the batch teaches and record it."""
    with errors_for_people(context):
        runs = enriched_runs(posting, nano_parse, skill_extraction, role_scoring, case_decision, enrichment)
        library, cached = role_library_db.library(), role_library_db.cached(embedder.embedder())
        done = persist(role_library_db.connect(), runs, library, cached)
    proposals = len(done.receipt.proposals)
    return materialised(context, done.batch, describe, proposals=proposals, sightings=done.sightings)


def describe(payload: Persistence) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    output = payload.final_role_output
    rows: list[list[object]] = [[item.kind, item.detail, item.db_id] for item in output.persistence.items]
    return {
        "resolution": output.chosen_role_resolution,
        "artifacts": dg.MetadataValue.md(markdown_table(["kind", "detail", "db id"], rows)),
    }
