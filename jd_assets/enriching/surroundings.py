"""The surroundings of a skill in its posting: its sentence, what that calls it, and the library skills around it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.enriching.hypernyms import hypernym
from jd_assets.enriching.mention_order import MentionOrder, Weighted
from jd_assets.library.snapshot import Skill

#: Characters of a sentence that are kept: postings without punctuation have sentences of pages.
_LONGEST_SENTENCE = 400


@dataclass(frozen=True)
class Surroundings:
    """Where a skill stands.

    Attributes:
        sentence: The first sentence that names it.
        hypernym: What that sentence calls it: the "BI tools" of "BI tools such as Quorvex"; empty where it is not said.
        beside: Library skills of the same enumerations, each with its weight: the nearer in the list the heavier.
        same_sentence: Library skills of the same sentences, likewise.
        near: Library skills of the posting, the nearest in the text first.
    """

    sentence: str = ""
    hypernym: str = ""
    beside: Weighted = ()
    same_sentence: Weighted = ()
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
    order = MentionOrder(text, spans, skills, library)
    starts = [span.start for span in spans]
    return {
        number: Surroundings(
            *_said(text, spans, starts, skills[number]),
            beside=order.beside(number),
            same_sentence=order.same_sentence(number),
            near=tuple(_near(number, skills, library)),
        )
        for number in asked
    }


def _near(number: int, skills: Sequence[FinalSkill], library: Mapping[str, Skill]) -> list[Skill]:
    own = [found.start for found in skills[number].evidence]
    distances = [
        (min((abs(found.start - start) for found in skill.evidence for start in own), default=len(skills)), place)
        for place, skill in enumerate(skills)
        if place != number and skill.skill_id in library and not skill.negated
    ]
    return [library[skills[place].skill_id or ""] for _, place in sorted(distances)]


def _said(text: str, spans: Sequence[Span], starts: Sequence[int], skill: FinalSkill) -> tuple[str, str]:
    """The first sentence, and what it calls the skill."""
    if not skill.evidence:
        return "", ""
    found = skill.evidence[0]
    place = bisect_right(starts, found.start) - 1
    inside = place >= 0 and found.start < spans[place].end
    start, end = (spans[place].start, spans[place].end) if inside else (found.start, found.end)
    if end - start > _LONGEST_SENTENCE:
        start = max(start, found.start - _LONGEST_SENTENCE // 2)
        end = min(end, start + _LONGEST_SENTENCE)
    sentence = text[start:end]
    return " ".join(sentence.split()), hypernym(sentence, found.start - start, found.end - start)
