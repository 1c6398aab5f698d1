"""The library's skills as new ones are compared with them: by meaning, by spelling and by type."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from jd_assets.embedding.embedder import Embedder
from jd_assets.embedding.vectors import Floats
from jd_assets.enriching.name_meaning import Examples, NameMeaning, fit_name_meaning
from jd_assets.enriching.nearest_neighbours import Neighbours
from jd_assets.enriching.skills_by_type import SkillsByType
from jd_assets.enriching.spellings import Spellings
from jd_assets.library.snapshot import Library, Skill

#: Neighbours that vote; of 1, 5, 10 and 15 the one that types the most library skills right without themselves.
NEIGHBOURS = 10
#: Cosine below which a neighbour has no vote: unrelated skill names of the seed library lie at .1 to .35.
LOWEST = 0.4
#: Rows of one product, so that a batch against an imported taxonomy of 30,000 skills stays within 60 MB.
_ROWS = 512


@dataclass(frozen=True)
class NameReading:
    """What a name or another phrase reads like.

    Attributes:
        neighbours: The library skills that are nearest in meaning, best first.
        meaning: The score of each category by what its names mean; empty where the phrase was not read.
    """

    neighbours: Neighbours = ()
    meaning: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class SkillIndex:
    """All library skills, in the order of their ids, with what typing looks up in them; built once a version."""

    skills: tuple[Skill, ...]
    vectors: Floats
    meaning: NameMeaning
    embedder: Embedder

    @cached_property
    def spellings(self) -> Spellings:
        """Their names and aliases."""
        return Spellings.of(self.skills)

    @cached_property
    def skills_by_type(self) -> SkillsByType:
        """They by type."""
        return SkillsByType(self.skills)

    @cached_property
    def by_id(self) -> Mapping[str, Skill]:
        """They by id."""
        return {skill.skill_id: skill for skill in self.skills}

    def read(self, phrases: Iterable[str]) -> dict[str, NameReading]:
        """The reading of each phrase, its neighbours from the lowest cosine on; one call embeds all."""
        ordered = sorted(set(phrases))
        if not ordered:
            return {}
        vectors = self.embedder.encode(ordered)
        return {
            phrase: NameReading(neighbours, scores)
            for phrase, neighbours, scores in zip(
                ordered, self._nearest(vectors), self.meaning.scores(vectors), strict=True
            )
        }

    def _nearest(self, vectors: Floats) -> Iterator[Neighbours]:
        for at in range(0, len(vectors), _ROWS):
            for row in vectors[at : at + _ROWS] @ self.vectors.T:
                yield self._best(row)

    def _best(self, row: Floats) -> Neighbours:
        count = min(NEIGHBOURS, len(row))
        best = np.argpartition(-row, count - 1)[:count] if count else np.zeros(0, dtype=np.int64)
        order = sorted((int(place) for place in best if row[place] >= LOWEST), key=lambda place: (-row[place], place))
        return [(self.skills[place], float(row[place])) for place in order]


def build_skill_index(library: Library, embedder: Embedder) -> SkillIndex:
    """Embed the names of all skills, categories and sub-categories of the library, and fit what names mean."""
    skills = tuple(library.skills.values())
    examples = examples_of(skills, embedder)
    return SkillIndex(skills, examples.names, fit_name_meaning(examples), embedder)


def examples_of(skills: Sequence[Skill], embedder: Embedder) -> Examples:
    """The names of the skills, of their categories and of their sub-categories, each with its category."""
    types = sorted({(skill.category, skill.sub_category) for skill in skills})
    labels = [*((label, category) for category, label in types), *((each, each) for each in dict(types))]
    return Examples(
        embedder.encode([skill.name for skill in skills]),
        [skill.category for skill in skills],
        embedder.encode([label for label, _ in labels]),
        [category for _, category in labels],
    )
