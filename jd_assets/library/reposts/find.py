"""Groups of reposts in the database, kept as postings come, change and go.

The groups are those that `grouping.groups_of` makes of all postings at once, whatever the order they came in; a batch
looks only at the groups that it touches. Callers that write hold the lock of the ledger.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import psycopg

from jd_assets.database.queries import sql
from jd_assets.library.reposts.grouping import Components, name_groups
from jd_assets.library.reposts.signature import Signature, is_repost, signatures_by_id

#: What is joined into components: a signature, or a group that stays whole.
Node = tuple[str, int | str]


@dataclass(frozen=True)
class RepostRow:
    """A row of `repost`."""

    run_id: str
    signature_id: int
    group_id: str


def regroup(
    connection: psycopg.Connection, run_ids: Collection[str], signatures: Mapping[str, Signature]
) -> dict[str, str]:
    """Make `run_ids` have exactly these signatures.

    Returns:
        The group of every run in a group that a run of the batch is in or was in. A run without a signature is in none.
    """
    given = {run_id: signatures[run_id] for run_id in run_ids if run_id in signatures}
    held = {row.run_id: row for row in _rows(connection, "repost_of_runs", run_ids)}
    left = [row for row in held.values() if row.run_id not in given or _differs(row, given[row.run_id])]
    joined = {run_id: s for run_id, s in given.items() if run_id not in held or _differs(held[run_id], s)}
    _store(connection, left, joined)
    broken = _rows(connection, "repost_of_groups", {row.group_id for row in left})
    loose = joined | _signatures_of(connection, [row for row in broken if row.run_id not in joined])
    near = near_signatures(connection, signatures_by_id(loose.values()))
    rows = _with_groups(connection, near, held.values(), loose)
    groups = name_groups(_components(rows, near, loose))
    _put(connection, [replace(row, group_id=groups[row.run_id]) for row in rows if row.group_id != groups[row.run_id]])
    return groups


def near_signatures(connection: psycopg.Connection, signatures: Mapping[int, Signature]) -> dict[int, set[int]]:
    """The stored signatures that are near-duplicates of each of these, by id; one that is stored is near itself."""
    if not signatures:
        return {}
    rows = [{"signature_id": key, "probes": list(held.probes)} for key, held in signatures.items()]
    pairs = connection.execute(sql("signature_candidates"), {"rows": json.dumps(rows)}).fetchall()
    others = read_signatures(connection, {other for _, other in pairs})
    near: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        if is_repost(signatures[one], others[other]):
            near[one].add(other)
    return near


def groups_near(connection: psycopg.Connection, signatures: Mapping[str, Signature]) -> dict[str, str]:
    """The group that each run is in, or would be in were it stored; where it would join several, the first of them."""
    near = near_signatures(connection, signatures_by_id(signatures.values()))
    groups: dict[int, str] = {}
    for row in _rows(connection, "repost_of_signatures", {other for others in near.values() for other in others}):
        groups[row.signature_id] = min(row.group_id, groups.get(row.signature_id, row.group_id))
    found = {}
    for run_id, signature in signatures.items():
        candidates = [groups[key] for key in near.get(signature.signature_id, ()) if key in groups]
        found[run_id] = min(candidates, default=run_id)
    return found


def read_signatures(connection: psycopg.Connection, keys: Collection[int]) -> dict[int, Signature]:
    """The stored signatures with these ids."""
    rows = connection.cursor(binary=True).execute(sql("signature_read"), {"signature_ids": list(keys)})
    return {key: Signature(key, *(frozenset(hashes) for hashes in sets)) for key, *sets in rows}


def _differs(row: RepostRow, signature: Signature) -> bool:
    return row.signature_id != signature.signature_id


def _rows(connection: psycopg.Connection, statement: str, keys: Collection[str] | Collection[int]) -> list[RepostRow]:
    if not keys:
        return []
    return [RepostRow(*row) for row in connection.execute(sql(statement), {"keys": list(keys)})]


def _signatures_of(connection: psycopg.Connection, rows: Collection[RepostRow]) -> dict[str, Signature]:
    held = read_signatures(connection, {row.signature_id for row in rows}) if rows else {}
    return {row.run_id: held[row.signature_id] for row in rows}


def _store(connection: psycopg.Connection, left: Collection[RepostRow], joined: Mapping[str, Signature]) -> None:
    """Take runs out of their groups and put others in, each alone for now."""
    rows = [
        {
            "signature_id": key,
            "sentences": sorted(held.sentences),
            "duties": sorted(held.duties),
            "probes": sorted(held.probes),
        }
        for key, held in signatures_by_id(joined.values()).items()
    ]
    if rows:
        connection.execute(sql("signature_add"), {"rows": json.dumps(rows)})
    _put(connection, [RepostRow(run_id, held.signature_id, run_id) for run_id, held in joined.items()])
    if left:
        gone = [row.run_id for row in left if row.run_id not in joined]
        connection.execute(sql("repost_delete"), {"run_ids": gone})
        connection.execute(sql("signature_drop_unused"), {"signature_ids": [row.signature_id for row in left]})


def _put(connection: psycopg.Connection, rows: Collection[RepostRow]) -> None:
    if rows:
        columns = {
            "run_ids": [row.run_id for row in rows],
            "signature_ids": [row.signature_id for row in rows],
            "group_ids": [row.group_id for row in rows],
        }
        connection.execute(sql("repost_put"), columns)


def _with_groups(
    connection: psycopg.Connection,
    near: Mapping[int, set[int]],
    held: Iterable[RepostRow],
    loose: Collection[str],
) -> list[RepostRow]:
    """The runs to group: the loose ones, those near them, those of the batch that stay, and the groups of all these."""
    touching = _rows(connection, "repost_of_signatures", {other for others in near.values() for other in others})
    groups = {row.group_id for row in [*touching, *held] if row.run_id not in loose}
    whole = _rows(connection, "repost_of_groups", groups)
    return list({row.run_id: row for row in [*touching, *whole]}.values())


def _components(rows: Iterable[RepostRow], near: Mapping[int, set[int]], loose: Collection[str]) -> dict[str, Node]:
    """The component of every run. A loose run is joined through its signature, the others as the groups they are."""
    components: Components[Node] = Components()
    nodes: dict[str, Node] = {}
    holders: defaultdict[int, set[Node]] = defaultdict(set)
    for row in rows:
        node: Node = ("signature", row.signature_id) if row.run_id in loose else ("group", row.group_id)
        nodes[row.run_id] = node
        holders[row.signature_id].add(node)
    for one, others in near.items():
        for other in others:
            for node in holders[other]:
                components.join(("signature", one), node)
    return {run_id: components.find(node) for run_id, node in nodes.items()}
