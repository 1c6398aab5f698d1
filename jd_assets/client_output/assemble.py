"""The client output of one run, put together from its parts."""

from jd_assets.client_output.ai_index import ai_index
from jd_assets.client_output.ai_typing import AiRoles
from jd_assets.client_output.clusters import skill_clusters
from jd_assets.client_output.evidence import evidence_index
from jd_assets.client_output.kra_descriptions import kra_descriptions
from jd_assets.client_output.maturity import tech_stack_maturity
from jd_assets.client_output.nature_of_work import nature_of_work
from jd_assets.client_output.reading import PostingText
from jd_assets.client_output.skills import wanted_skills
from jd_assets.client_output.vocabulary import vocabulary
from jd_assets.contracts.client_output import (
    AiIndex,
    ClientOutput,
    EvidenceIndex,
    KraDescriptions,
    NatureOfWork,
    SkillClusters,
    TechStackMaturity,
    VocabularyBreakdown,
)
from jd_assets.contracts.run import PersistedRun


def client_output(run: PersistedRun, roles: AiRoles) -> ClientOutput:
    """The payload of one run; a rejected posting says in each part that it was rejected.

    A posting whose role the library lacks has all parts but the KRAs, which are those of a library role.
    """
    decision, details = run.decision, run.enrichment.extract_details.skills_detail
    skills = run.skill_extraction.final_skills
    if decision.case == "R":
        return _rejected(run)
    library = roles.library
    text = PostingText.of(run.posting, run.nano_parse)
    wanted = wanted_skills(skills, details, library)
    clusters = skill_clusters(wanted, library)
    nature = nature_of_work(text)
    ai = ai_index(text, wanted, decision.chosen_role, roles)
    kras = kra_descriptions(text, run.role_scoring.stage3_signals, decision.chosen_role, library)
    return ClientOutput(
        run_id=run.posting.run_id,
        skill_clusters=clusters,
        nature_of_work=nature,
        ai_index=ai,
        tech_stack_maturity=tech_stack_maturity(wanted),
        evidence=evidence_index(clusters, nature, ai, kras),
        kra_descriptions=kras,
        vocabulary=vocabulary(skills, details, run.persistence.final_role_output.final_input_skills),
    )


def _rejected(run: PersistedRun) -> ClientOutput:
    reason = f"The posting was rejected: {run.case_decision.rejection_reason or 'it is no job description'}"
    return ClientOutput(
        run_id=run.posting.run_id,
        skill_clusters=SkillClusters(not_stated=reason),
        nature_of_work=NatureOfWork(not_stated=reason),
        ai_index=AiIndex(not_stated=reason),
        tech_stack_maturity=TechStackMaturity(not_stated=reason),
        evidence=EvidenceIndex(not_stated=reason),
        kra_descriptions=KraDescriptions(not_stated=reason),
        vocabulary=VocabularyBreakdown(not_stated=reason),
    )
