"""A version of the library made ready for scoring: matrices over all roles, built once a process and version."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from jd_assets.embedding.embedder import Embedder
from jd_assets.embedding.vectors import Floats
from jd_assets.library.snapshot import Alias, Library, Role
from jd_assets.library.vocabulary import entry_hash, skill_entries, vocabulary_fingerprint
from jd_assets.scoring.evidence_model import EvidenceModel, add_of_folds, as_score, packaged_model
from jd_assets.scoring.occupations import HeldTitle, job_nouns_of, titles_by_noun
from jd_assets.scoring.prior import role_prior
from jd_assets.scoring.tfidf import RoleWording


@dataclass(frozen=True)
class RoleIndex:
    """Roles in the order of their ids, with the rows of each matrix that belong to them.

    Attributes:
        library: The library version this was built from.
        embedder: The encoder whose vectors the matrices hold.
        kras: All KRA texts, role after role.
        kra_vectors: One unit vector a KRA, shape (KRAs, dimensions).
        kra_starts: First row of each role in `kra_vectors`, shape (roles,).
        aliases: All aliases with their role's position.
        alias_vectors: One unit vector an alias.
        rarity: Weight of a skill by how few roles ask it.
        wording: The words of the roles.
    """

    library: Library
    embedder: Embedder
    kras: tuple[str, ...]
    kra_vectors: Floats
    kra_starts: NDArray[np.int64]
    aliases: tuple[tuple[int, Alias], ...]
    alias_vectors: Floats
    rarity: Mapping[str, float]
    wording: RoleWording

    @cached_property
    def alias_texts(self) -> list[str]:
        """The normalised aliases, in the order of `aliases`."""
        return [alias.normalised for _, alias in self.aliases]

    @cached_property
    def kras_by_role(self) -> list[Floats]:
        """The rows of `kra_vectors` that belong to each role."""
        return np.split(self.kra_vectors, self.kra_starts[1:]) if len(self.kra_starts) else []

    def kras_of(self, position: int) -> Floats:
        """The vectors of one role's KRAs, in their order."""
        return self.kras_by_role[position]

    @cached_property
    def skill_columns(self) -> Mapping[str, int]:
        """A column for each skill that a role asks."""
        return {skill: column for column, skill in enumerate(self.rarity)}

    @cached_property
    def skill_weights(self) -> csr_matrix:
        """Weight of each skill in each role, 1..3, shape (skills, roles)."""
        columns = self.skill_columns
        cells = [
            (columns[skill], position, weight)
            for position, role in enumerate(self.roles)
            for skill, weight in role.skills.items()
            if skill in columns
        ]
        skills, positions, weights = zip(*cells, strict=True) if cells else ((), (), ())
        shape = (len(columns), len(self.roles))
        return csr_matrix((np.asarray(weights, dtype=np.float64), (skills, positions)), shape=shape)

    @cached_property
    def vocabulary(self) -> str:
        """Fingerprint of the skills that postings are searched for."""
        return vocabulary_fingerprint([entry_hash(entry) for entry in skill_entries(self.library)])

    @cached_property
    def position_of(self) -> Mapping[int, int]:
        """Position of each role id."""
        return {role.role_id: position for position, role in enumerate(self.roles)}

    @cached_property
    def role_by_id(self) -> Mapping[int, Role]:
        """The roles by id."""
        return {role.role_id: role for role in self.roles}

    @cached_property
    def holders_of_noun(self) -> Mapping[str, NDArray[np.bool_]]:
        """For each noun that tells a work, which roles have it in a name, shape (roles,)."""
        nouns = [job_nouns_of(role) for role in self.roles]
        every = sorted(frozenset().union(*nouns))
        return {noun: np.array([noun in own for own in nouns], dtype=np.bool_) for noun in every}

    @cached_property
    def _taught(self) -> list[EvidenceModel]:
        return [EvidenceModel.from_bytes(archive) for archive in self.library.evidence_model]

    def evidence_scores(self, terms: csr_matrix, run_ids: Sequence[str]) -> Floats:
        """What the evidence model says for (1) or against (-1) each role, shape (postings, roles).

        The package's model and, where the library's postings taught one, that of the posting's fold on top of it.

        Args:
            terms: What `term_counts` gives for the postings.
            run_ids: The postings.
        """
        slugs = [role.slug for role in self.roles]
        odds = packaged_model().log_odds(terms, slugs)
        add_of_folds(odds, self._taught, terms, run_ids, slugs)
        return as_score(odds)

    @cached_property
    def occupation_titles(self) -> Mapping[str, Sequence[HeldTitle]]:
        """By each noun that tells a work, the titles with it of the occupations that are called by it."""
        return titles_by_noun(self.roles)

    @cached_property
    def prior(self) -> Floats:
        """How common postings of each role are, 0..1, before anything is read, shape (roles,)."""
        return role_prior([role.slug for role in self.roles])

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles; a position in this tuple is a column of every score matrix."""
        return self.library.roles


def build_index(library: Library, embedder: Embedder) -> RoleIndex:
    """Embed every KRA and alias of the library and weigh its skills."""
    kras = tuple(kra for role in library.roles for kra in role.kras)
    starts = np.cumsum([0, *(len(role.kras) for role in library.roles)])[:-1]
    aliases = tuple((position, alias) for position, role in enumerate(library.roles) for alias in role.aliases)
    return RoleIndex(
        library=library,
        embedder=embedder,
        kras=kras,
        kra_vectors=embedder.encode(kras),
        kra_starts=np.asarray(starts, dtype=np.int64),
        aliases=aliases,
        alias_vectors=embedder.encode([alias.normalised for _, alias in aliases]),
        rarity=_rarity(library),
        wording=RoleWording(library.roles),
    )


def _rarity(library: Library) -> dict[str, float]:
    """Inverse role frequency, log((1 + R) / (1 + r)): a skill that every role asks says nothing (Spärck Jones 1972)."""
    asked = Counter(skill for role in library.roles for skill in role.skills)
    return {skill: math.log((1 + len(library.roles)) / (1 + count)) for skill, count in asked.items()}
