"""Tells Dagster of the runs of the console, in a process of its own: `python -m jd_assets.cli.telling`.

Telling costs as much time as reading a posting; in the console's process it would be taken from its callers.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import reason_of

_logger = logging.getLogger(__name__)

#: Seconds between two looks for runs that are done.
LOOK_SECONDS = 2.0
#: Runs told at once: nine statements tell of one run or of hundreds.
AT_ONCE = 200
#: How much the teller gives way to the console.
NICENESS = 5
#: Seconds that it may take to end.
END_SECONDS = 20.0

#: Reports runs to Dagster; `defs.runless.report_runs` on an instance.
Tell = Callable[[Sequence[str]], object]


class Outbox:
    """Remembers in the database which runs Dagster has to be told of.

    A run is remembered before it goes through and forgotten when Dagster was told, so a crash in between loses none:
    what has waited for longer than any run takes is told as far as it came.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect

    def expect(self, run_ids: Sequence[str]) -> None:
        """Runs that are about to go through."""
        with self._connect() as connection:
            connection.execute(sql("untold_run_mark"), {"run_ids": sorted(run_ids)})

    def tell(self, run_ids: Sequence[str]) -> None:
        """Runs that went through."""
        with self._connect() as connection:
            connection.execute(sql("untold_run_done"), {"run_ids": sorted(run_ids)})


def tell_waiting(connect: Connect, tell: Tell) -> int:
    """Tell of runs that wait, up to `AT_ONCE`; returns how many. While Dagster is away they go on waiting."""
    with connect() as connection:
        waiting: dict[str, datetime] = dict(connection.execute(sql("untold_runs"), {"limit": AT_ONCE}).fetchall())
    if not waiting:
        return 0
    tell([*waiting])
    with connect() as connection:
        connection.execute(sql("untold_run_told"), {"run_ids": [*waiting], "marked_at": [*waiting.values()]})
    return len(waiting)


@contextmanager
def telling_beside() -> Iterator[None]:
    """Keep the teller at work in a process of its own until the block ends."""
    ended = threading.Event()
    command = [sys.executable, "-m", "jd_assets.cli.telling"]
    held = [subprocess.Popen(command)]  # noqa: S603 - a module of this program

    def watch() -> None:
        while not ended.wait(LOOK_SECONDS):
            if held[0].poll() is not None:
                _logger.warning("The process that tells Dagster ended with %d: it is started again", held[0].returncode)
                ended.wait(END_SECONDS)
                held[0] = subprocess.Popen(command)  # noqa: S603

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
        held[0].terminate()
        try:
            held[0].wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            held[0].kill()


def main() -> None:
    """Tell until this process is terminated or its console is gone."""
    import dagster as dg  # noqa: PLC0415 - it takes more than a second

    from jd_assets.cli.environment import set_environment  # noqa: PLC0415
    from jd_assets.database.connection import connector  # noqa: PLC0415
    from jd_assets.database.server import database_url  # noqa: PLC0415
    from jd_assets.definitions import defs  # noqa: PLC0415
    from jd_assets.defs.runless import report_runs  # noqa: PLC0415

    console = os.getppid()
    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the console too, which terminates this one
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    set_environment()
    connect = connector(database_url())
    with dg.DagsterInstance.get() as instance:
        is_last = False
        while not is_last:
            is_last = stop.wait(LOOK_SECONDS) or os.getppid() != console
            try:
                while tell_waiting(connect, lambda run_ids: report_runs(defs, instance, connect, run_ids)):
                    pass
            except Exception as error:  # Dagster or the database away: what waits is told later
                _logger.warning("Dagster is told later, it could not be now: %s", reason_of(error))


if __name__ == "__main__":
    main()
