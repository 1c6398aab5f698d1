"""What the agreement of a name's nearest library skills is worth."""

import re
from collections.abc import Sequence

from jd_assets.enriching.opinion import Opinion
from jd_assets.enriching.votes import Table, step, vote
from jd_assets.library.snapshot import Skill

Neighbours = Sequence[tuple[Skill, float]]

#: The vote weighs the cosine to this power, so that a near skill counts more than three far ones.
POWER = 4

# Share of library skills that their neighbours type right without themselves, by the share of the vote; measured on the
# 4,250 skills of the seed library. Agreement tells more than the cosine: names that are one word or an acronym lie near
# whatever is spelled alike ("SCMS" is .72 from SCORM), so that phrases have a table of their own.
_PHRASE_NEAR: Table = ((0.8, 0.91), (0.6, 0.75), (0.4, 0.54), (0.0, 0.42))
_PHRASE_FAR: Table = ((0.8, 0.75), (0.6, 0.65), (0.4, 0.45), (0.0, 0.27))
_WORD_NEAR: Table = ((0.8, 0.9), (0.6, 0.7), (0.4, 0.4), (0.0, 0.2))
_WORD_FAR: Table = ((0.8, 0.6), (0.6, 0.6), (0.4, 0.35), (0.0, 0.15))
#: Cosine of the nearest skill that parts the tables.
_NEAR = 0.6


def by_neighbours(name: str, neighbours: Neighbours) -> Opinion | None:
    """The category of the nearest skills, as sure as they agree; None where none is near."""
    outcome = vote((skill, similarity**POWER) for skill, similarity in neighbours)
    if outcome is None:
        return None
    near = neighbours[0][1] >= _NEAR
    phrase = " " in name.strip()
    table = (_PHRASE_NEAR if near else _PHRASE_FAR) if phrase else (_WORD_NEAR if near else _WORD_FAR)
    nearest = ", ".join(f"{skill.name} ({similarity:.2f})" for skill, similarity in neighbours[:3])
    because = f"{len(outcome.voters)} of its {len(neighbours)} nearest skills; the nearest are {nearest}"
    return Opinion("library neighbours", outcome.category, step(outcome.share, table), because, outcome.voters)


def is_opaque(name: str) -> bool:
    """Whether a name is an acronym or a code, of which the letters say nothing."""
    return re.fullmatch(r"[A-Z0-9&./+-]{1,7}s?", name) is not None
