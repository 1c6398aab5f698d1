"""The votes that a batch is scored against: those of all other postings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.vectors import Floats
from jd_assets.library.centroids.centroid import Centroid
from jd_assets.library.centroids.ledger import NO_SIGNATURES, change_ledger, floats_of
from jd_assets.library.centroids.sums import read_centroids
from jd_assets.library.locks import lock_centroids
from jd_assets.library.reposts.find import groups_near
from jd_assets.library.reposts.signature import Signature


@dataclass(frozen=True)
class Votes:
    """The centroids that a batch meets.

    Attributes:
        centroids: Centroid of each role id, without the batch.
        members: Role and vector that a run of the batch is counted with by another posting, one that it is a repost of.
    """

    centroids: Mapping[int, Centroid]
    members: Mapping[str, tuple[int, Floats]]


def votes_without(
    connect: Connect, embedder: str, run_ids: Sequence[str], signatures: Mapping[str, Signature] = NO_SIGNATURES
) -> Votes:
    """What a batch is scored against: the centroids as they would be had none of its postings ever been counted.

    A batch that is scored again, after a crash or for another reason, meets what it met the first time: otherwise the
    twenty postings of one role that a killed run had counted would vote for themselves.

    Args:
        connect: The database.
        embedder: Whose vectors.
        run_ids: The batch.
        signatures: By run_id, what tells reposts.
    """
    with connect() as connection:
        lock_centroids(connection)
        with connection.transaction(force_rollback=True):
            change_ledger(connection, embedder, run_ids)
            return Votes(read_centroids(connection, embedder), read_members(connection, embedder, run_ids, signatures))


def read_members(
    connection: psycopg.Connection,
    embedder: str,
    run_ids: Sequence[str],
    signatures: Mapping[str, Signature] = NO_SIGNATURES,
) -> Mapping[str, tuple[int, Floats]]:
    """Role and vector that each of the runs is counted with now, by itself or by the posting that it is a repost of."""
    groups = {run_id: run_id for run_id in run_ids} | groups_near(connection, signatures)
    keys = {"embedder": embedder, "run_ids": list(run_ids), "group_ids": sorted(set(groups.values()))}
    held: dict[str, tuple[int, Floats]] = {}
    for run_id, group_id, role_id, vector in connection.cursor(binary=True).execute(sql("ledger_counted"), keys):
        held[run_id] = held[group_id] = (role_id, floats_of(vector))
    found = {run_id: held.get(run_id) or held.get(group_id) for run_id, group_id in groups.items()}
    return {run_id: counted for run_id, counted in found.items() if counted is not None}
