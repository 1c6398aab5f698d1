"""A version of the library made ready for scoring: matrices over all roles, built once a process and version."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jd_assets.embedding.embedder import Embedder
from jd_assets.library.snapshot import Alias, Library, Role
from jd_assets.scoring.wording import RoleWording

Floats = NDArray[np.float32]


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
