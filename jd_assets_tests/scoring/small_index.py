"""An index over the small library with vectors made by hand."""

from collections.abc import Sequence

import numpy as np

from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.index import RoleIndex
from jd_assets_tests.decision.small_library import LIBRARY


def unit(*degrees: float) -> Floats:
    """A unit vector of the plane for each angle: the cosine of two is that of the angle between them."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def small_index(kra_degrees: Sequence[Sequence[float]] = ((), (), (), ()), rarity: float = 1.0) -> RoleIndex:
    """The four roles with KRAs at these angles, and skills that all have the same rarity."""
    starts = np.cumsum([0, *(len(angles) for angles in kra_degrees)])[:-1]
    angles = [angle for of_role in kra_degrees for angle in of_role]
    return RoleIndex(
        library=LIBRARY,
        embedder=None,  # type: ignore[arg-type]
        kras=tuple(f"KRA at {angle}" for angle in angles),
        kra_vectors=unit(*angles),
        kra_starts=np.asarray(starts, dtype=np.int64),
        aliases=(),
        alias_vectors=unit(),
        rarity=dict.fromkeys(LIBRARY.skills, rarity),
        wording=None,  # type: ignore[arg-type]
    )
