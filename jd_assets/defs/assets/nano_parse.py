"""`nano_parse`: what the parser reads out of a posting."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, materialised, stage_asset
from jd_assets.stages import nano_parse as stage


@stage_asset(
    group="reading",
    kinds={"openai"},
    description="The gate and the fields of a posting: role, company, domain, education, experience, places, pay, "
    "seniority, responsibilities — each proven by the text.",
)
def nano_parse(
    context: dg.AssetExecutionContext,
    posting: Batch[Posting],
    llm: LlmResource,
    role_library_db: RoleLibraryResource,
) -> StageResult:
    """Read every posting of the batch with the engine in force."""
    with errors_for_people(context):
        batch = stage.nano_parse(posting, llm.nano_parser(role_library_db.connect()))
    rejected = sum(payload.nano_parsed.JD_type == "fail" for payload in batch.payloads.values())
    return materialised(
        context,
        batch,
        describe,
        engine=llm.settings().engine,
        rejected=rejected,
        llm_cost_usd=sum(payload.usage.cost_usd or 0.0 for payload in batch.payloads.values()),
    )


def describe(payload: NanoParse) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    parsed = payload.nano_parsed
    return {
        "gate": parsed.JD_type if parsed.JD_type == "pass" else f"fail: {parsed.JD_type_reason}",
        "role": parsed.role or "not stated",
        "company": parsed.company_name or "not stated",
        "experience": parsed.experience.raw or "not stated",
        "responsibility_blocks": len(parsed.roles_and_responsibilities),
    }
