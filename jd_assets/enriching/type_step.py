"""The step that types a new skill: every source says what it knows, and the best borne out category is taken."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jd_assets.enriching.cooccurrence import by_cooccurrence
from jd_assets.enriching.name_meaning import by_hypernym, by_meaning
from jd_assets.enriching.name_patterns import by_name_pattern
from jd_assets.enriching.nearest_neighbours import by_neighbours
from jd_assets.enriching.neighbours import NameReading
from jd_assets.enriching.skills_by_type import SkillsByType
from jd_assets.enriching.surroundings import Surroundings
from jd_assets.enriching.typing_model import Agreement, Opinion
from jd_assets.library.snapshot import Skill

#: Confidence from which a typing is taken. Of new names judged by eye 58 % had a fitting category with a confidence of
#: .425 to .5, and of those with .35 to .425 that are skills at all as many; with this floor one in seven ends with the
#: default, and five in seven of the others are right (docs/quality.md).
FLOOR = 0.35
#: Confidence of what a certain spelling or the parts of a name say: as sure as the library's own typing, but for the
#: chance that two skills share a spelling key.
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
    name: str, reading: NameReading, surroundings: Surroundings, hypernym: NameReading, categories: Collection[str]
) -> list[Opinion]:
    """What the name, its neighbours, its company and its sentence say."""
    said = [
        by_name_pattern(name, categories),
        by_meaning(reading.meaning, categories),
        by_neighbours(reading.neighbours, categories),
        by_hypernym(surroundings.hypernym, hypernym.meaning, hypernym.neighbours, categories),
    ]
    return [*(opinion for opinion in said if opinion), *by_cooccurrence(surroundings, categories)]


def typed_by(best: Agreement | None, skills_by_type: SkillsByType) -> Typed | None:
    """The typing that the sources bear out; None where they bear out none well enough."""
    if best is None or best.confidence < FLOOR:
        return None
    return _filled(best.category, best.confidence, best.opinions, skills_by_type)


def typed_as(said: Opinion, best: Agreement | None, skills_by_type: SkillsByType) -> Typed:
    """The typing that is said outright, by the LLM or by a known name, with the sources that say the same."""
    chance = best.chance(said.category) if best else 0.0
    confidence = round(1.0 - (1.0 - said.confidence) * (1.0 - chance), 4)
    return _filled(said.category, confidence, (said, *(best.naming(said.category) if best else ())), skills_by_type)


def _filled(category: str, confidence: float, opinions: tuple[Opinion, ...], skills_by_type: SkillsByType) -> Typed:
    like = [skill for opinion in opinions for skill in opinion.like] or skills_by_type.of(category)
    named = next((opinion.sub_category for opinion in opinions if opinion.sub_category), None)
    sub_category, share = (named, 1.0) if named else _commonest([skill.sub_category for skill in like])
    within = [skill for skill in like if skill.sub_category == sub_category] or skills_by_type.of(
        category, sub_category
    )
    given = next((opinion.skill_nature for opinion in opinions if opinion.skill_nature), None)
    nature, nature_share = (given, 1.0) if given else _commonest([skill.skill_nature for skill in within or like])
    return Typed(
        category=category,
        sub_category=sub_category,
        skill_nature=nature,
        confidence=confidence,
        sub_category_confidence=round(confidence * share, 4),
        skill_nature_confidence=round(confidence * nature_share, 4),
        opinions=opinions,
    )


def _commonest(values: Sequence[str]) -> tuple[str, float]:
    value, count = Counter(values).most_common(1)[0]
    return value, count / len(values)
