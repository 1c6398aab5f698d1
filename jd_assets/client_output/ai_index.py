"""AI index: how much of a job is AI work, 0 to 100.

    index = 100 · (0.5 · skills + 0.3 · tasks + 0.2 · role), each part 0 to 1

- skills: `a / (a + o + 3)`, full at 0.5. `a` is the weight of the AI skills (required 1, preferred 0.5, each times its
  relatedness to AI), `o` the weight of the other skills. The 3 stands for what a short list does not say: one AI skill
  alone is no AI job.
- tasks: the share of the sentences of responsibilities that speak of AI work, full at 0.5.
- role: the share of the decided role's skill weight in the library that is AI, full at 0.5, nothing below 0.25.

A part that cannot be judged (no responsibilities, no role of the library) is left out and the others are scaled up;
skills always count, for a posting that names none has no AI skill.

The measure of a posting by the AI-relatedness of its skills follows Babina, Fedyk, He and Hodson ("Artificial
intelligence, firm growth, and product innovation", Journal of Financial Economics 151, 2024), who average it over a
posting's skills. Two things differ. They estimate relatedness from how often a skill stands beside AI skills in
millions of postings; here it is what the library's curated typing says. And a mean would fall when a posting adds a
skill that borders on AI; in `a / (a + o + 3)` no AI skill ever lowers the index. The weights and the points of
fullness are settings: skills are named most reliably, tasks depend on how a posting is worded, the role is a prior.
"""

from collections.abc import Iterator, Sequence

from jd_assets.client_output.ai_typing import AI_TERMS, CORE, AiRoles, relatedness
from jd_assets.client_output.reading import PostingText
from jd_assets.client_output.skills import PostingSkill
from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.client_output import AiDriver, AiIndex
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.role_scoring import RoleMatch

SKILLS, TASKS, ROLE = 0.5, 0.3, 0.2
FULL_SHARE = 0.5
SMOOTHING = 3.0
#: Data scientists stand at .48 of the seed library, robotics engineers at .24, data engineers at 0.
LEAST_ROLE_SHARE = 0.25
#: Names in the summary.
SUMMARISED = 3
DECIMALS = 1


def ai_index(text: PostingText, skills: Sequence[PostingSkill], role: RoleMatch | None, roles: AiRoles) -> AiIndex:
    """The index with what drives it, most points first."""
    tasks = text.sentences(Section.RESPONSIBILITIES)
    if not skills and not tasks:
        return AiIndex(not_stated="The posting names no skill and no responsibility to judge by")
    role_share = roles.share(role.slug if role else None)
    scale = 100 / (SKILLS + (TASKS if tasks else 0.0) + (ROLE if role_share is not None else 0.0))
    drivers = [
        *_skills(skills, SKILLS * scale),
        *_tasks(text, tasks, _core_places(skills), TASKS * scale),
        *_role(role, role_share or 0.0, ROLE * scale),
    ]
    drivers.sort(key=lambda driver: -driver.points)
    index = min(100.0, sum(driver.points for driver in drivers))
    return AiIndex(index=round(index, DECIMALS), summary=_summary(drivers, len(tasks)), drivers=drivers)


def _skills(skills: Sequence[PostingSkill], points: float) -> Iterator[AiDriver]:
    related = [(skill, skill.weight * relatedness(skill)) for skill in skills]
    ai = sum(weight for _, weight in related)
    if not ai:
        return
    others = sum(skill.weight for skill, weight in related if not weight)
    part = min(1.0, ai / (ai + others + SMOOTHING) / FULL_SHARE)
    for skill, weight in related:
        if weight:
            yield AiDriver(
                kind="skill",
                name=skill.said.skill_name,
                points=points * part * weight / ai,
                evidence=skill.said.evidence,
            )


def _tasks(text: PostingText, tasks: Sequence[Span], places: list[Evidence], points: float) -> Iterator[AiDriver]:
    said = [(span, found) for span in tasks if (found := _speaks_of_ai(text, span, places))]
    if not said:
        return
    part = min(1.0, len(said) / len(tasks) / FULL_SHARE)
    for _, found in said:
        yield AiDriver(kind="responsibility", name=found.text, points=points * part / len(said), evidence=[found])


def _speaks_of_ai(text: PostingText, span: Span, places: list[Evidence]) -> Evidence | None:
    """The first place of a sentence that says so."""
    for place in places:
        if span.start <= place.start and place.end <= span.end:
            return place
    term = AI_TERMS.search(text.lower, span.start, span.end)
    return text.evidence(*term.span(), span.section) if term else None


def _core_places(skills: Sequence[PostingSkill]) -> list[Evidence]:
    return [place for skill in skills if relatedness(skill) == CORE for place in skill.said.evidence]


def _role(role: RoleMatch | None, share: float, points: float) -> Iterator[AiDriver]:
    if role is not None and share >= LEAST_ROLE_SHARE:
        yield AiDriver(kind="role", name=role.display_name, points=points * min(1.0, share / FULL_SHARE))


def _summary(drivers: Sequence[AiDriver], tasks: int) -> str:
    if not drivers:
        return "No AI skill or task is named"
    skills = [driver.name for driver in drivers if driver.kind == "skill"]
    said = sum(driver.kind == "responsibility" for driver in drivers)
    role = next((driver.name for driver in drivers if driver.kind == "role"), None)
    named = ", ".join(skills[:SUMMARISED]) + (" …" if len(skills) > SUMMARISED else "")
    parts = [
        f"{len(skills)} AI skill{'' if len(skills) == 1 else 's'} ({named})" if skills else "No AI skill",
        f"{said} of {tasks} responsibilities" if tasks else "no responsibilities stated",
        f"the role {role}" if role else "",
    ]
    return ", ".join(part for part in parts if part)
