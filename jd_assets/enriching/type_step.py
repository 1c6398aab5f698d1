"""The step that types a new skill: every source says what it knows, and the best borne out category is taken."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.enriching.fellows import Fellows
from jd_assets.enriching.head_words import HeadWords
from jd_assets.enriching.listed_beside import Surroundings, by_company
from jd_assets.enriching.name_patterns import by_name_pattern
from jd_assets.enriching.neighbour_vote import Neighbours, by_neighbours
from jd_assets.enriching.opinion import FLOOR, Agreement, Opinion, agreement
from jd_assets.library.snapshot import Skill

#: Confidence of what a certain spelling or the parts of a name say: as sure as the library's own typing, but for the
#: chance that two skills share a squeezed spelling.
CERTAIN = 0.95


@dataclass(frozen=True)
class Typed:
    """A typing that was taken, with the sources of the category.

    `confidence` is that of the category; those of the two others are shares of the skills that the sources rely on.
    """

    category: str
    sub_category: str
    skill_nature: str
    confidence: float
    sub_category_confidence: float
    skill_nature_confidence: float
    opinions: tuple[Opinion, ...]

    @property
    def source(self) -> str:
        """The sources, the surest first."""
        return " + ".join(dict.fromkeys(opinion.source for opinion in self.opinions))

    @property
    def like(self) -> tuple[Skill, ...]:
        """Library skills of the category that the sources rely on, without repetition."""
        return tuple({skill.skill_id: skill for opinion in self.opinions for skill in opinion.like}.values())


def opinions_on(
    name: str, neighbours: Neighbours, surroundings: Surroundings, heads: HeadWords, besides: str | None = None
) -> list[Opinion]:
    """What the name, its neighbours and its company say; `besides` is a skill_id whose word does not count."""
    said = [by_name_pattern(name), *heads.opinions(name, besides), by_neighbours(name, neighbours)]
    return [opinion for opinion in (*said, by_company(surroundings)) if opinion]


def typed_by(opinions: Sequence[Opinion], fellows: Fellows) -> Typed | None:
    """The typing that the opinions bear out; None where they bear out none well enough."""
    best = agreement(opinions)
    return _filled(best, fellows) if best and best.confidence >= FLOOR else None


def typed_as(answer: Opinion, opinions: Sequence[Opinion], fellows: Fellows) -> Typed | None:
    """The typing that the LLM names, with those of the sources that name the same category."""
    return typed_by([answer, *(opinion for opinion in opinions if opinion.category == answer.category)], fellows)


def _filled(best: Agreement, fellows: Fellows) -> Typed:
    like = [skill for opinion in best.opinions for skill in opinion.like] or fellows.of(best.category)
    named = next((opinion.sub_category for opinion in best.opinions if opinion.sub_category), None)
    sub_category, share = (named, 1.0) if named else _commonest([skill.sub_category for skill in like])
    within = [skill for skill in like if skill.sub_category == sub_category] or fellows.of(best.category, sub_category)
    given = next((opinion.skill_nature for opinion in best.opinions if opinion.skill_nature), None)
    nature, nature_share = (given, 1.0) if given else _commonest([skill.skill_nature for skill in within or like])
    return Typed(
        category=best.category,
        sub_category=sub_category,
        skill_nature=nature,
        confidence=best.confidence,
        sub_category_confidence=round(best.confidence * share, 4),
        skill_nature_confidence=round(best.confidence * nature_share, 4),
        opinions=best.opinions,
    )


def _commonest(values: Sequence[str]) -> tuple[str, float]:
    value, count = Counter(values).most_common(1)[0]
    return value, count / len(values)
