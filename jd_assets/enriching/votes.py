"""A vote of library skills on a category."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jd_assets.library.snapshot import Skill

#: Pairs of bound and figure in falling order of the bounds.
Table = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Vote:
    """The outcome: the category, its share of the weights, and the skills that voted for it, heaviest first."""

    category: str
    share: float
    voters: tuple[Skill, ...]


def vote(ballots: Iterable[tuple[Skill, float]]) -> Vote | None:
    """The category with the most weight; of equals the one that was named first. None without ballots."""
    cast = list(ballots)
    weights: Counter[str] = Counter()
    for skill, weight in cast:
        weights[skill.category] += weight  # type: ignore[assignment]
    if not weights:
        return None
    category, most = weights.most_common(1)[0]
    voters = sorted((ballot for ballot in cast if ballot[0].category == category), key=lambda ballot: -ballot[1])
    return Vote(category, most / weights.total(), tuple(skill for skill, _ in voters))


def step(value: float, table: Table) -> float:
    """The figure of the highest bound that the value reaches, 0 below all of them."""
    return next((figure for bound, figure in table if value >= bound), 0.0)
