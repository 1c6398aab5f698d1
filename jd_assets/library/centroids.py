"""The centroid ledger: each posting counted exactly once, for the role it is decided to be now.

The ledger has one row a posting. A batch replaces its postings' rows and adds the difference to the sums of the roles
touched, in one transaction under one lock. Sums are integers (unit vectors times 2**30, rounded), because floating
point sums drift when terms are added and taken away again; 2**30 keeps 9 digits, and 2**33 postings fit in a bigint.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import psycopg
from numpy.typing import NDArray
from pgvector import Vector

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.scoring.centroid import Centroid

Floats = NDArray[np.float32]

SCALE = 2**30


@dataclass(frozen=True)
class Member:
    """A posting that counts for a role."""

    run_id: str
    role_id: int
    vector: Floats


def apply_members(connect: Connect, embedder: str, run_ids: Sequence[str], members: Sequence[Member]) -> dict[int, int]:
    """Make the ledger say of `run_ids` exactly what `members` say, and return n of every role touched.

    A run_id without a member is taken out of the ledger. Doing it again changes nothing.
    """
    with connect() as connection:
        connection.execute(sql("centroid_lock"))
        wanted = {member.run_id: member for member in members}
        before = {
            run_id: (role_id, old_embedder, vector.to_numpy().astype(np.float32))
            for run_id, role_id, old_embedder, vector in connection.execute(
                sql("centroid_members_of_runs"), {"run_ids": sorted(run_ids)}
            )
        }
        counts: dict[tuple[int, str], int] = defaultdict(int)
        sums: dict[tuple[int, str], NDArray[np.int64]] = {}
        for role_id, old_embedder, vector in before.values():
            _add(counts, sums, (role_id, old_embedder), vector, -1)
        for member in wanted.values():
            _add(counts, sums, (member.role_id, embedder), member.vector, 1)
        connection.execute(sql("centroid_members_delete"), {"run_ids": sorted(set(before) - set(wanted))})
        with connection.cursor() as cursor:
            cursor.executemany(
                sql("centroid_member_upsert"),
                [
                    {"run_id": m.run_id, "role_id": m.role_id, "embedder": embedder, "vector": Vector(m.vector)}
                    for m in sorted(wanted.values(), key=lambda item: item.run_id)
                ],
            )
        for key in sorted(sums):
            _move_centroid(connection, key, counts[key], sums[key])
        touched = sorted({member.role_id for member in members})
        rows = connection.execute(sql("centroid_counts"), {"role_ids": touched, "embedder": embedder}).fetchall()
    return dict(rows)


def read_centroids(connection: psycopg.Connection, embedder: str) -> dict[int, Centroid]:
    """The centroid sums of one embedder, by role id."""
    rows = connection.execute(sql("centroid_all"), {"embedder": embedder}).fetchall()
    return {role_id: Centroid(n, (np.asarray(total) / SCALE).astype(np.float32)) for role_id, n, total in rows}


def read_members(
    connection: psycopg.Connection, embedder: str, run_ids: Sequence[str]
) -> Mapping[str, tuple[int, Floats]]:
    """Role and vector that each of the runs is counted with now."""
    rows = connection.execute(sql("centroid_members_of_runs"), {"run_ids": sorted(run_ids)}).fetchall()
    return {
        run_id: (role_id, vector.to_numpy().astype(np.float32))
        for run_id, role_id, held_embedder, vector in rows
        if held_embedder == embedder
    }


def fixed_point(vector: Floats) -> NDArray[np.int64]:
    """A vector as the integers that the sums are made of; the same vector always gives the same integers."""
    return np.rint(vector.astype(np.float64) * SCALE).astype(np.int64)


def _add(
    counts: dict[tuple[int, str], int],
    sums: dict[tuple[int, str], NDArray[np.int64]],
    key: tuple[int, str],
    vector: Floats,
    sign: int,
) -> None:
    counts[key] += sign
    sums[key] = sums.get(key, np.zeros(len(vector), dtype=np.int64)) + sign * fixed_point(vector)


def _move_centroid(connection: psycopg.Connection, key: tuple[int, str], count: int, change: NDArray[np.int64]) -> None:
    role_id, embedder = key
    row = connection.execute(sql("centroid_one"), {"role_id": role_id, "embedder": embedder}).fetchone()
    n, total = (row[0], np.asarray(row[1], dtype=np.int64)) if row else (0, np.zeros(len(change), dtype=np.int64))
    n, total = n + count, total + change
    connection.execute(
        sql("centroid_upsert"),
        {
            "role_id": role_id,
            "embedder": embedder,
            "n": n,
            "total": total.tolist(),
            "centroid": Vector(total / SCALE / n) if n else None,
        },
    )
