"""`enrichment`: API 2, extract-details."""

import dagster as dg

from jd_assets.assets.common import errors_for_people, materialised, stage_settings
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.resources.embedder import EmbedderResource
from jd_assets.resources.role_library import RoleLibraryResource
from jd_assets.stages import enrichment as stage
from jd_assets.stages.batch import Batch


@dg.asset(
    **stage_settings("enrichment", "teaching", {"numpy"}, "skill_extraction", "case_decision"),
    deps=["role_library"],
    description="Every skill matched to the library with its typing and dimensions; a skill the library lacks is "
    "typed, placed and related by its nearest library skills.",
)
def enrichment(
    context: dg.AssetExecutionContext,
    skill_extraction: Batch[SkillExtraction],
    case_decision: Batch[CaseDecision],
    embedder: EmbedderResource,
    role_library_db: RoleLibraryResource,
) -> dg.MaterializeResult:
    """Describe the skills of every posting of the batch."""
    with errors_for_people():
        index = role_library_db.skill_index(embedder.embedder())
        batch = stage.enrichment(skill_extraction, case_decision, role_library_db.library(), index)
    details = [d for payload in batch.payloads.values() for d in payload.extract_details.skills_detail]
    defaults = sum(d.new_skill_meta is not None and d.new_skill_meta.derived.is_default for d in details)
    return materialised(context, batch, _describe, skills=len(details), typed_by_default=defaults)


def _describe(payload: Enrichment) -> dict[str, object]:
    details = payload.extract_details
    return {
        "matched": sum(detail.canonical is not None for detail in details.skills_detail),
        "not_in_library": ", ".join(details.unmatched_skills) or "none",
    }
