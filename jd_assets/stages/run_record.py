"""`run_record`: the three payloads of every run, put together from its stages."""

from collections.abc import Mapping

from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.run_record import ExtractFromJd, JdRole, RunRecord, Stage5Updates
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.drafting.due import NewRolePath
from jd_assets.stages.batch import Batch, map_batch, ready


def run_record(
    parsed: Batch[NanoParse],
    skills: Batch[SkillExtraction],
    scored: Batch[RoleScoring],
    decisions: Batch[CaseDecision],
    enriched: Batch[Enrichment],
    persisted: Batch[Persistence],
    centroids: Batch[CentroidUpdate],
    new_roles: Mapping[str, NewRolePath],
    fingerprint: str,
) -> Batch[RunRecord]:
    """Assemble the records.

    Args:
        parsed: Batch of `nano_parse`; the others likewise are the batches of the stages.
        skills: Of `skill_extraction`.
        scored: Of `role_scoring`.
        decisions: Of `case_decision`.
        enriched: Of `enrichment`.
        persisted: Of `persistence`.
        centroids: Of `centroid_update`.
        new_roles: By slug, the proposed roles that enough employers back or that are drafted.
        fingerprint: Says with which versions the records were made.
    """
    centroids = ready(centroids, parsed, skills, scored, decisions, enriched, persisted)

    def record(run_id: str, update: CentroidUpdate) -> RunRecord:
        decided = decisions.payloads[run_id]
        stored = persisted.payloads[run_id]
        nano = parsed.payloads[run_id].nano_parsed
        new_role = new_roles.get(decided.stage4_decision.new_role_slug or "")
        return RunRecord(
            run_id=run_id,
            extract_from_jd=ExtractFromJd(
                final_skills=skills.payloads[run_id].final_skills,
                jd_role=JdRole(
                    display_name=nano.role, role_aliases=nano.role_aliases, role_archetype=nano.role_archetype
                ),
                nano_parsed=nano,
                rejected=decided.stage4_decision.case == "R",
                rejection_reason=decided.rejection_reason,
                run_id=run_id,
                stage3_signals=scored.payloads[run_id].stage3_signals,
                stage4_decision=decided.stage4_decision,
                stage5_updates=Stage5Updates(
                    centroid_n_after=update.centroid_n_after,
                    centroid_updated=update.centroid_updated,
                    collision_log_id=stored.collision_log_id,
                    new_kra_attached=stored.new_kra_attached,
                    new_skills_attached=stored.new_skills_attached,
                    queue_entry_id=stored.queue_entry_id,
                    v3_pipeline_triggered=new_role is not None,
                    v3_role_slug=new_role.slug if new_role else None,
                    v3_run_id=new_role.dagster_run_id if new_role else None,
                ),
                unmatched_mentions=skills.payloads[run_id].unmatched_mentions,
            ),
            extract_details=enriched.payloads[run_id].extract_details,
            final_role_output=stored.final_role_output,
            fingerprint=fingerprint,
        )

    return map_batch("run_record", centroids, record)


def proposed_slugs(decisions: Batch[CaseDecision]) -> set[str]:
    """Slugs of the new roles that a batch proposes."""
    each = (decided.stage4_decision for decided in decisions.payloads.values())
    return {decision.new_role_slug for decision in each if decision.is_new_role and decision.new_role_slug}
