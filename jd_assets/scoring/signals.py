"""The signals of a batch of postings side by side, and the ranking that they make together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jd_assets.contracts.role_scoring import AliasMatch, RankedRole
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.centroid import neutral
from jd_assets.scoring.combine import Weights, rank_roles
from jd_assets.scoring.index import RoleIndex


@dataclass(frozen=True)
class Signals:
    """What each signal says of each posting; matrices have the shape (postings, roles).

    Attributes:
        aliases: The roles that the titles of each posting are like.
        kra: KRA scores.
        skill: Skill scores.
        wording: Wording scores.
        centroid: Centroid scores, 0 where a role's centroid does not speak.
        evidence_model: What confirmed postings say for (1) or against (-1) each role, 0 where they say nothing.
        given_titles: The title that each posting came with, None where it was looked for in the text.
    """

    aliases: Sequence[Sequence[AliasMatch]]
    kra: Floats
    skill: Floats
    wording: Floats
    centroid: Floats
    evidence_model: Floats
    given_titles: Sequence[str | None] = ()

    def ranked(self, index: RoleIndex, weights: Weights) -> list[list[RankedRole]]:
        """The best roles of each posting."""
        alias = np.zeros_like(self.kra)
        for row, matches in enumerate(self.aliases):
            for match in matches:
                alias[row, index.position_of[match.role_id]] = match.score
        scores = {"alias": alias, "kra": self.kra, "skill": self.skill, "wording": self.wording}
        prior = np.broadcast_to(index.prior, self.kra.shape)
        scores |= {"prior": prior, "centroid": neutral(self.centroid), "evidence_model": self.evidence_model}
        return rank_roles(scores, index, weights, self.given_titles)
