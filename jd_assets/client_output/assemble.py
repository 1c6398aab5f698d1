"""The client output of one run, put together from its parts."""

from dataclasses import dataclass

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
from jd_assets.contracts.case_decision import CaseDecision
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
from jd_assets.contracts.enrichment import ExtractDetails
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import FinalRoleOutput
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import Stage3Signals
from jd_assets.contracts.skill_extraction import FinalSkill


@dataclass(frozen=True)
class Run:
    """What the client output of one run is made of."""

    posting: Posting
    parsed: NanoParse
    skills: list[FinalSkill]
    signals: Stage3Signals
    decision: CaseDecision
    details: ExtractDetails
    final: FinalRoleOutput


def client_output(run: Run, roles: AiRoles) -> ClientOutput:
    """The payload of one run; a rejected posting says in each part that it was rejected.

    A posting whose role the library lacks has all parts but the KRAs, which are those of a library role.
    """
    decision = run.decision.stage4_decision
    if decision.case == "R":
        return _rejected(run)
    library = roles.library
    text = PostingText.of(run.posting, run.parsed)
    wanted = wanted_skills(run.skills, run.details.skills_detail, library)
    clusters = skill_clusters(wanted, library)
    nature = nature_of_work(text)
    ai = ai_index(text, wanted, decision.chosen_role, roles)
    kras = kra_descriptions(text, run.signals, decision.chosen_role, library)
    return ClientOutput(
        run_id=run.posting.run_id,
        skill_clusters=clusters,
        nature_of_work=nature,
        ai_index=ai,
        tech_stack_maturity=tech_stack_maturity(wanted),
        evidence=evidence_index(clusters, nature, ai, kras),
        kra_descriptions=kras,
        vocabulary=vocabulary(run.skills, run.details.skills_detail, run.final.final_input_skills),
    )


def _rejected(run: Run) -> ClientOutput:
    reason = f"The posting was rejected: {run.decision.rejection_reason or 'it is no job description'}"
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
