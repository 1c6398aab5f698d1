"""`run_record`: the payloads of a run, whole, and its page."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.run_record import RunRecord
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.stage_tables import write_batch
from jd_assets.defs.checks.open_postings import OPEN_CHECK, open_check
from jd_assets.defs.checks.tables import RECORD_CHECK, record_check
from jd_assets.defs.faults import errors_for_people, show_as_failed
from jd_assets.defs.open_postings import not_at_work
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_tags import tag_run
from jd_assets.defs.stage_asset import StageResult, materialised, stage_asset
from jd_assets.settings import console_url
from jd_assets.stages.effects import record
from jd_assets.stages.run_record import STAGE
from jd_assets.stages.runs import enriched_runs, persisted_runs
from jd_assets.web.pages import page_path, write_pages


@stage_asset(
    group="records",
    kinds={"html"},
    check_specs=[RECORD_CHECK, OPEN_CHECK],
    deps=["role_library", "library_effects"],
    description="The payloads of every run (extract-from-jd, extract-details, final-role-output, client output), ready "
    "to export, and the run page.",
)
def run_record(
    context: dg.AssetExecutionContext,
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    role_scoring: Batch[RoleScoring],
    case_decision: Batch[CaseDecision],
    enrichment: Batch[Enrichment],
    persistence: Batch[Persistence],
    centroid_update: Batch[CentroidUpdate],
    embedder: EmbedderResource,
    llm: LlmResource,
    role_library_db: RoleLibraryResource,
) -> StageResult:
    """Put the records of the batch together and write their pages."""
    with errors_for_people(context):
        opened = embedder.embedder()
        enriched = enriched_runs(posting, nano_parse, skill_extraction, role_scoring, case_decision, enrichment)
        runs = persisted_runs(enriched, persistence, centroid_update)
        fingerprint = role_library_db.fingerprint(opened, llm.settings())
        connect, library = role_library_db.connect(), role_library_db.library()
        batch = record(connect, runs, case_decision, library, role_library_db.cached(opened), fingerprint)
        pages = write_pages(posting, nano_parse, skill_extraction, persistence, batch)
        checks = [record_check(connect, batch.run_ids), open_check(batch, not_at_work(connect, context.instance))]
        tag_run(context, failed=len(batch.failures), cost_usd=_cost(llm))
    if not batch.payloads and batch.failures:
        with errors_for_people(context):
            write_batch(connect, STAGE, Batch({}, batch.failures))
        for check in checks:
            context.log.warning("%s: %s", check.check_name, check.description)
        raise dg.Failure(description=_none_went_through(context, batch), allow_retries=False)
    return materialised(context, batch, describe, checks, pages=pages, llm_cost_usd=llm.bill().spent_usd)


def _cost(llm: LlmResource) -> str | None:
    """What the calls of this run cost; None for the engine that makes none."""
    return f"{llm.bill().spent_usd:.6f}" if llm.settings().asks else None


def _none_went_through(context: dg.AssetExecutionContext, batch: Batch[RunRecord]) -> str:
    """What the run says where each posting failed by its own fault; Dagster shows its partitions as failed."""
    show_as_failed(context, sorted(batch.failures))
    first = batch.failures[min(batch.failures)]
    return f"Not one of the {len(batch)} postings of this run went through: {first.stage}: {first.reason}"


def describe(payload: RunRecord) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    decision = payload.extract_from_jd.stage4_decision
    client = payload.client_output
    nano = payload.extract_from_jd.nano_parsed
    return {
        "title": nano.role or "not stated",
        "company": nano.company_name or "not stated",
        "decision": decision.reasoning,
        "confidence": decision.confidence,
        "ai_index": "not stated" if client.ai_index.index is None else client.ai_index.index,
        "tech_stack_maturity": client.tech_stack_maturity.label or "not stated",
        "run_page": _page(payload.run_id),
    }


def _page(run_id: str) -> object:
    """A link to the page in the console, else where its file lies, else how to make one."""
    if console := console_url():
        return dg.MetadataValue.url(f"{console}/runs/{run_id}")
    path = page_path(run_id)
    return dg.MetadataValue.path(str(path)) if path.exists() else f"jd-assets page {run_id}"
