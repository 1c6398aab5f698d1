"""The library skills nearest in meaning to a new one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jd_assets.embedding.embedder import Embedder
from jd_assets.library.snapshot import Library, Skill
from jd_assets.scoring.index import Floats

#: Neighbours that vote on typing and place.
NEIGHBOURS = 5
#: Cosine below which a neighbour is no neighbour: unrelated skill names of the seed library lie at .1 to .35.
FLOOR = 0.45


@dataclass(frozen=True)
class SkillIndex:
    """All library skills with a vector each, in the order of their ids."""

    skills: tuple[Skill, ...]
    vectors: Floats
    embedder: Embedder

    def nearest(self, names: Sequence[str]) -> list[list[tuple[Skill, float]]]:
        """For each name, its nearest skills above the floor with their cosine, best first."""
        if not names:
            return []
        similarities = self.embedder.encode(list(names)) @ self.vectors.T
        found = []
        for row in similarities:
            order = np.argsort(-row, kind="stable")[:NEIGHBOURS]
            found.append([(self.skills[int(at)], float(row[at])) for at in order if row[at] >= FLOOR])
        return found


def build_skill_index(library: Library, embedder: Embedder) -> SkillIndex:
    """Embed the names of all skills of the library."""
    skills = tuple(library.skills.values())
    return SkillIndex(skills, embedder.encode([skill.name for skill in skills]), embedder)
