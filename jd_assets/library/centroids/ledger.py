"""The centroid ledger: each job counted exactly once, for the role that its posting is decided to be now.

The ledger has one row a decided posting, and says of each whether it counts: a repost does not (`counting.left_out`).
A batch replaces its postings' rows, counts anew in the groups they are in, and adds the difference to the sums of the
roles touched, in one transaction under one lock. What is stored afterwards is a function of the postings, their
decisions and the cap, and of nothing else: neither of their order nor of how often they came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import psycopg
from pgvector import Vector

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.vectors import Floats
from jd_assets.library.centroids.counting import NO_CAP, Entry, LeftOut, left_out
from jd_assets.library.centroids.sums import Sums, move_sums
from jd_assets.library.locks import lock_centroids
from jd_assets.library.reposts.find import regroup
from jd_assets.library.reposts.signature import Signature

NO_SIGNATURES: Mapping[str, Signature] = MappingProxyType({})


@dataclass(frozen=True)
class LedgerEntry:
    """A posting that is decided to be a role; `employer` is the employer's key, empty where it is not known."""

    run_id: str
    role_id: int
    vector: Floats
    employer: str = ""


@dataclass(frozen=True)
class Applied:
    """The ledger as a batch left it.

    Attributes:
        n_after: Postings counted for every role of the batch, at the moment of its commit.
        left_out: Members of the batch that do not count, with the reason.
    """

    n_after: Mapping[int, int]
    left_out: Mapping[str, LeftOut]


def apply_members(
    connect: Connect,
    embedder: str,
    run_ids: Sequence[str],
    members: Sequence[LedgerEntry],
    signatures: Mapping[str, Signature] = NO_SIGNATURES,
    max_per_employer: int | None = None,
) -> Applied:
    """Make the ledger say of `run_ids` exactly what `members` and `signatures` say. Doing it again changes nothing.

    Args:
        connect: The database.
        embedder: What made the members' vectors.
        run_ids: The batch.
        members: Its postings that are decided to be a role; the others are taken out of the ledger.
        signatures: By run_id, what tells reposts; a posting without one is no repost of any other.
        max_per_employer: Postings of one employer that count for a role, from now on and for all postings; 0 is no cap,
            None leaves the cap as it was set before.
    """
    with connect() as connection:
        lock_centroids(connection)
        return change_ledger(connection, embedder, run_ids, members, signatures, max_per_employer)


def change_ledger(
    connection: psycopg.Connection,
    embedder: str,
    run_ids: Sequence[str],
    members: Sequence[LedgerEntry] = (),
    signatures: Mapping[str, Signature] = NO_SIGNATURES,
    max_per_employer: int | None = None,
) -> Applied:
    """As `apply_members`, in a transaction that holds the lock."""
    cap = _Cap.read(connection, max_per_employer)
    groups = regroup(connection, run_ids, signatures)
    wanted = {member.run_id: member for member in members}
    before = _entries(connection, "ledger_entries_of_runs", run_ids=[*{*groups, *run_ids}])
    if cap.is_new:
        before |= _entries(connection, "ledger_entries")
    after = {run_id: entry for run_id, entry in before.items() if run_id not in set(run_ids)}
    for member in wanted.values():
        group = groups.get(member.run_id, member.run_id)
        after[member.run_id] = Entry(member.run_id, member.role_id, embedder, member.employer, group)
    before, after, out = _judge(connection, before, after, cap.max_per_employer)
    _move_sums(connection, before, after, wanted)
    _write(connection, before, after, wanted)
    roles = sorted({member.role_id for member in members})
    counts = connection.execute(sql("centroid_counts"), {"role_ids": roles, "embedder": embedder}).fetchall()
    n_after = dict.fromkeys(roles, 0) | dict(counts)
    return Applied(n_after, {run_id: why for run_id, why in out.items() if run_id in wanted})


@dataclass(frozen=True)
class _Cap:
    """The cap in force; where it is new, every row of the ledger is judged again."""

    max_per_employer: int
    is_new: bool

    @classmethod
    def read(cls, connection: psycopg.Connection, asked: int | None) -> "_Cap":
        row = connection.execute(sql("employer_cap")).fetchone()
        held = row[0] if row else NO_CAP
        if asked is None or asked == held:
            return cls(held, is_new=False)
        connection.execute(sql("employer_cap_set"), {"max_per_employer": asked})
        return cls(asked, is_new=True)


Entries = dict[str, Entry]


def _judge(
    connection: psycopg.Connection, before: Entries, after: Entries, cap: int
) -> tuple[Entries, Entries, Mapping[str, LeftOut]]:
    """The rows whose standing may have changed, as they were and as they are now, and who is left out of them.

    With a cap these are also the other postings of the same employers and roles. Whether those come before their own
    reposts has to be known too, but what becomes of the reposts does not change.
    """
    context: Entries = {}
    if cap != NO_CAP:
        houses = sorted({e.house for e in [*before.values(), *after.values()] if e.house})
        columns: dict[str, list[object]] = {
            "role_ids": [house[0] for house in houses],
            "embedders": [house[1] for house in houses],
            "employers": [house[2] for house in houses],
        }
        neighbours = _entries(connection, "ledger_entries_of_employers", **columns)
        gone = before.keys() - after.keys()
        neighbours = {run_id: e for run_id, e in neighbours.items() if run_id not in gone and run_id not in after}
        held = {e.group_id for e in neighbours.values()}
        context = _entries(connection, "ledger_entries_of_groups", group_ids=sorted(held))
        context = {run_id: e for run_id, e in context.items() if run_id not in gone}
        before, after = neighbours | before, neighbours | after
    out = left_out((context | after).values(), cap)
    return before, {run_id: replace(e, counted=run_id not in out) for run_id, e in after.items()}, out


def _move_sums(
    connection: psycopg.Connection, before: Entries, after: Entries, wanted: Mapping[str, LedgerEntry]
) -> None:
    """Add to the sums what the rows count for now, and take away what they counted for."""
    was = {run_id for run_id, entry in before.items() if entry.counted}
    now = {run_id for run_id, entry in after.items() if entry.counted}
    batch = {run_id for run_id in was if run_id in wanted or run_id not in after}
    stored = _vectors(connection, batch | (was ^ now) - wanted.keys())
    changes = Sums()
    for run_id in sorted(was & stored.keys()):
        changes.add((before[run_id].role_id, before[run_id].embedder), stored[run_id], -1)
    for run_id in sorted(now):
        if run_id in wanted:
            changes.add((after[run_id].role_id, after[run_id].embedder), wanted[run_id].vector)
        elif run_id in stored:
            changes.add((after[run_id].role_id, after[run_id].embedder), stored[run_id])
    move_sums(connection, changes)


def _write(connection: psycopg.Connection, before: Entries, after: Entries, wanted: Mapping[str, LedgerEntry]) -> None:
    gone = sorted(before.keys() - after.keys())
    if gone:
        connection.execute(sql("ledger_delete"), {"run_ids": gone})
    flipped = [e for run_id, e in after.items() if run_id not in wanted and e.counted != before[run_id].counted]
    if flipped:
        columns = {"run_ids": [e.run_id for e in flipped], "counted": [e.counted for e in flipped]}
        connection.execute(sql("ledger_count"), columns)
    rows = [after[run_id] for run_id in sorted(wanted)]
    if rows:
        connection.execute(
            sql("ledger_put"),
            {
                "run_ids": [e.run_id for e in rows],
                "role_ids": [e.role_id for e in rows],
                "embedders": [e.embedder for e in rows],
                "employers": [e.employer for e in rows],
                "counted": [e.counted for e in rows],
                "vectors": [Vector(wanted[e.run_id].vector) for e in rows],
            },
        )


def _entries(connection: psycopg.Connection, statement: str, **keys: Iterable[object]) -> Entries:
    return {row[0]: Entry(*row) for row in connection.execute(sql(statement), keys)}


def _vectors(connection: psycopg.Connection, run_ids: Collection[str]) -> dict[str, Floats]:
    rows = connection.cursor(binary=True).execute(sql("ledger_vectors"), {"run_ids": sorted(run_ids)})
    return {run_id: floats_of(vector) for run_id, vector in rows}


def floats_of(vector: Vector) -> Floats:
    """A stored vector."""
    return np.asarray(vector.to_numpy(), dtype=np.float32)
