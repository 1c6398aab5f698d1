"""The record of what changed the library: who, when, why, and every row before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import psycopg

from jd_assets.contracts.proposal import ChangeAction
from jd_assets.database.queries import sql


@dataclass(frozen=True)
class Change:
    """A change of the library, or of what is remembered of proposals.

    Attributes:
        change_id: Its number.
        library_version: The version that holds it; the one before it where it changed no row of the library.
        action: What was done.
        actor: Who did it.
        reason: Why.
        made_at: When.
        proposal_ids: The proposals that it settled.
        undoes: The change that it undid.
        undone_by: The change that undid it.
        recorded: Whether its rows are in the log.
    """

    change_id: int
    library_version: int
    action: ChangeAction
    actor: str
    reason: str
    made_at: datetime | None
    proposal_ids: tuple[int, ...] = ()
    undoes: int | None = None
    undone_by: int | None = None
    recorded: bool = True

    def __str__(self) -> str:
        return f"change {self.change_id} ({self.action} by {self.actor}: {self.reason})"


@dataclass(frozen=True)
class ChangedRow:
    """What a change made of one row: `before` is None for one that it added, `after` for one that it deleted."""

    table: str
    key: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def read_change(connection: psycopg.Connection, change_id: int) -> Change | None:
    """A change, if there is one of that number."""
    row = connection.execute(sql("change_one"), {"change_id": change_id}).fetchone()
    return _change(row) if row else None


def read_changes(connection: psycopg.Connection, limit: int | None = None) -> list[Change]:
    """The changes, newest first."""
    return [_change(row) for row in connection.execute(sql("change_all"), {"limit": limit})]


def changed_rows(connection: psycopg.Connection, change_id: int) -> list[ChangedRow]:
    """The rows of a change, by table and key; none for taxonomies and the first seed files."""
    return [ChangedRow(*row) for row in connection.execute(sql("change_rows"), {"change_id": change_id})]


def left_out_by(connection: psycopg.Connection, change_id: int) -> list[str]:
    """What of seed files a load left out, and why."""
    return [row[0] for row in connection.execute(sql("change_left_out"), {"change_id": change_id})]


def is_in_library(connection: psycopg.Connection, change_id: int) -> bool:
    """Whether a change left a row of the library other than it was."""
    return connection.execute(sql("change_in_library"), {"change_id": change_id}).fetchone() is not None


def settled_by(connection: psycopg.Connection, proposal_id: int) -> Change | None:
    """The change that settled a proposal."""
    row = connection.execute(sql("change_of_proposal"), {"proposal_id": proposal_id}).fetchone()
    return _change(row) if row else None


def blocker(connection: psycopg.Connection, change_id: int) -> Change | None:
    """The newest change that builds on another one and has to be undone before it."""
    row = connection.execute(sql("change_blockers"), {"change_id": change_id}).fetchone()
    return _change(row) if row else None


def unrecorded_since(connection: psycopg.Connection, change_id: int) -> Change | None:
    """The newest change after another one whose rows are not in the log."""
    row = connection.execute(sql("change_unrecorded_since"), {"change_id": change_id}).fetchone()
    return _change(row) if row else None


def _change(row: Sequence[Any]) -> Change:
    return replace(Change(*row), proposal_ids=tuple(row[6]))
