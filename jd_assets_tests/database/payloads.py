"""One row of every stage, with as many fields filled as the sample run has."""

from jd_assets.contracts import STAGES
from jd_assets.contracts.base import LlmUsage, Payload
from jd_assets.contracts.case_decision import CaseDecision, Collision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets_tests.web import sample

RUN_ID = sample.RUN_ID
OTHER_RUN_ID = "0a0c9b52-2b1c-5d0e-9a39-6a2f7a3f8f11"


def stage_rows() -> dict[str, Payload]:
    """The sample run's row of every stage, in the order of the stages."""
    page = sample.decided_page()
    assert page.nano_parse
    assert page.skill_extraction
    assert page.run_record
    api1 = page.run_record.extract_from_jd
    decision = api1.stage4_decision
    rows: list[Payload] = [
        page.posting,
        page.nano_parse,
        page.skill_extraction,
        RoleScoring(
            stage3_signals=api1.stage3_signals,
            ranked_roles=decision.ranked_roles,
            library_version=7,
            embedder="tiny@1/fp32",
        ),
        CaseDecision(
            stage4_decision=decision,
            collision=Collision(
                kind="shared_alias", alias="backend engineer", slugs=["a", "b"], resolved_to="a", resolved_by="evidence"
            ),
            proposed_alias="Booking Engineer",
            usage=LlmUsage(cost_usd=None),
        ),
        Enrichment(extract_details=page.run_record.extract_details),
        Persistence(final_role_output=page.run_record.final_role_output, collision_log_id=501, queue_entry_id=7004),
        CentroidUpdate(centroid_updated=True, centroid_n_after=41, role_id=1, embedder="tiny@1/fp32"),
        page.run_record,
    ]
    return dict(zip(STAGES, rows, strict=True))


def posting(run_id: str = RUN_ID, text: str = "Builds things.") -> Posting:
    """A posting with nothing but a text."""
    return Posting(run_id=run_id, source="drop", source_id="1", content_hash="0" * 64, text=text)
