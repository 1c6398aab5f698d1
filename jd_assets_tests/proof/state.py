"""The content of schema `jd`, table by table, with what may differ between two ways to the same state taken out.

That is: times, claims of partition keys, which end by time, and surrogate ids. An id is replaced by the natural key of
the row it names, also inside payloads, so two states are equal when they say the same, byte for byte.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import psycopg

from jd_assets.database.connection import Connect

#: Keys of payloads that hold the id of a proposal, and of a row of the collision log.
PROPOSAL_KEYS = frozenset({"db_id", "queue_id", "queue_entry_id"})
COLLISION_KEYS = frozenset({"collision_log_id"})

#: Natural keys of the rows that have surrogate ids.
_PROPOSALS = "SELECT proposal_id, concat_ws('|', kind, r.slug, key) FROM proposal LEFT JOIN role r USING (role_id)"
_COLLISIONS = "SELECT collision_id, run_id::text FROM collision_log"
_COLUMNS = """SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'jd' AND data_type <> 'timestamp with time zone' AND table_name <> 'partition_claim'
ORDER BY table_name, ordinal_position"""

#: All tables: the rows of each as JSON texts, sorted.
State = dict[str, list[str]]


def content(connect: Connect) -> State:
    """The rows of each table as JSON texts, sorted."""
    with connect() as connection:
        columns: dict[str, list[str]] = defaultdict(list)
        for table, column in connection.execute(_COLUMNS):
            columns[table].append(column)
        proposals: dict[int, str] = dict(connection.execute(_PROPOSALS).fetchall())
        collisions: dict[int, str] = dict(connection.execute(_COLLISIONS).fetchall())
        names = Names(proposals, collisions)
        return {table: _rows(connection, table, chosen, names) for table, chosen in columns.items()}


class Names:
    """Natural keys in place of surrogate ids."""

    def __init__(self, proposals: Mapping[int, str], collisions: Mapping[int, str]) -> None:
        self._proposals, self._collisions = proposals, collisions

    def of(self, key: str, value: Any) -> Any:
        """A value with every id in it replaced; `key` is the column or JSON key that holds it."""
        if isinstance(value, dict):
            return {inner: self.of(inner, item) for inner, item in value.items()}
        if isinstance(value, list):
            return [self.of(key, item) for item in value]
        if key in PROPOSAL_KEYS | {"proposal_id"} and value is not None:
            return self._proposals[value]
        if key in COLLISION_KEYS | {"collision_id"} and value is not None:
            return self._collisions[value]
        return value


def _rows(connection: psycopg.Connection, table: str, columns: list[str], names: Names) -> list[str]:
    found = connection.execute(f"SELECT to_jsonb(t) FROM jd.{table} t".encode())
    rows = ({column: names.of(column, row[column]) for column in columns} for (row,) in found)
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def differences(one: State, other: State) -> list[str]:
    """What a person needs to see of two states that should be the same: a line a table, with its first two rows."""
    lines = []
    for table in sorted({*one, *other}):
        left, right = set(one.get(table, [])), set(other.get(table, []))
        if one.get(table) != other.get(table):
            first = [_apart(a, b) for a, b in zip(sorted(left - right), sorted(right - left), strict=False)][:2]
            lines.append(f"{table}: {len(left - right)} rows only here, {len(right - left)} only there: {first}")
    return lines


#: Keys of payloads whose values are of the moment at which a batch was committed.
_OF_THE_MOMENT = frozenset({"centroid_n_after", "v3_pipeline_triggered"})


def timeless(state: State) -> State:
    """The state without what depends on which of several batches came first."""
    found = {table: [_without(json.loads(row), _OF_THE_MOMENT) for row in rows] for table, rows in state.items()}
    return {table: sorted(json.dumps(row, sort_keys=True) for row in rows) for table, rows in found.items()}


def _without(value: Any, keys: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(item, keys) for key, item in value.items() if key not in keys}
    return [_without(item, keys) for item in value] if isinstance(value, list) else value


def _apart(one: str, other: str, width: int = 120) -> tuple[str, str]:
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(0, start - width) : start + width], other[max(0, start - width) : start + width]
