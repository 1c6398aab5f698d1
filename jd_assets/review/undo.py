"""Undoes a change exactly, or says which later one stands in its way."""

from collections.abc import Mapping
from typing import Any

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change, blocker, read_change, unrecorded_since
from jd_assets.library.changes import begin_change
from jd_assets.library.locks import lock_centroids, lock_library


def undo(connect: Connect, change_id: int, actor: str, reason: str) -> Change:
    """Put every row that a change wrote back to what it was, with the status of its proposals and drafts.

    An undo is a change of its own and can be undone. Where the change had added a role, what hangs on the role goes
    with it: its ledger and centroid, links that runs observed, and proposals that wait. Stage rows of postings that
    were decided for it stay until they are materialised again. Seed files whose load is undone are loaded again by
    hand alone.

    Raises:
        PermanentFailure: There is no such change, it has no effect any more, or a later one builds on it.
    """
    if not actor.strip() or not reason.strip():
        raise PermanentFailure("Say who does it and why: every change is recorded with both")
    with connect() as connection:
        lock_library(connection)
        undone = _undoable(connection, change_id)
        lock_centroids(connection)
        change = begin_change(connection, "undo", actor, reason, undone.proposal_ids, undoes=change_id)
        try:
            kept = change.restore(change_id)
        except (psycopg.errors.ForeignKeyViolation, psycopg.errors.UniqueViolation) as error:
            raise PermanentFailure(f"{_refused(undone)}: {error.diag.message_detail}") from error
        torn = connection.execute(sql("change_torn"), {"undo_id": change.change_id, "change_id": change_id}).fetchall()
        if kept or torn:
            raise PermanentFailure(_overtaken(connection, undone, *(kept or torn)[0]))
        return change.close()


def _undoable(connection: psycopg.Connection, change_id: int) -> Change:
    change = read_change(connection, change_id)
    if change is None:
        raise PermanentFailure(f"There is no change {change_id}: `jd-assets review history` lists them")
    if not change.recorded:
        raise PermanentFailure(
            f"{_refused(change)}: it brought whole files, whose rows are not recorded one by one; load others instead"
        )
    if change.undone_by is not None:
        raise PermanentFailure(
            f"Change {change_id} was undone by change {change.undone_by} already: undo that one to have it back"
        )
    later = blocker(connection, change_id)
    if later:
        raise PermanentFailure(f"{_refused(change)}: {later} builds on it; undo change {later.change_id} first")
    return change


def _refused(change: Change) -> str:
    return f"Change {change.change_id} cannot be undone"


def _overtaken(connection: psycopg.Connection, undone: Change, table: str, key: Mapping[str, Any]) -> str:
    """Rows were written since that no recorded change accounts for: by seed files or a taxonomy."""
    by = unrecorded_since(connection, undone.change_id) or "something that was not recorded"
    where = ", ".join(str(value) for value in key.values())
    return f"{_refused(undone)}: {by} wrote {table} ({where}) since, and that cannot be undone row by row"
