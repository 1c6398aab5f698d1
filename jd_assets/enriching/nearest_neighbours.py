"""What the agreement of a name's nearest library skills says."""

import re
from collections.abc import Collection, Sequence

from jd_assets.enriching.category_vote import leanings, vote
from jd_assets.enriching.typing_model import Opinion, scored
from jd_assets.library.snapshot import Skill

Neighbours = Sequence[tuple[Skill, float]]

#: The vote weighs the cosine to this power, so that a near skill counts more than three far ones.
POWER = 4
#: Weight of all categories alike in the vote: that of one neighbour at a cosine of .56.
DOUBT = 0.1


def by_neighbours(neighbours: Neighbours, categories: Collection[str]) -> Opinion | None:
    """The category of the nearest skills; None where none is near."""
    outcome = vote((skill, similarity**POWER) for skill, similarity in neighbours)
    if outcome is None:
        return None
    nearest = ", ".join(f"{skill.name} ({similarity:.2f})" for skill, similarity in neighbours[:3])
    because = f"{len(outcome.voters)} of its {len(neighbours)} nearest skills; the nearest are {nearest}"
    scores = leanings(outcome.weights, categories, DOUBT)
    return scored("library neighbours", outcome.category, scores, categories, because, outcome.voters)


def is_opaque(name: str) -> bool:
    """Whether a name is an acronym or a code, of which the letters say nothing."""
    return re.fullmatch(r"[A-Z0-9&./+-]{1,7}s?", name) is not None
