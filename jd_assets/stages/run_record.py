"""`run_record`: the four payloads of every run, put together from its stages."""

from collections.abc import Mapping

from jd_assets.client_output.ai_typing import AiRoles
from jd_assets.client_output.assemble import client_output
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.nano_parse import NanoParsed
from jd_assets.contracts.run import PersistedRun
from jd_assets.contracts.run_record import ExtractFromJd, JdRole, RunRecord, Stage5Updates
from jd_assets.library.snapshot import Library
from jd_assets.parsing.gate import SEVERAL
from jd_assets.proposals.drafting.due import NewRolePath
from jd_assets.stages.batch import attempt_side_by_side, map_batch

STAGE = "run_record"
INFERRED = "states no title: the role is inferred from the text"
MAX_ALIASES = 5


def run_record(
    runs: Batch[PersistedRun], new_roles: Mapping[str, NewRolePath], library: Library, fingerprint: str
) -> Batch[RunRecord]:
    """Assemble the records.

    Args:
        runs: The runs with the rows of all their stages.
        new_roles: By slug, the proposed roles that enough employers back or that are drafted.
        library: What the client output reads of skills, dimensions and KRAs.
        fingerprint: Says with which versions the records were made.
    """
    roles = AiRoles(library)
    shown, faults = attempt_side_by_side(STAGE, runs.payloads, lambda _, run: client_output(run, roles))

    def record(run_id: str, run: PersistedRun) -> RunRecord:
        return RunRecord(
            run_id=run_id,
            extract_from_jd=_extract_from_jd(run, new_roles, library),
            extract_details=run.enrichment.extract_details,
            final_role_output=run.persistence.final_role_output,
            client_output=shown[run_id],
            fingerprint=fingerprint,
            prompts=_prompts(run),
        )

    whole = Batch({run_id: runs.payloads[run_id] for run_id in shown}, {**runs.failures, **faults})
    return map_batch(STAGE, whole, record)


def _prompts(run: PersistedRun) -> list[str]:
    """What a model was asked with in any stage of the run."""
    stages = (run.nano_parse, run.skill_extraction, run.case_decision, run.enrichment)
    return sorted({used for stage in stages if (used := stage.usage.asked_with)})


def _extract_from_jd(run: PersistedRun, new_roles: Mapping[str, NewRolePath], library: Library) -> ExtractFromJd:
    nano = _with_role(run, library)
    return ExtractFromJd(
        final_skills=run.skill_extraction.final_skills,
        jd_role=JdRole(
            display_name=nano.role,
            role_aliases=nano.role_aliases,
            role_archetype=nano.role_archetype,
            inferred=nano is not run.nano_parse.nano_parsed,
        ),
        nano_parsed=nano,
        rejected=run.decision.case == "R",
        rejection_reason=run.case_decision.rejection_reason,
        run_id=run.run_id,
        stage3_signals=run.role_scoring.stage3_signals,
        stage4_decision=run.decision,
        stage5_updates=_updates(run, new_roles.get(run.decision.new_role_slug or "")),
        unmatched_mentions=run.skill_extraction.unmatched_mentions,
    )


def _with_role(run: PersistedRun, library: Library) -> NanoParsed:
    """What was parsed; where no title is stated, with the library's role that was decided, marked as inferred.

    A posting that names several openings keeps none, for each of them would be forced on the others.
    """
    nano = run.nano_parse.nano_parsed
    chosen = run.decision.chosen_role
    role = library.role_by_slug.get(chosen.slug) if chosen is not None else None
    if nano.role is not None or role is None or any(warning.startswith(SEVERAL) for warning in nano.warnings):
        return nano
    aliases = [alias.alias for alias in role.aliases if alias.alias != role.display_name][:MAX_ALIASES]
    inferred = {"role": role.display_name, "role_aliases": aliases, "role_archetype": role.role_family}
    return nano.model_copy(update={**inferred, "warnings": [*nano.warnings, INFERRED]})


def _updates(run: PersistedRun, new_role: NewRolePath | None) -> Stage5Updates:
    update, stored = run.centroid_update, run.persistence
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


def proposed_slugs(case_decision: Batch[CaseDecision]) -> set[str]:
    """Slugs of the new roles that a batch proposes."""
    each = (decided.stage4_decision for decided in case_decision.payloads.values())
    return {decision.new_role_slug for decision in each if decision.is_new_role and decision.new_role_slug}
