"""`nano_parse`: what the parser reads out of a posting."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.defs.asset_facts import llm_kinds
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_tags import tag_run
from jd_assets.defs.stage_asset import StageResult, materialised, stage_asset
from jd_assets.llm.settings import OPENAI_URL
from jd_assets.stages import nano_parse as stage


@stage_asset(
    group="reading",
    kinds=llm_kinds(),
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
        tag_run(context, **_engine(llm), library_version=role_library_db.version())
        batch = stage.nano_parse(posting, llm.nano_parser(role_library_db.connect()))
    rejected = sum(payload.nano_parsed.JD_type == "fail" for payload in batch.payloads.values())
    return materialised(
        context,
        batch,
        describe,
        engine=llm.settings().engine,
        rejected=rejected,
        **llm.calls_of_stage(),
        llm_cost_usd=sum(payload.usage.cost_usd or 0.0 for payload in batch.payloads.values()),
    )


def _engine(llm: LlmResource) -> dict[str, object]:
    """The engine that reads, and whom it asks, at what caps."""
    settings = llm.settings()
    if settings.engine != "openai":
        return {"engine": settings.engine}
    server = settings.base_url or OPENAI_URL
    caps = {"max_usd_run": settings.max_usd_run, "max_usd_day": settings.max_usd_day}
    return {"engine": settings.engine, "model": settings.model, "server": server, **caps}


def describe(payload: NanoParse) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    parsed = payload.nano_parsed
    cost = {"llm_cost_usd": payload.usage.cost_usd} if payload.usage.cost_usd else {}
    return {
        **cost,
        "gate": parsed.JD_type if parsed.JD_type == "pass" else f"fail: {parsed.JD_type_reason}",
        "role": parsed.role or "not stated",
        "company": parsed.company_name or "not stated",
        "experience": parsed.experience.raw or "not stated",
        "responsibility_blocks": len(parsed.roles_and_responsibilities),
    }
