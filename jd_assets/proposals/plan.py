"""What one run teaches: sightings of what the library lacks, links of what it holds, and its alias collision."""

from collections import Counter
from collections.abc import Iterable

from jd_assets.contracts.case_decision import Stage4Decision
from jd_assets.contracts.proposal import ProposalKind
from jd_assets.contracts.run import Run
from jd_assets.library.snapshot import Library
from jd_assets.proposals.sureness.skills import skill_grades
from jd_assets.proposals.sureness.titles import alias_grade, role_grade, shown_title, sub_role_grade
from jd_assets.proposals.write import CollisionEntry, Sighting, Teaching
from jd_assets.text.titles import normalise_alias

#: Matched skills of one posting in a dimension that its role does not have, from which the link is noted.
ROLE_DIMENSION_SKILLS = 3


def teaching_of(run: Run, library: Library, kra: Sighting | None = None) -> Teaching:
    """What a run teaches; a rejected one teaches nothing.

    Args:
        run: The run.
        library: The library that it was decided with.
        kra: The KRA that it proposes (`new_kra.kra_sightings`).
    """
    if run.decision.case == "R":
        return Teaching([run.run_id], [], [], [], [])
    entry = run.case_decision.collision
    return Teaching(
        run_ids=[run.run_id],
        sightings=[*_skill_sightings(run, library), *([kra] if kra else []), *_role_sightings(run, library)],
        role_dimensions=list(_role_links(run, library)),
        skill_dimensions=list(_skill_links(run)),
        collisions=[
            CollisionEntry(run.run_id, entry.kind, entry.alias, entry.slugs, entry.resolved_to, entry.resolved_by)
        ]
        if entry
        else [],
    )


def _skill_sightings(run: Run, library: Library) -> Iterable[Sighting]:
    grades = skill_grades(run, library)
    for skill in run.skill_extraction.final_skills:
        if skill.skill_id is None and not skill.negated:
            yield Sighting(
                run_id=run.run_id,
                kind="skill",
                role_id=run.role_id,
                key=" ".join(skill.skill_name.lower().split()),
                label=skill.skill_name,
                employer=run.employer,
                is_primary=skill.is_primary,
                sureness=grades[skill.skill_name],
                evidence=[found.model_dump(mode="json") for found in skill.evidence],
            )


def _role_sightings(run: Run, library: Library) -> Iterable[Sighting]:
    """The alias, sub-role, new role or queued decision that the run puts before the admins."""
    decision = run.decision
    sub_role = _new_sub_role(decision, library)

    role = library.role_by_slug[decision.chosen_role.slug] if decision.chosen_role else None

    def sighting(kind: ProposalKind, key: str, label: str, sureness: float | None = None) -> Sighting:
        detail = {"reasoning": decision.reasoning, "confidence": decision.confidence}
        return Sighting(run.run_id, kind, run.role_id, key, label, run.employer, detail=detail, sureness=sureness)

    alias = run.case_decision.proposed_alias
    if decision.is_new_role and decision.new_role_slug and decision.new_role_display_name:
        grade = role_grade(run, run.nano_parse.nano_parsed.role, library)
        yield sighting("role", decision.new_role_slug, decision.new_role_display_name, grade)
    elif role and sub_role:
        shown = shown_title(sub_role)
        yield sighting("sub_role", normalise_alias(shown), shown, sub_role_grade(run, sub_role, role, library))
    elif role and alias and (key := normalise_alias(shown_title(alias))):
        yield sighting("alias", key, shown_title(alias), alias_grade(run, alias, role, library))
    if decision.queued and role and not sub_role:
        yield sighting("decision", run.run_id, run.posting.title or role.slug)


def _new_sub_role(decision: Stage4Decision, library: Library) -> str | None:
    """The sub-role of the decision, unless the library holds it."""
    if decision.sub_role is None or decision.chosen_role is None:
        return None
    role = library.role_by_slug[decision.chosen_role.slug]
    shown = shown_title(decision.sub_role)
    return None if role.has_sub_role(decision.sub_role) or role.has_sub_role(shown) else decision.sub_role


def _role_links(run: Run, library: Library) -> Iterable[tuple[str, int, str]]:
    if run.decision.chosen_role is None:
        return
    role = library.role_by_slug[run.decision.chosen_role.slug]
    counted = Counter(
        link.dimension_id
        for detail in run.enrichment.extract_details.skills_detail
        if detail.canonical
        for link in detail.dimensions
        if link.locked
    )
    for dimension, count in sorted(counted.items()):
        if count >= ROLE_DIMENSION_SKILLS and dimension not in role.dimensions:
            yield run.run_id, role.role_id, dimension


def _skill_links(run: Run) -> Iterable[tuple[str, str, str]]:
    for detail in run.enrichment.extract_details.skills_detail:
        if detail.canonical:
            for link in detail.dimensions:
                if not link.locked:
                    yield run.run_id, detail.canonical.skill_id, link.dimension_id
