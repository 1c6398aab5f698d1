"""One page of the list of runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from psycopg.rows import class_row

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.web.console.run_filter import RunFilter

#: Runs on a page.
PAGE = 50
#: Runs are counted up to here: counting all of 100,000 takes longer than showing fifty of them.
COUNTED = 10_000


@dataclass(frozen=True)
class RunRow:
    """A run in the list; what it has not come to yet is None."""

    run_id: str
    written_at: datetime
    title: str | None
    company: str | None
    source: str | None
    source_id: str | None
    case: str | None
    slug: str | None
    confidence: float | None
    new_role: str | None
    role_name: str | None
    queued: bool
    failed_stage: str | None
    failure: str | None
    is_done: bool

    @property
    def state(self) -> str:
        """`failed`, `unfinished`, or `done`."""
        return "failed" if self.failed_stage else "done" if self.is_done else "unfinished"


@dataclass(frozen=True)
class RunList:
    """A page of runs, newest first.

    Attributes:
        rows: The runs.
        count: How many fit the filter, counted up to `COUNTED`.
        older: Query of the address of the next page; None on the last one.
    """

    rows: Sequence[RunRow]
    count: int
    older: str | None

    @property
    def is_counted(self) -> bool:
        """Whether `count` is all of them."""
        return self.count <= COUNTED


def read_runs(connect: Connect, wanted: RunFilter, before: tuple[datetime, str] | None = None) -> RunList:
    """The runs that fit, from behind a place in the list on (`before`: when that run came, and its id)."""
    at, run_id = before or (None, None)
    filters = wanted.parameters
    with connect() as connection:
        with connection.cursor(row_factory=class_row(RunRow)) as cursor:
            given = {**filters, "before_at": at, "before_id": run_id, "limit": PAGE + 1}
            # Planned anew each time: which filters are set decides which tables and indexes are read.
            rows = cursor.execute(sql("console_runs"), given, prepare=False).fetchall()
        limited = {**filters, "limit": COUNTED + 1}
        counted = connection.execute(sql("console_runs_count"), limited, prepare=False).fetchone()
    older = None
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        place = urlencode({"before": last.written_at.isoformat(), "run": last.run_id})
        older = f"{wanted.address}&{place}" if wanted.address else place
    return RunList(rows[:PAGE], int(counted[0]) if counted else 0, older)


def read_sources(connect: Connect) -> list[str]:
    """Where postings came from."""
    with connect() as connection:
        return [row[0] for row in connection.execute(sql("console_sources"))]
