"""The step that proposes the dimensions of a skill, from the library skills that are like it."""

from collections import Counter
from collections.abc import Iterable

from jd_assets.contracts.enrichment import Placed
from jd_assets.enriching.nearest_neighbours import POWER, Neighbours
from jd_assets.enriching.skills_by_type import SkillsByType
from jd_assets.enriching.type_step import Typed
from jd_assets.library.snapshot import Skill

#: Dimensions a skill is proposed for.
DIMENSIONS = 2


def place(typed: Typed | None, neighbours: Neighbours, skills_by_type: SkillsByType) -> Placed | None:
    """Where a new skill would live; None for one that could not be typed.

    Its neighbours of the decided category vote, each by its cosine; then what else the typing relies on; a sub-category
    that the name itself says brings the dimensions that its skills lie in.
    """
    if typed is None:
        return None
    votes = dimension_votes((near, cosine) for near, cosine in neighbours if near.category == typed.category)
    for skills in (typed.like, skills_by_type.of(typed.category, typed.sub_category)):
        for dimension, weight in dimension_votes((skill, 1.0) for skill in skills).items():
            votes[dimension] += weight / len(skills)  # type: ignore[assignment]
    nearest, similarity = neighbours[0] if neighbours else (None, None)
    return Placed(
        dimensions=_first(votes),
        nearest_skill_id=nearest.skill_id if nearest else None,
        similarity=round(similarity, 4) if similarity is not None else None,
    )


def proposed_dimensions(skill: Skill, neighbours: Neighbours) -> list[str]:
    """The dimensions that a library skill without one would be placed in, by its neighbours but itself."""
    return _first(dimension_votes(near for near in neighbours if near[0] is not skill))


def dimension_votes(ballots: Iterable[tuple[Skill, float]]) -> Counter[str]:
    """The weight of each dimension: every skill votes for all of its own, the nearer the heavier."""
    votes: Counter[str] = Counter()
    for skill, similarity in ballots:
        for dimension in skill.dimensions:
            votes[dimension] += similarity**POWER  # type: ignore[assignment]
    return votes


def _first(votes: Counter[str]) -> list[str]:
    return [dimension for dimension, _ in votes.most_common(DIMENSIONS)]
