"""`skill_extraction`: the skills a posting names, with evidence."""

from collections.abc import Sequence

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.defs.asset_facts import llm_kinds
from jd_assets.defs.checks.evidence import EVIDENCE_CHECK, evidence_check
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, markdown_table, materialised, stage_asset
from jd_assets.stages import skill_extraction as stage


@stage_asset(
    group="reading",
    kinds=llm_kinds(),
    deps=["role_library"],
    check_specs=[EVIDENCE_CHECK],
    description="The skills a posting names, each with the place in the text that does, required or preferred, and "
    "the library skill it is.",
)
def skill_extraction(
    context: dg.AssetExecutionContext,
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    llm: LlmResource,
    role_library_db: RoleLibraryResource,
) -> StageResult:
    """Extract the skills of every posting of the batch."""
    with errors_for_people(context):
        extractor = llm.skill_extractor(role_library_db.connect(), role_library_db.vocabulary())
        batch = stage.skill_extraction(posting, nano_parse, extractor)
    skills = [skill for payload in batch.payloads.values() for skill in payload.final_skills]
    return materialised(
        context,
        batch,
        describe,
        [evidence_check(posting, batch)],
        engine=llm.settings().engine,
        skills=len(skills),
        not_in_library=sum(skill.skill_id is None for skill in skills),
        share_not_in_library=_share_not_held(skills),
        dropped_claims=sum(len(payload.dropped_claims) for payload in batch.payloads.values()),
        **llm.calls_of_stage(),
    )


def _share_not_held(skills: Sequence[FinalSkill]) -> float:
    """How many of the skills the library lacks, of all; 0 where there are none."""
    return round(sum(skill.skill_id is None for skill in skills) / len(skills), 4) if skills else 0.0


def describe(payload: SkillExtraction) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    rows: list[list[object]] = [
        [
            skill.skill_name,
            "required" if skill.is_primary else "preferred",
            skill.matched_via or "new",
            skill.evidence[0].text if skill.evidence else "",
        ]
        for skill in payload.final_skills
    ]
    return {
        "skills": len(payload.final_skills),
        "share_not_in_library": _share_not_held(payload.final_skills),
        "final_skills": dg.MetadataValue.md(markdown_table(["skill", "asked as", "matched", "in the text"], rows)),
    }
