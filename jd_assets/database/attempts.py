"""Postings that runs began and did not bring to a record: why, how often, and when they are due again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import psycopg
from psycopg.rows import class_row

from jd_assets.contracts.batch import Failure
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql

#: Seconds until a posting is tried again by itself the first time; doubled each time.
FIRST_PAUSE = 60.0
#: The longest such pause.
LONGEST_PAUSE = 21_600.0
#: Attempts after which a person has to ask for another one.
MAX_ATTEMPTS = 10
#: Seconds after which a posting that was taken in and never begun is taken to be forgotten, not under way.
GRACE = 600.0

#: Why a stage ended without rows: the world, a cap on costs, a setting that somebody must change, or answers of the
#: Batch API that are to come.
FaultKind = Literal["transient", "budget", "setting", "batch"]
#: Why a posting has no good record. `interrupted`: its run was killed; `waiting`: none began it yet.
OpenKind = Literal["transient", "budget", "setting", "batch", "permanent", "interrupted", "waiting"]
OPEN_KINDS: tuple[OpenKind, ...] = ("transient", "budget", "setting", "batch", "permanent", "interrupted", "waiting")


@dataclass(frozen=True)
class Fault:
    """What a stage as a whole ended with.

    Attributes:
        stage: The stage.
        kind: Whether waiting helps.
        reason: A sentence for people.
        retry_after: Seconds that the other side asked to wait.
    """

    stage: str
    kind: FaultKind
    reason: str
    retry_after: float = 0.0


@dataclass(frozen=True)
class OpenPosting:
    """A posting without a good record, or whose last run did not end.

    Attributes:
        run_id: Its id.
        title: As given with it.
        company: As given with it.
        source: Where it came from.
        source_id: Its id there.
        kind: Why it is open.
        stage: Where it ended; None where it was never begun or its run was killed.
        reason: A sentence for people.
        attempts: Runs that began it.
        dagster_run_id: The last of them.
        since: When it ended, began or arrived.
        is_due: Whether the pause after its last attempt is over.
    """

    run_id: str
    title: str | None
    company: str | None
    source: str
    source_id: str
    kind: OpenKind
    stage: str | None
    reason: str | None
    attempts: int
    dagster_run_id: str | None
    since: datetime
    is_due: bool


def begin(connect: Connect, run_ids: Sequence[str], dagster_run_id: str) -> None:
    """A run begins these postings; they are open until they have a record."""
    with connect() as connection:
        connection.execute(sql("attempt_begin"), {"run_ids": list(run_ids), "dagster_run_id": dagster_run_id})


def fail(connect: Connect, run_ids: Sequence[str], fault: Fault, dagster_run_id: str) -> None:
    """A run ends without a record of these postings, all for one reason."""
    given = {"run_ids": list(run_ids), "stage": fault.stage, "kind": fault.kind, "reason": fault.reason}
    pauses = {"pause": FIRST_PAUSE, "longest": LONGEST_PAUSE, "retry_after": fault.retry_after}
    with connect() as connection:
        connection.execute(sql("attempt_fail"), {**given, **pauses, "dagster_run_id": dagster_run_id})


def settle(connection: psycopg.Connection, done: Sequence[str], failed: Mapping[str, Failure]) -> None:
    """Records of these postings are being written, in the same transaction."""
    connection.execute(sql("attempt_done"), {"run_ids": list(done)})
    rows = [
        {"run_id": run_id, "stage": each.stage, "kind": each.kind, "reason": each.reason}
        for run_id, each in failed.items()
    ]
    if rows:
        given = {"rows": json.dumps(rows), "pause": FIRST_PAUSE, "longest": LONGEST_PAUSE}
        connection.execute(sql("attempt_record"), given)


def open_postings(connect: Connect) -> list[OpenPosting]:
    """All postings that are open, the newest first, those included that a run is at work on now."""
    with connect() as connection, connection.cursor(row_factory=class_row(OpenPosting)) as cursor:
        return cursor.execute(sql("attempts_open"), {"grace": GRACE, "pause": FIRST_PAUSE}).fetchall()
