"""What the library skills that a new skill stands with say of its category: in its list, its sentence, its posting."""

from collections.abc import Collection, Iterable, Mapping

from jd_assets.enriching.category_vote import leanings, vote
from jd_assets.enriching.surroundings import Surroundings
from jd_assets.enriching.typing_model import Opinion, OpinionSource, scored
from jd_assets.library.snapshot import Skill

#: Weight of all categories alike in each vote, where the next skill of a list or sentence weighs 1 and each one of the
#: posting 1: a list needs little to speak, a posting is about many things.
DOUBT: Mapping[OpinionSource, float] = {"listed beside": 0.5, "same sentence": 0.5, "same posting": 3.0}
#: Skills named to a reader.
_NAMED = 3


def by_cooccurrence(surroundings: Surroundings, categories: Collection[str]) -> list[Opinion]:
    """The opinion of each circle that library skills stand in.

    The posting has no part in what is left open: its other skills are of the posting's kind, not of the skill's.
    """
    posting = ((skill, 1.0) for skill in surroundings.near)
    found = (
        _opinion("listed beside", "skills that it is listed with", surroundings.beside, categories),
        _opinion("same sentence", "skills of its sentence", surroundings.same_sentence, categories),
        _opinion("same posting", "skills of its posting", posting, categories, relied_on=False),
    )
    return [opinion for opinion in found if opinion]


def _opinion(
    source: OpinionSource,
    whose: str,
    ballots: Iterable[tuple[Skill, float]],
    categories: Collection[str],
    relied_on: bool = True,
) -> Opinion | None:
    cast = list(ballots)
    outcome = vote(cast)
    if outcome is None:
        return None
    names = ", ".join(skill.name for skill in outcome.voters[:_NAMED])
    because = f"{len(outcome.voters)} of {len(cast)} {whose}, among them {names}"
    scores = leanings(outcome.weights, categories, DOUBT[source])
    return scored(source, outcome.category, scores, categories, because, outcome.voters if relied_on else ())
