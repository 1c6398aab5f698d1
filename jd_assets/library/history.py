"""What became of the library: changes that touched an item, and the difference between two versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from jd_assets.database.queries import sql
from jd_assets.library.change_log import Change, ChangedRow


@dataclass(frozen=True)
class Difference:
    """What a version of the library has otherwise than an earlier one.

    Attributes:
        rows: Rows that came, went or are otherwise.
        unrecorded: Changes between the two of which no rows were recorded: the first seed files, and taxonomies.
    """

    rows: Sequence[ChangedRow]
    unrecorded: Sequence[str]


def changes_of(
    connection: psycopg.Connection, key: Mapping[str, Any] | None = None, before: int | None = None, limit: int = 50
) -> list[Change]:
    """The newest changes, those before a change, or those that touched rows under a key.

    Args:
        connection: A connection.
        key: Columns of a primary key: `{"role_id": 7}` for everything of a role.
        before: Only changes that are older than this one.
        limit: How many.
    """
    given = {"key": Jsonb(key) if key else None, "before": before, "limit": limit}
    rows = connection.execute(sql("console_changes"), given).fetchall()
    return [replace(Change(*row), proposal_ids=tuple(row[6])) for row in rows]


def difference(connection: psycopg.Connection, first: int, last: int) -> Difference:
    """What version `last` has otherwise than version `first`."""
    given = {"first": first, "last": last}
    rows = [ChangedRow(*row) for row in connection.execute(sql("console_diff"), given)]
    unrecorded = [
        f"change {change_id} ({action}: {reason})"
        for change_id, action, reason in connection.execute(sql("console_unrecorded"), given)
    ]
    return Difference(rows, unrecorded)
