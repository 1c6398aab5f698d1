"""Holds the ledger against what it is made from, all of it: for the audit, not for every run.

A batch adds differences and looks only at what it touches; here everything is computed from scratch. Postings that
somebody deletes by hand leave the ledger with them and stay in the sums: `recount` mends that.
"""

from collections.abc import Mapping

import numpy as np
import psycopg
from pgvector import Vector

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.centroids.counting import NO_CAP, Entry, left_out
from jd_assets.library.centroids.sums import SCALE, Sum, SumKey, Sums, put_sums
from jd_assets.library.locks import lock_centroids
from jd_assets.library.reposts.grouping import groups_of
from jd_assets.library.reposts.signature import Signature

#: Rows fetched at once: vectors of a whole ledger would not fit in memory.
ROWS = 5_000


def miscounted(connection: psycopg.Connection) -> list[tuple[int, str, int, int]]:
    """Centroids whose n is not the number of their rows that count: role id, embedder, n, number of rows."""
    return connection.execute(sql("centroid_miscounted")).fetchall()


def wrong_sums(connection: psycopg.Connection) -> list[SumKey]:
    """Centroids whose sum is not that of the vectors that count, or whose mean is not that of their sum."""
    exact, mixed = _exact_sums(connection)
    held = _held_sums(connection)
    wrong = {key for key in exact.keys() | held.keys() if not _same(exact.get(key), held.get(key))}
    return sorted(wrong | mixed | _wrong_means(connection, held))


def wrong_groups(connection: psycopg.Connection) -> dict[str, tuple[str, str]]:
    """Postings that are in another group of reposts than their texts say: by run_id, the stored group and the right."""
    right = _exact_groups(connection)
    stored: dict[str, str] = dict(connection.execute(sql("repost_groups")).fetchall())
    return {run_id: (stored[run_id], group) for run_id, group in right.items() if stored[run_id] != group}


def wrongly_counted(connection: psycopg.Connection) -> list[str]:
    """Postings that count and should not, or should and do not, given the groups as they are stored."""
    entries = _entries(connection)
    out = left_out(entries, _cap(connection))
    return sorted(entry.run_id for entry in entries if entry.counted == (entry.run_id in out))


def recount(connect: Connect) -> None:
    """Make groups, standing and sums anew from the stored signatures, decisions and vectors, in one transaction.

    Raises:
        PermanentFailure: Vectors of different lengths are filed under one embedder.
    """
    with connect() as connection:
        lock_centroids(connection)
        groups = {run_id: right for run_id, (_, right) in wrong_groups(connection).items()}
        connection.execute(sql("repost_regroup"), {"run_ids": list(groups.keys()), "group_ids": list(groups.values())})
        wrong = set(wrongly_counted(connection))
        flipped = [entry for entry in _entries(connection) if entry.run_id in wrong]
        connection.execute(
            sql("ledger_count"),
            {"run_ids": [e.run_id for e in flipped], "counted": [not e.counted for e in flipped]},
        )
        (exact, mixed), held = _exact_sums(connection), _held_sums(connection)
        if mixed:
            raise PermanentFailure(
                f"Vectors of different lengths are filed for role {min(mixed)[0]} under {min(mixed)[1]}: "
                "materialise the partitions that the audit names under ledger_embedders again first"
            )
        emptied = {key: Sum(0, np.zeros_like(old.total)) for key, old in held.items() if key not in exact}
        put_sums(connection, (emptied | exact).items())


def _same(one: Sum | None, other: Sum | None) -> bool:
    """A centroid that nothing counts for may be stored, as zero, or not at all."""
    if one is None or other is None:
        return not (one or other)
    return one.n == other.n and np.array_equal(one.total, other.total)


def _wrong_means(connection: psycopg.Connection, held: Mapping[SumKey, Sum]) -> set[SumKey]:
    """Centroids that are not their sum divided by their number, in the precision that the database keeps."""
    rows = connection.cursor(binary=True).execute(sql("centroid_means"))
    means = {(role_id, embedder): centroid for role_id, embedder, centroid in rows}
    return {key for key, mean in means.items() if not _is_mean(mean, held[key])}


def _is_mean(mean: Vector | None, of: Sum) -> bool:
    if mean is None or of.n <= 0:
        return mean is None and of.n == 0
    exact = (of.total / SCALE / of.n).astype(np.float32)
    return np.array_equal(np.asarray(mean.to_numpy(), dtype=np.float32), exact)


def _held_sums(connection: psycopg.Connection) -> dict[SumKey, Sum]:
    rows = connection.cursor(binary=True).execute(sql("centroid_sums_all"))
    return {(role_id, embedder): Sum(n, np.asarray(total, dtype=np.int64)) for role_id, embedder, n, total in rows}


def _exact_sums(connection: psycopg.Connection) -> tuple[Sums, set[SumKey]]:
    """Sums of the vectors that count, and those that cannot be made because vectors differ in length."""
    sums = Sums()
    mixed: set[SumKey] = set()
    with connection.cursor("ledger_vectors", binary=True) as cursor:
        cursor.itersize = ROWS
        for role_id, embedder, vector in cursor.execute(sql("ledger_vectors_counted")):
            key, held = (role_id, embedder), sums.get((role_id, embedder))
            if held is not None and len(held.total) != vector.dimensions():
                mixed.add(key)
            else:
                sums.add(key, np.asarray(vector.to_numpy(), dtype=np.float32))
    return sums, mixed


def _exact_groups(connection: psycopg.Connection) -> dict[str, str]:
    rows = connection.cursor(binary=True).execute(sql("repost_signatures"))
    signatures: Mapping[str, Signature] = {
        run_id: Signature(key, *(frozenset(hashes) for hashes in sets)) for run_id, key, *sets in rows
    }
    return groups_of(signatures)


def _entries(connection: psycopg.Connection) -> list[Entry]:
    return [Entry(*row) for row in connection.execute(sql("ledger_entries"))]


def _cap(connection: psycopg.Connection) -> int:
    row = connection.execute(sql("employer_cap")).fetchone()
    return int(row[0]) if row else NO_CAP
