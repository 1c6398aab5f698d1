"""The surroundings of each skill in its posting: its sentence, what it is listed with, and what stands near it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import Evidence
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.enriching.opinion import Opinion
from jd_assets.enriching.votes import Table, step, vote
from jd_assets.library.snapshot import Skill
from jd_assets.skills.links import linked
from jd_assets.skills.tokens import lower_view

# Share of 41,000 mentions of library skills that have the category of those they are listed with, by the share of the
# vote, for one, two and more of them.
_ONE: Table = ((0.0, 0.52),)
_TWO: Table = ((0.95, 0.68), (0.0, 0.38))
_MORE: Table = ((0.95, 0.76), (0.7, 0.62), (0.5, 0.46), (0.0, 0.32))

#: Characters of a sentence that are kept: postings without punctuation have sentences of pages.
_LONGEST_SENTENCE = 400


@dataclass(frozen=True)
class Surroundings:
    """Where a skill stands.

    Attributes:
        sentence: The first sentence that names it.
        beside: Library skills of the same enumerations, each with its weight: the nearer in the list the heavier.
        near: Library skills of the posting, the nearest in the text first.
    """

    sentence: str = ""
    beside: tuple[tuple[Skill, float], ...] = ()
    near: tuple[Skill, ...] = ()


def surroundings_of(
    text: str, spans: Sequence[Span], skills: Sequence[FinalSkill], library: Mapping[str, Skill], wanted: Iterable[int]
) -> dict[int, Surroundings]:
    """The surroundings of some of a posting's skills, by their place in the list.

    Args:
        text: The posting.
        spans: Its sentences, in order.
        skills: All its skills.
        library: The library's skills by id.
        wanted: Places of the skills in question.
    """
    asked = list(wanted)
    if not asked:
        return {}
    places = sorted((found.start, number) for number, skill in enumerate(skills) for found in skill.evidence)
    mentions = [next(e for e in skills[number].evidence if e.start == start) for start, number in places]
    owners = [number for _, number in places]
    runs = _enumerations(lower_view(text), mentions)
    starts = [span.start for span in spans]
    return {
        number: Surroundings(
            sentence=_sentence(text, spans, starts, skills[number]),
            beside=tuple(_beside(number, runs, owners, skills, library)),
            near=tuple(_near(number, skills, library)),
        )
        for number in asked
    }


def by_company(surroundings: Surroundings) -> Opinion | None:
    """The category of the skills that it is listed with; None where it stands in no list with library skills."""
    outcome = vote(surroundings.beside)
    if outcome is None:
        return None
    count = len(surroundings.beside)
    table = _ONE if count == 1 else _TWO if count == 2 else _MORE
    names = ", ".join(skill.name for skill in outcome.voters[:3])
    because = f"{len(outcome.voters)} of {count} skills that it is listed with, among them {names}"
    return Opinion("listed beside", outcome.category, step(outcome.share, table), because, outcome.voters)


def _enumerations(view: str, mentions: Sequence[Evidence]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in range(len(mentions)):
        if index and linked(view, mentions[index - 1], mentions[index]):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _beside(
    number: int,
    runs: Sequence[Sequence[int]],
    owners: Sequence[int],
    skills: Sequence[FinalSkill],
    library: Mapping[str, Skill],
) -> Iterable[tuple[Skill, float]]:
    weights: dict[str, float] = defaultdict(float)
    for run in runs:
        for own in (index for index in run if owners[index] == number):
            for other in run:
                skill_id = skills[owners[other]].skill_id or ""
                if owners[other] != number and skill_id in library:
                    weights[skill_id] = max(weights[skill_id], 1 / abs(own - other))
    return ((library[skill_id], weight) for skill_id, weight in weights.items())


def _near(number: int, skills: Sequence[FinalSkill], library: Mapping[str, Skill]) -> list[Skill]:
    own = [found.start for found in skills[number].evidence]
    distances = [
        (min((abs(found.start - start) for found in skill.evidence for start in own), default=len(skills)), place)
        for place, skill in enumerate(skills)
        if place != number and skill.skill_id in library and not skill.negated
    ]
    return [library[skills[place].skill_id or ""] for _, place in sorted(distances)]


def _sentence(text: str, spans: Sequence[Span], starts: Sequence[int], skill: FinalSkill) -> str:
    if not skill.evidence:
        return ""
    found = skill.evidence[0]
    place = bisect_right(starts, found.start) - 1
    inside = place >= 0 and found.start < spans[place].end
    start, end = (spans[place].start, spans[place].end) if inside else (found.start, found.end)
    if end - start > _LONGEST_SENTENCE:
        start = max(start, found.start - _LONGEST_SENTENCE // 2)
        end = min(end, start + _LONGEST_SENTENCE)
    return " ".join(text[start:end].split())
