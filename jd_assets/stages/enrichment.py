"""`enrichment`: every skill of a batch matched to the library or described as new (API 2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision, Stage4Decision
from jd_assets.contracts.enrichment import (
    CandidateRole,
    Canonical,
    ChosenRole,
    DimensionLink,
    Enrichment,
    ExtractDetails,
    NewSkillMeta,
    SkillDetail,
)
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.enriching.cause import unmatched_cause
from jd_assets.enriching.derive_step import known_typing
from jd_assets.enriching.llm_typing import LlmTypings, type_by_llm
from jd_assets.enriching.neighbours import NameReading, SkillIndex
from jd_assets.enriching.new_skill import NewSkill, describe_new_skill
from jd_assets.enriching.place_step import proposed_dimensions
from jd_assets.enriching.surroundings import Surroundings, surroundings_of
from jd_assets.library.snapshot import Library, Role, Skill
from jd_assets.llm.skill_typing import SkillTyper
from jd_assets.stages.batch import attempt, attempt_side_by_side, map_batch, ready

STAGE = "enrichment"

#: Skills of a posting that the library lacks, by their place among its skills.
NewSkills = Mapping[int, NewSkill]
NewPlaces = Mapping[int, Surroundings]


@dataclass(frozen=True)
class Knowledge:
    """What a batch's skills are described with."""

    library: Library
    index: SkillIndex
    readings: Mapping[str, NameReading]
    remaining: LlmTypings


@dataclass(frozen=True)
class Described:
    """A skill that the library lacks, and what the sources make of it."""

    skill: NewSkill
    meta: NewSkillMeta


def enrichment(
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
    case_decision: Batch[CaseDecision],
    library: Library,
    index: SkillIndex,
    typer: SkillTyper | None = None,
) -> Batch[Enrichment]:
    """Describe the skills of every posting of a batch.

    What the library cannot place is embedded in one call; what no source can type is put to the LLM in one go.
    """
    case_decision = ready(case_decision, posting, nano_parse, skill_extraction)

    def find(run_id: str, decision: CaseDecision) -> NewPlaces:
        return new_places(
            posting.payloads[run_id], nano_parse.payloads[run_id], skill_extraction.payloads[run_id], library
        )

    places, failures = attempt(STAGE, case_decision.payloads, find)
    readings = index.read(_phrases(skill_extraction, places, library))
    found = {run_id: new_skills(skill_extraction.payloads[run_id], new, readings) for run_id, new in places.items()}
    metas, faults = attempt_side_by_side(
        STAGE, found, lambda _, new: {at: describe_new_skill(skill, index) for at, skill in new.items()}
    )
    described = {
        run_id: {at: Described(found[run_id][at], meta) for at, meta in of_run.items()}
        for run_id, of_run in metas.items()
    }
    failures |= faults
    untyped = {
        run_id: [each.skill for each in new.values() if each.meta.derived.is_default]
        for run_id, new in described.items()
    }
    remaining = type_by_llm(typer, untyped, index.skills_by_type)
    knowledge = Knowledge(library, index, readings, remaining)

    def enrich(run_id: str, decision: CaseDecision) -> Enrichment:
        return Enrichment(
            extract_details=_details(
                run_id, decision.stage4_decision, skill_extraction.payloads[run_id], described[run_id], knowledge
            ),
            dropped_typings=remaining.dropped[run_id],
            usage=remaining.usage.get(run_id, LlmUsage()),
        )

    ours = Batch(
        {run_id: case_decision.payloads[run_id] for run_id in described}, {**case_decision.failures, **failures}
    )
    return map_batch(STAGE, ours, enrich)


def new_places(posting: Posting, parse: NanoParse, extraction: SkillExtraction, library: Library) -> NewPlaces:
    """Where the skills of a posting stand that the library lacks."""
    skills = extraction.final_skills
    new = [at for at, skill in enumerate(skills) if skill.skill_id not in library.skills]
    return surroundings_of(posting.text, parse.spans, skills, library.skills, new)


def new_skills(extraction: SkillExtraction, places: NewPlaces, readings: Mapping[str, NameReading]) -> NewSkills:
    """The skills of a posting that the library lacks, with what is known of them."""
    skills = extraction.final_skills
    return {
        at: NewSkill(
            skills[at].skill_name,
            readings[skills[at].skill_name],
            around,
            readings.get(around.hypernym, NameReading()),
        )
        for at, around in places.items()
    }


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


def _phrases(
    skill_extraction: Batch[SkillExtraction], places: Mapping[str, NewPlaces], library: Library
) -> Iterator[str]:
    """Names of new skills and what their sentences call them, and names of library skills without a dimension."""
    for run_id, new in places.items():
        for at, skill in enumerate(skill_extraction.payloads[run_id].final_skills):
            known = library.skills.get(skill.skill_id or "")
            if known is None or not known.dimensions:
                yield skill.skill_name
            if at in new and new[at].hypernym:
                yield new[at].hypernym


def _details(
    run_id: str,
    decision: Stage4Decision,
    extraction: SkillExtraction,
    new: Mapping[int, Described],
    knowledge: Knowledge,
) -> ExtractDetails:
    library, llm = knowledge.library, set(extraction.llm_skills)
    role = library.role_by_slug.get(decision.chosen_role.slug) if decision.chosen_role else None
    details = [
        _new(skill, new[at], extraction, role, knowledge)
        if at in new
        else _known(skill, library.skills[skill.skill_id or ""], llm, knowledge)
        for at, skill in enumerate(extraction.final_skills)
    ]
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
        unmatched_skills=[extraction.final_skills[at].skill_name for at in new],
    )


def _known(skill: FinalSkill, entry: Skill, llm: set[str], knowledge: Knowledge) -> SkillDetail:
    library = knowledge.library
    if entry.dimensions:
        links = [_link(dimension, library) for dimension in entry.dimensions]
    else:
        proposed = proposed_dimensions(entry, knowledge.readings[skill.skill_name].neighbours)
        links = [_link(dimension, library, locked=False) for dimension in proposed]
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
    skill: FinalSkill, new: Described, extraction: SkillExtraction, role: Role | None, knowledge: Knowledge
) -> SkillDetail:
    in_llm = skill.skill_name in extraction.llm_skills
    key = skill.skill_name.lower()
    answer = knowledge.remaining.answers.get(key)
    meta = describe_new_skill(new.skill, knowledge.index, answer) if answer else new.meta
    meta.locked_dimensions = sorted(role.dimensions) if role else []
    if meta.derived.is_default and key in knowledge.remaining.warnings:
        meta.warnings.append(knowledge.remaining.warnings[key])
    return SkillDetail(
        input_skill=skill.skill_name,
        new_skill_meta=meta,
        source_tag="llm" if in_llm else "rules",
        was_in_llm_skills=in_llm,
        unmatched_cause=unmatched_cause(skill, meta, extraction.unmatched_mentions),
    )


def _link(dimension: str, library: Library, locked: bool = True) -> DimensionLink:
    return DimensionLink(dimension_id=dimension, name=library.dimensions[dimension], locked=locked)
