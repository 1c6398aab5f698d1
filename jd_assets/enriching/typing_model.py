"""What one source says about a skill's type, and what all of them say together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import exp
from typing import Literal

from jd_assets.enriching.typing_fit import TYPING_FIT
from jd_assets.library.snapshot import Skill

OpinionSource = Literal[
    "another spelling",
    "its parts",
    "name pattern",
    "name meaning",
    "library neighbours",
    "listed beside",
    "same sentence",
    "same posting",
    "called",
    "llm",
]


@dataclass(frozen=True)
class Opinion:
    """One source's word on a skill's type.

    Attributes:
        source: Who says it.
        category: A category of the library.
        confidence: That the category is right, if nothing else was known, 0 to 1.
        because: What it relies on, for a person to read.
        like: Library skills of that category that it relies on, nearest first; they decide what the category leaves
            open.
        sub_category: Where the source names it itself.
        skill_nature: Likewise.
        scores: What it says of each category, in the source's own measure, which the fit weighs. Empty for a source
            that says outright what a skill is.
    """

    source: OpinionSource
    category: str
    confidence: float
    because: str
    like: tuple[Skill, ...] = ()
    sub_category: str | None = None
    skill_nature: str | None = None
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Agreement:
    """What the sources say together.

    Attributes:
        category: The likeliest category.
        confidence: That it is right, 0 to 1.
        likely: What the weights give each category, which sums to 1 and is not calibrated.
        opinions: The sources that name the likeliest one themselves, the surest first.
        against: The sources that name another one, the surest first.
    """

    category: str
    confidence: float
    likely: Mapping[str, float]
    opinions: tuple[Opinion, ...]
    against: tuple[Opinion, ...]

    def chance(self, category: str) -> float:
        """That a category is right, 0 to 1."""
        return _measured(self.likely.get(category, 0.0))

    def naming(self, category: str) -> tuple[Opinion, ...]:
        """The sources that name a category, the surest first."""
        return tuple(opinion for opinion in (*self.opinions, *self.against) if opinion.category == category)


def scored(
    source: OpinionSource,
    category: str,
    scores: Mapping[str, float],
    categories: Collection[str],
    because: str,
    like: tuple[Skill, ...] = (),
) -> Opinion:
    """The opinion of a source that scores categories and names one; `categories` are all of the library."""
    alone = _likely([(source, scores)], categories).get(category, 0.0)
    return Opinion(source, category, _measured(alone), because, like, scores=scores)


def agreement(opinions: Iterable[Opinion], categories: Collection[str]) -> Agreement | None:
    """The likeliest category, however unlikely it is; None where no source scores any.

    A multinomial logistic model: the sources' scores are added, each with its fitted weight, so that a second source
    that agrees adds to the confidence and one that disagrees takes from it. Without a source all categories are as
    likely: how many skills of each a library holds says what was imported into it, not what postings ask for.
    """
    ordered = sorted((opinion for opinion in opinions if opinion.scores), key=lambda opinion: -opinion.confidence)
    likely = _likely([(opinion.source, opinion.scores) for opinion in ordered], categories)
    if not ordered or not likely:
        return None
    category = max(likely, key=lambda each: likely[each])
    return Agreement(
        category,
        _measured(likely[category]),
        likely,
        tuple(opinion for opinion in ordered if opinion.category == category),
        tuple(opinion for opinion in ordered if opinion.category != category),
    )


def _likely(said: Iterable[tuple[OpinionSource, Mapping[str, float]]], categories: Collection[str]) -> dict[str, float]:
    weights = TYPING_FIT.weights
    totals = dict.fromkeys(categories, 0.0)
    for source, scores in said:
        for category in totals:
            totals[category] += weights[source] * scores.get(category, 0.0)
    most = max(totals.values(), default=0.0)
    odds = {category: exp(total - most) for category, total in totals.items()}
    whole = sum(odds.values())
    return {category: each / whole for category, each in odds.items()}


def _measured(likely: float) -> float:
    return round(TYPING_FIT.measured(likely), 4)
