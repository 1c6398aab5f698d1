"""What one source says about a skill's type, and what several of them say together."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Literal

from jd_assets.library.snapshot import Skill

Source = Literal[
    "another spelling", "its parts", "name pattern", "head word", "library neighbours", "listed beside", "llm"
]

#: Confidence from which a typing is taken. Typed without themselves, library skills with a confidence of .5 to .6 have
#: the right category in 48 % of cases by their names and in 59 % where postings list them, those of .4 to .5 in 38 %
#: and 44 % (docs/quality.md): below this a typing is more often wrong than right.
FLOOR = 0.5

#: Sources that compare the name with the library's: a shared word makes two names near, so that they agree too often.
_OF_NAMES = frozenset({"head word", "library neighbours"})


@dataclass(frozen=True)
class Opinion:
    """One source's word on a skill's type.

    Attributes:
        source: Who says it.
        category: A category of the library.
        confidence: Share of right categories that the source was measured with in such cases, 0 to 1.
        because: What it relies on, for a person to read.
        like: Library skills of that category that it relies on, nearest first; they decide what the category leaves
            open.
        sub_category: Where the source names it itself.
        skill_nature: Likewise.
    """

    source: Source
    category: str
    confidence: float
    because: str
    like: tuple[Skill, ...] = ()
    sub_category: str | None = None
    skill_nature: str | None = None


@dataclass(frozen=True)
class Agreement:
    """The category that the sources bear out best.

    Attributes:
        category: The category.
        confidence: That it is right, what speaks for other categories included, 0 to 1.
        opinions: The sources that name it, the surest first.
        against: The sources that name another one, the surest first.
    """

    category: str
    confidence: float
    opinions: tuple[Opinion, ...]
    against: tuple[Opinion, ...]


def agreement(opinions: Iterable[Opinion]) -> Agreement | None:
    """The best borne out category, however little that is; None without any opinion.

    The odds of a category are those that one of its independent sources is right; its confidence is their share of the
    odds of all named categories and of 1 for "none of them". A single source keeps its own confidence that way, a
    second one that agrees adds to it and one that disagrees takes from it.
    """
    ordered = sorted(opinions, key=lambda opinion: -opinion.confidence)
    odds = {opinion.category: 0.0 for opinion in ordered}
    for category in odds:
        doubt = _doubt(opinion for opinion in ordered if opinion.category == category)
        odds[category] = (1.0 - doubt) / doubt
    if not odds:
        return None
    category = max(odds, key=lambda each: odds[each])
    return Agreement(
        category,
        round(odds[category] / (1.0 + sum(odds.values())), 4),
        tuple(opinion for opinion in ordered if opinion.category == category),
        tuple(opinion for opinion in ordered if opinion.category != category),
    )


def _doubt(agreeing: Iterable[Opinion]) -> float:
    """That all of them are wrong. Sources that read the same thing, the library's names, count once, by the surest."""
    surest: dict[str, float] = {}
    for opinion in agreeing:
        family = "names" if opinion.source in _OF_NAMES else opinion.source
        surest[family] = max(surest.get(family, 0.0), opinion.confidence)
    return prod(1.0 - confidence for confidence in surest.values())
