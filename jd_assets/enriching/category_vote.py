"""A vote of library skills on a category."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log

from jd_assets.library.snapshot import Skill


@dataclass(frozen=True)
class Vote:
    """The outcome: the category, the weight of each, and the skills that voted for the first, heaviest first."""

    category: str
    weights: Mapping[str, float]
    voters: tuple[Skill, ...]


def vote(ballots: Iterable[tuple[Skill, float]]) -> Vote | None:
    """The category with the most weight; of equals the one that was named first. None without ballots."""
    cast = list(ballots)
    weights: Counter[str] = Counter()
    for skill, weight in cast:
        weights[skill.category] += weight  # type: ignore[assignment]
    if not weights:
        return None
    category, _ = weights.most_common(1)[0]
    voters = sorted((ballot for ballot in cast if ballot[0].category == category), key=lambda ballot: -ballot[1])
    return Vote(category, weights, tuple(skill for skill, _ in voters))


def leanings(weights: Mapping[str, float], categories: Collection[str], doubt: float) -> dict[str, float]:
    """The logarithm of how much likelier each category is after a vote than before it, when all were as likely.

    Args:
        weights: The vote.
        categories: All categories.
        doubt: Weight of a vote for all of them alike that is added: the less was cast, the less is said by it.
    """
    each = doubt / len(categories)
    even = (sum(weights.values()) + doubt) / len(categories)
    return {category: log((weights.get(category, 0.0) + each) / even) for category in categories}
