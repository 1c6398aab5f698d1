"""`enrichment`: API 2, extract-details."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.defs.asset_facts import llm_kinds
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, materialised, stage_asset
from jd_assets.llm.skill_typing import skill_typer
from jd_assets.stages import enrichment as stage


@stage_asset(
    group="teaching",
    kinds={"numpy"} | llm_kinds(),
    deps=["role_library"],
    description="Every skill matched to the library with its typing and dimensions; a skill the library lacks is "
    "split, merged, typed, placed and related by its name, its nearest library skills and its list, then by the LLM.",
)
def enrichment(
    context: dg.AssetExecutionContext,
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    case_decision: Batch[CaseDecision],
    llm: LlmResource,
    embedder: EmbedderResource,
    role_library_db: RoleLibraryResource,
) -> StageResult:
    """Describe the skills of every posting of the batch."""
    with errors_for_people(context):
        index = role_library_db.skill_index(embedder.embedder())
        typer = skill_typer(llm.client(role_library_db.connect()))
        library = role_library_db.library()
        batch = stage.enrichment(posting, nano_parse, skill_extraction, case_decision, library, index, typer)
    details = [d for payload in batch.payloads.values() for d in payload.extract_details.skills_detail]
    new = [detail.new_skill_meta.derived for detail in details if detail.new_skill_meta]
    return materialised(
        context,
        batch,
        describe,
        skills=len(details),
        not_in_library=len(new),
        typed_by_default=sum(derived.is_default for derived in new),
        dropped_typings=sum(payload.dropped_typings for payload in batch.payloads.values()),
        **llm.calls_of_stage(),
    )


def describe(payload: Enrichment) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    details = payload.extract_details
    return {
        "matched": sum(detail.canonical is not None for detail in details.skills_detail),
        "not_in_library": ", ".join(details.unmatched_skills) or "none",
    }
