"""`run_record`: the four payloads of every run, put together from its stages."""

from collections.abc import Mapping

from jd_assets.client_output.ai_typing import AiRoles
from jd_assets.client_output.assemble import Run, client_output
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.run_record import ExtractFromJd, JdRole, RunRecord, Stage5Updates
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.library.snapshot import Library
from jd_assets.proposals.drafting.due import NewRolePath
from jd_assets.stages.batch import map_batch, ready


def run_record(
    postings: Batch[Posting],
    parsed: Batch[NanoParse],
    skills: Batch[SkillExtraction],
    scored: Batch[RoleScoring],
    decisions: Batch[CaseDecision],
    enriched: Batch[Enrichment],
    persisted: Batch[Persistence],
    centroids: Batch[CentroidUpdate],
    new_roles: Mapping[str, NewRolePath],
    library: Library,
    fingerprint: str,
) -> Batch[RunRecord]:
    """Assemble the records.

    Args:
        postings: Batch of `posting`; the others likewise are the batches of the stages.
        parsed: Of `nano_parse`.
        skills: Of `skill_extraction`.
        scored: Of `role_scoring`.
        decisions: Of `case_decision`.
        enriched: Of `enrichment`.
        persisted: Of `persistence`.
        centroids: Of `centroid_update`.
        new_roles: By slug, the proposed roles that enough employers back or that are drafted.
        library: What the client output reads of skills, dimensions and KRAs.
        fingerprint: Says with which versions the records were made.
    """
    centroids = ready(centroids, postings, parsed, skills, scored, decisions, enriched, persisted)
    roles = AiRoles(library)

    def record(run_id: str, update: CentroidUpdate) -> RunRecord:
        decided, stored = decisions.payloads[run_id], persisted.payloads[run_id]
        extraction, signals = skills.payloads[run_id], scored.payloads[run_id].stage3_signals
        details = enriched.payloads[run_id].extract_details
        run = Run(
            posting=postings.payloads[run_id],
            parsed=parsed.payloads[run_id],
            skills=extraction.final_skills,
            signals=signals,
            decision=decided,
            details=details,
            final=stored.final_role_output,
        )
        nano = run.parsed.nano_parsed
        return RunRecord(
            run_id=run_id,
            extract_from_jd=ExtractFromJd(
                final_skills=extraction.final_skills,
                jd_role=JdRole(
                    display_name=nano.role, role_aliases=nano.role_aliases, role_archetype=nano.role_archetype
                ),
                nano_parsed=nano,
                rejected=decided.stage4_decision.case == "R",
                rejection_reason=decided.rejection_reason,
                run_id=run_id,
                stage3_signals=signals,
                stage4_decision=decided.stage4_decision,
                stage5_updates=_updates(update, stored, new_roles.get(decided.stage4_decision.new_role_slug or "")),
                unmatched_mentions=extraction.unmatched_mentions,
            ),
            extract_details=details,
            final_role_output=stored.final_role_output,
            client_output=client_output(run, roles),
            fingerprint=fingerprint,
        )

    return map_batch("run_record", centroids, record)


def _updates(update: CentroidUpdate, stored: Persistence, new_role: NewRolePath | None) -> Stage5Updates:
    return Stage5Updates(
        centroid_n_after=update.centroid_n_after,
        centroid_updated=update.centroid_updated,
        collision_log_id=stored.collision_log_id,
        new_kra_attached=stored.new_kra_attached,
        new_skills_attached=stored.new_skills_attached,
        queue_entry_id=stored.queue_entry_id,
        v3_pipeline_triggered=new_role is not None,
        v3_role_slug=new_role.slug if new_role else None,
        v3_run_id=new_role.dagster_run_id if new_role else None,
    )


def proposed_slugs(decisions: Batch[CaseDecision]) -> set[str]:
    """Slugs of the new roles that a batch proposes."""
    each = (decided.stage4_decision for decided in decisions.payloads.values())
    return {decision.new_role_slug for decision in each if decision.is_new_role and decision.new_role_slug}
