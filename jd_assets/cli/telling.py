"""Tells Dagster of the runs of the console, in a thread beside it: no request waits for Dagster."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import reason_of

_logger = logging.getLogger(__name__)

#: Seconds in which runs are gathered: nine statements tell of one run or of hundreds.
GATHER_SECONDS = 2.0
#: Seconds between two looks for runs that a console left untold when it was killed.
LOOK_SECONDS = 60.0
#: Runs told at once.
AT_ONCE = 200

#: Reports runs to Dagster; `defs.runless.report_runs` on an instance.
Tell = Callable[[Sequence[str]], object]


class Teller:
    """Remembers in the database which runs Dagster has to be told of, and tells it.

    A run is remembered before it goes through and forgotten when Dagster was told, so a crash in between loses none:
    the next console tells of what has waited for longer than any run takes.
    """

    def __init__(self, connect: Connect, tell: Tell) -> None:
        self._connect = connect
        self._tell = tell
        self._done: set[str] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="telling-dagster", daemon=True)

    def start(self) -> None:
        """Begin to tell."""
        self._thread.start()

    def close(self) -> None:
        """Tell what is done, and end."""
        self._stop.set()
        self._wake.set()
        self._thread.join()
        self.tell_now()

    def expect(self, run_ids: Sequence[str]) -> None:
        """Remember runs that are about to go through."""
        with self._connect() as connection:
            connection.execute(sql("untold_run_mark"), {"run_ids": sorted(run_ids)})

    def tell(self, run_ids: Sequence[str]) -> None:
        """Runs that went through; returns at once."""
        with self._lock:
            self._done |= set(run_ids)
        self._wake.set()

    def tell_now(self) -> int:
        """Tell of all that is done, and of what a killed console left behind; returns how many runs those were."""
        with self._lock:
            done, self._done = self._done, set()
        try:
            return self._told(done)
        except Exception as error:  # Dagster away is no reason to refuse postings: told later
            _logger.warning(
                "Dagster could not be told of %d runs, they are told later: %s", len(done), reason_of(error)
            )
            with self._lock:
                self._done |= done
            return 0

    def _told(self, done: set[str]) -> int:
        with self._connect() as connection:
            waiting: dict[str, datetime] = dict(
                connection.execute(sql("untold_runs"), {"done": sorted(done)}).fetchall()
            )
        runs = [*waiting]
        for first in range(0, len(runs), AT_ONCE):
            part = runs[first : first + AT_ONCE]
            self._tell(part)
            with self._connect() as connection:
                connection.execute(
                    sql("untold_run_told"), {"run_ids": part, "marked_at": [waiting[run_id] for run_id in part]}
                )
        return len(runs)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(LOOK_SECONDS)
            self._stop.wait(GATHER_SECONDS)
            self._wake.clear()
            self.tell_now()
