"""Batches of stages joined into batches of runs."""

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.run import PersistedRun, Run
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.stages.batch import ready


def enriched_runs(
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    role_scoring: Batch[RoleScoring],
    case_decision: Batch[CaseDecision],
    enrichment: Batch[Enrichment],
) -> Batch[Run]:
    """The runs that went through enrichment; one that failed in any stage is a failure of the first of them."""
    stages = (posting, nano_parse, skill_extraction, role_scoring, case_decision)
    joined = ready(enrichment, *stages)
    runs = {
        run_id: Run(
            posting.payloads[run_id],
            nano_parse.payloads[run_id],
            skill_extraction.payloads[run_id],
            role_scoring.payloads[run_id],
            case_decision.payloads[run_id],
            enriched,
        )
        for run_id, enriched in joined.payloads.items()
    }
    return Batch(runs, joined.failures)


def persisted_runs(
    runs: Batch[Run], persistence: Batch[Persistence], centroid_update: Batch[CentroidUpdate]
) -> Batch[PersistedRun]:
    """The runs that went through all stages before their record."""
    joined = ready(centroid_update, runs, persistence)
    return Batch(
        {
            run_id: PersistedRun(
                **vars(runs.payloads[run_id]), persistence=persistence.payloads[run_id], centroid_update=update
            )
            for run_id, update in joined.payloads.items()
        },
        joined.failures,
    )
