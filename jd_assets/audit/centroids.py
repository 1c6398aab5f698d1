"""Whether the centroids are what their ledger makes of them, to the last bit."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

import numpy as np
import psycopg
from numpy.typing import NDArray

from jd_assets.database.queries import sql
from jd_assets.library.centroid_sums import SCALE, fixed_point

#: A role and an embedder: what a centroid is of.
Key = tuple[int, str]

#: Vectors fetched at once: 1,000 of 384 numbers are 1.5 MB.
_FETCHED = 1_000


def centroid_breaches(connection: psycopg.Connection) -> tuple[list[str], list[str]]:
    """Centroids with another n than their ledger, and centroids with another sum or mean.

    Both counts and sums come from the rows of `audit_ledger_vectors`, which are the rows that count.
    """
    counts: dict[Key, int] = defaultdict(int)
    sums: dict[Key, NDArray[np.int64] | None] = {}
    for key, n, total in _ledger(connection):
        counts[key], sums[key] = n, total
    miscounted, mistaken = [], []
    for role_id, embedder, n, total, centroid in connection.execute(sql("audit_centroids")):
        key = (role_id, embedder)
        ledger_n, ledger_total = counts.pop(key, 0), sums.pop(key, None)
        if n != ledger_n:
            miscounted.append(f"role {role_id}, {embedder}: n {n}, {ledger_n} in the ledger")
        if not _is_sum(total, ledger_total) or not _is_mean(centroid, total, n):
            mistaken.append(f"role {role_id}, {embedder}")
    miscounted += [f"role {key[0]}, {key[1]}: no centroid, {n} in the ledger" for key, n in counts.items()]
    return miscounted, mistaken


def _ledger(connection: psycopg.Connection) -> Iterator[tuple[Key, int, NDArray[np.int64] | None]]:
    """Number and sum of each centroid's vectors; no sum where they differ in length."""
    with connection.cursor(name="audit_ledger", binary=True) as cursor:
        cursor.itersize = _FETCHED
        cursor.execute(sql("audit_ledger_vectors"))
        for key, rows in groupby(cursor, key=lambda row: (row[0], row[1])):
            n, total = 0, np.zeros(1, dtype=np.int64)
            mixed = False
            for _, _, vector in rows:
                fixed = fixed_point(vector.to_numpy())
                mixed = mixed or (n > 0 and len(total) != len(fixed))
                total = total if mixed else total + fixed
                n += 1
            yield key, n, None if mixed else total


def _is_sum(stored: list[int], ledger: NDArray[np.int64] | None) -> bool:
    return not any(stored) if ledger is None else np.array_equal(np.asarray(stored, dtype=np.int64), ledger)


def _is_mean(centroid: object, total: list[int], n: int) -> bool:
    """The stored mean is made of the stored sum, rounded to the precision that vectors have in the database."""
    if centroid is None or n <= 0:
        return centroid is None and n == 0
    mean = (np.asarray(total, dtype=np.int64) / SCALE / n).astype(np.float32)
    return np.array_equal(centroid.to_numpy().astype(np.float32), mean)  # type: ignore[attr-defined]
