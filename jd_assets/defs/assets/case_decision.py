"""`case_decision`: which role a posting is."""

from collections import Counter

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.decision.thresholds import Thresholds
from jd_assets.defs.asset_facts import llm_kinds
from jd_assets.defs.checks.roles import ROLE_CHECK, role_check
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, materialised, stage_asset
from jd_assets.llm.role_chooser import role_chooser
from jd_assets.stages import case_decision as stage


@stage_asset(
    group="deciding",
    kinds=llm_kinds(),
    deps=["role_library", "library_effects"],
    check_specs=[ROLE_CHECK],
    description="The case (R, A to F), the role, how sure it is, and the sentence that says why.",
)
def case_decision(
    context: dg.AssetExecutionContext,
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    role_scoring: Batch[RoleScoring],
    llm: LlmResource,
    role_library_db: RoleLibraryResource,
) -> StageResult:
    """Decide every posting of the batch."""
    with errors_for_people(context):
        library = role_library_db.library()
        chooser = role_chooser(llm.client(role_library_db.connect()))
        batch = stage.case_decision(nano_parse, skill_extraction, role_scoring, library, Thresholds(), chooser)
    cases = Counter(payload.stage4_decision.case for payload in batch.payloads.values())
    return materialised(
        context,
        batch,
        describe,
        [role_check(batch, library)],
        library_version=library.version,
        mean_confidence=_mean_confidence(batch),
        **llm.calls_of_stage(),
        **{f"case_{case}": count for case, count in sorted(cases.items())},
    )


def _mean_confidence(batch: Batch[CaseDecision]) -> float:
    sure = [payload.stage4_decision.confidence for payload in batch.payloads.values()]
    return round(sum(sure) / len(sure), 4) if sure else 0.0


def describe(payload: CaseDecision) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    decision = payload.stage4_decision
    role = decision.chosen_role.slug if decision.chosen_role else decision.new_role_slug or "rejected"
    return {
        "case": decision.case,
        "role": role,
        "confidence": decision.confidence,
        "decision": decision.reasoning,
        "flip_point": decision.flip_point or "",
        "queued": decision.queued,
    }
