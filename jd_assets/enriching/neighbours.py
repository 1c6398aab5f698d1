"""The library's skills as new ones are compared with them: by meaning, by words, by spelling and by type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jd_assets.embedding.embedder import Embedder
from jd_assets.enriching.fellows import Fellows
from jd_assets.enriching.head_words import HeadWords
from jd_assets.enriching.spellings import Spellings
from jd_assets.library.snapshot import Library, Skill
from jd_assets.scoring.index import Floats

#: Neighbours that vote; of 1, 5, 10 and 15 the one that types the most library skills right without themselves.
NEIGHBOURS = 10
#: Cosine below which a neighbour has no vote: unrelated skill names of the seed library lie at .1 to .35.
LOWEST = 0.4
#: Rows of one product, so that a batch against an imported taxonomy of 30,000 skills stays within 60 MB.
_ROWS = 512


@dataclass(frozen=True)
class SkillIndex:
    """All library skills, in the order of their ids, with what typing looks up in them; built once a version."""

    skills: tuple[Skill, ...]
    vectors: Floats
    embedder: Embedder

    @cached_property
    def spellings(self) -> Spellings:
        """Their names and aliases."""
        return Spellings.of(self.skills)

    @cached_property
    def heads(self) -> HeadWords:
        """The first and last words of their names."""
        return HeadWords.of(self.skills)

    @cached_property
    def fellows(self) -> Fellows:
        """They by type."""
        return Fellows(self.skills)

    @cached_property
    def by_id(self) -> Mapping[str, Skill]:
        """They by id."""
        return {skill.skill_id: skill for skill in self.skills}

    def nearest(self, names: Sequence[str]) -> list[list[tuple[Skill, float]]]:
        """For each name, its nearest skills from the lowest cosine on, best first; one call embeds all names."""
        if not names:
            return []
        vectors = self.embedder.encode(list(names))
        found: list[list[tuple[Skill, float]]] = []
        for at in range(0, len(vectors), _ROWS):
            similarities = vectors[at : at + _ROWS] @ self.vectors.T
            found.extend(self._best(row) for row in similarities)
        return found

    def _best(self, row: Floats) -> list[tuple[Skill, float]]:
        count = min(NEIGHBOURS, len(row))
        best = np.argpartition(-row, count - 1)[:count] if count else np.zeros(0, dtype=np.int64)
        order = sorted((int(place) for place in best if row[place] >= LOWEST), key=lambda place: (-row[place], place))
        return [(self.skills[place], float(row[place])) for place in order]


def build_skill_index(library: Library, embedder: Embedder) -> SkillIndex:
    """Embed the names of all skills of the library."""
    skills = tuple(library.skills.values())
    return SkillIndex(skills, embedder.encode([skill.name for skill in skills]), embedder)
