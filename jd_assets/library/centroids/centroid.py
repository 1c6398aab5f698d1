"""What the ledger knows of one role: how many postings count for it, and their sum."""

from dataclasses import dataclass

from jd_assets.embedding.vectors import Floats


@dataclass(frozen=True)
class Centroid:
    """The sum of the unit vectors counted for a role, and how many they are."""

    n: int
    total: Floats
