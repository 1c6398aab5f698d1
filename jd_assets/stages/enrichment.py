"""`enrichment`: every skill of a batch matched to the library or described as new (API 2)."""

from collections.abc import Mapping

from jd_assets.contracts.case_decision import CaseDecision, Stage4Decision
from jd_assets.contracts.enrichment import (
    CandidateRole,
    Canonical,
    ChosenRole,
    DimensionLink,
    Enrichment,
    ExtractDetails,
    SkillDetail,
)
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.enriching.new_skill import Neighbours, describe_new_skill, known_typing, nearest_dimensions
from jd_assets.library.snapshot import Library, Skill
from jd_assets.stages.batch import Batch, map_batch, ready


def enrichment(
    skills: Batch[SkillExtraction], decisions: Batch[CaseDecision], library: Library, index: SkillIndex
) -> Batch[Enrichment]:
    """Describe the skills of every posting; names the library cannot place are embedded once for the batch."""
    decisions = ready(decisions, skills)
    neighbours = _neighbours(skills, library, index)

    def enrich(run_id: str, decision: CaseDecision) -> Enrichment:
        return Enrichment(
            extract_details=_details(run_id, decision.stage4_decision, skills.payloads[run_id], library, neighbours)
        )

    return map_batch("enrichment", decisions, enrich)


def chosen_role(decision: Stage4Decision, library: Library) -> ChosenRole | None:
    """The decided role as API 2 and API 3 show it; a proposed role has no id."""
    if decision.chosen_role:
        role = library.role_by_slug[decision.chosen_role.slug]
        return ChosenRole(
            display_name=role.display_name,
            id=role.role_id,
            rationale=decision.reasoning,
            role_archetype=role.archetype,
            slug=role.slug,
            source="db",
        )
    if decision.is_new_role and decision.new_role_slug and decision.new_role_display_name:
        return ChosenRole(
            display_name=decision.new_role_display_name,
            id=None,
            rationale=decision.reasoning,
            role_archetype=None,
            slug=decision.new_role_slug,
            source="proposed",
        )
    return None


def _neighbours(skills: Batch[SkillExtraction], library: Library, index: SkillIndex) -> Mapping[str, Neighbours]:
    """Nearest library skills of every name that is new, and of library skills that have no dimension yet."""
    names = set()
    for extraction in skills.payloads.values():
        for skill in extraction.final_skills:
            known = library.skills.get(skill.skill_id or "")
            if known is None or not known.dimensions:
                names.add(skill.skill_name)
    ordered = sorted(names)
    return dict(zip(ordered, index.nearest(ordered), strict=True))


def _details(
    run_id: str,
    decision: Stage4Decision,
    extraction: SkillExtraction,
    library: Library,
    neighbours: Mapping[str, Neighbours],
) -> ExtractDetails:
    known = [skill.skill_name for skill in extraction.final_skills if skill.skill_id in library.skills]
    llm = set(extraction.llm_skills)
    details = [
        _known(skill, library.skills[skill.skill_id or ""], llm, library, neighbours)
        if skill.skill_id in library.skills
        else _new(skill, llm, known, library, neighbours)
        for skill in extraction.final_skills
    ]
    role = library.role_by_slug.get(decision.chosen_role.slug) if decision.chosen_role else None
    return ExtractDetails(
        alias_matches=[
            {"input_skill": skill.evidence[0].text, "canonical": skill.skill_name}
            for skill in extraction.final_skills
            if skill.matched_via == "alias" and skill.evidence
        ],
        candidate_roles=[
            CandidateRole(display_name=ranked.display_name, id=ranked.role_id, score=ranked.score, slug=ranked.slug)
            for ranked in decision.ranked_roles
        ],
        chosen_role=chosen_role(decision, library),
        dimensions=[_link(dimension, library) for dimension in sorted(role.dimensions)] if role else [],
        input_final_skills=[skill.skill_name for skill in extraction.final_skills],
        input_llm_skills=extraction.llm_skills,
        run_id=run_id,
        skills_detail=details,
        unmatched_skills=[
            skill.skill_name for skill in extraction.final_skills if skill.skill_id not in library.skills
        ],
    )


def _known(
    skill: FinalSkill, entry: Skill, llm: set[str], library: Library, neighbours: Mapping[str, Neighbours]
) -> SkillDetail:
    if entry.dimensions:
        links = [_link(dimension, library) for dimension in entry.dimensions]
    else:
        placed = nearest_dimensions([near for near in neighbours[skill.skill_name] if near[0] is not entry])
        links = [_link(dimension, library, locked=False) for dimension in placed]
    return SkillDetail(
        aliases_in_db=[alias for alias, _ in entry.aliases],
        canonical=Canonical(skill_id=entry.skill_id, name=entry.name, derived=known_typing(entry)),
        dimensions=links,
        input_skill=skill.skill_name,
        matched_via=skill.matched_via,
        source_tag="db",
        was_in_llm_skills=skill.skill_name in llm,
    )


def _new(
    skill: FinalSkill, llm: set[str], known: list[str], library: Library, neighbours: Mapping[str, Neighbours]
) -> SkillDetail:
    in_llm = skill.skill_name in llm
    return SkillDetail(
        input_skill=skill.skill_name,
        new_skill_meta=describe_new_skill(skill.skill_name, neighbours[skill.skill_name], known, library),
        source_tag="llm" if in_llm else "rules",
        was_in_llm_skills=in_llm,
        unmatched_cause="gap",
    )


def _link(dimension: str, library: Library, locked: bool = True) -> DimensionLink:
    return DimensionLink(dimension_id=dimension, name=library.dimensions[dimension], locked=locked)
