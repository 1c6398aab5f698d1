"""The centroids' sums, kept as integers.

Sums are unit vectors times 2**30, rounded, because floating point sums drift when terms are added and taken away again;
2**30 keeps 9 digits, and 2**33 postings fit in a bigint.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import psycopg
from numpy.typing import NDArray
from pgvector import Vector

from jd_assets.database.queries import sql
from jd_assets.embedding.vectors import Floats
from jd_assets.library.centroids.centroid import Centroid

SCALE = 2**30

#: Role id and embedder: vectors of different models never mix.
SumKey = tuple[int, str]


@dataclass
class Sum:
    """How many vectors, and their sum in fixed point; of a change either may be negative."""

    n: int
    total: NDArray[np.int64]

    def __bool__(self) -> bool:
        return self.n != 0 or bool(self.total.any())


class Sums(dict[SumKey, Sum]):
    """Sums by role and embedder."""

    def add(self, key: SumKey, vector: Floats, sign: int = 1) -> None:
        """Add a vector, or take it away."""
        change = Sum(sign, sign * fixed_point(vector))
        held = self.get(key)
        self[key] = change if held is None else Sum(held.n + change.n, held.total + change.total)


def fixed_point(vector: Floats) -> NDArray[np.int64]:
    """A vector as the integers that the sums are made of; the same vector always gives the same integers."""
    return np.rint(vector.astype(np.float64) * SCALE).astype(np.int64)


def read_centroids(connection: psycopg.Connection, embedder: str) -> dict[int, Centroid]:
    """The centroid sums of one embedder, by role id."""
    rows = connection.cursor(binary=True).execute(sql("centroid_all"), {"embedder": embedder})
    return {role_id: Centroid(n, (np.asarray(total) / SCALE).astype(np.float32)) for role_id, n, total in rows}


def move_sums(connection: psycopg.Connection, changes: Mapping[SumKey, Sum]) -> None:
    """Add changes to the stored sums."""
    changes = {key: change for key, change in changes.items() if change}
    if not changes:
        return
    keys = {"role_ids": [role_id for role_id, _ in changes], "embedders": [embedder for _, embedder in changes]}
    held = {
        (role_id, embedder): Sum(n, np.asarray(total, dtype=np.int64))
        for role_id, embedder, n, total in connection.cursor(binary=True).execute(sql("centroid_sums"), keys)
    }
    moved = {}
    for key, change in changes.items():
        before = held.get(key)
        moved[key] = Sum(before.n + change.n, before.total + change.total) if before else change
    put_sums(connection, moved.items())


def put_sums(connection: psycopg.Connection, sums: Iterable[tuple[SumKey, Sum]]) -> None:
    """Store sums as they are."""
    rows = [
        {
            "role_id": role_id,
            "embedder": embedder,
            "n": held.n,
            "total": held.total.tolist(),
            "centroid": Vector(held.total / SCALE / held.n).to_text() if held.n else None,
        }
        for (role_id, embedder), held in sorted(sums, key=lambda item: item[0])
    ]
    connection.execute(sql("centroid_put"), {"rows": json.dumps(rows)})
