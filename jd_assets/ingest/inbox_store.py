"""Where the inbox lies: a folder of this machine, or one at a URL; files are listed there and moved out of the way."""

import os
import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from jd_assets.failures import PermanentFailure, TransientFailure, reason_of
from jd_assets.ingest.files import Input
from jd_assets.ingest.remote import RemoteFile, file_system

DONE, QUARANTINE = "done", "quarantine"
REASON_ENDING = ".reason.txt"
#: Bytes that file systems allow a name, less what a second file of that name, or its reason, adds to it.
MAX_NAME_BYTES = 255
#: A file that claims to be written later than in so many seconds has a wrong clock behind it.
_FUTURE_SECONDS = 3600
#: What file systems call the time of the last change.
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "created")


@dataclass(frozen=True)
class InboxFile:
    """A file that lies in the inbox.

    Attributes:
        name: Its path within the inbox, with slashes.
        stamp: Size and time, which change while it is written.
        order: What sorts it: the oldest first.
        is_future: Its time has not come yet.
    """

    name: str
    stamp: str
    order: float
    is_future: bool = False


class Store(Protocol):
    """A place for an inbox."""

    def entries(self) -> list[InboxFile]:
        """The files that lie there, the oldest first; not those put away, nor hidden ones."""
        ...

    def input(self, name: str) -> Input:
        """A file of it, to read."""
        ...

    def put_away(self, entry: InboxFile, reasons: Sequence[str]) -> None:
        """Move a file to `done`, or with reasons to `quarantine`; one that was written anew since stays."""
        ...


@dataclass(frozen=True)
class Folder:
    """An inbox on this machine."""

    path: Path

    def entries(self) -> list[InboxFile]:
        """Files, links and whatever else has a name, in this folder and those within."""
        return sorted(self._found(), key=lambda entry: (entry.order, entry.name))

    def input(self, name: str) -> Path:
        """The path of a file."""
        return self.path / name

    def put_away(self, entry: InboxFile, reasons: Sequence[str]) -> None:
        """Move a file by its name alone, so that a link is moved and not what it leads to."""
        here = self.path / entry.name
        if not os.path.lexists(here) or self._entry(here).stamp != entry.stamp:
            return
        target = self.path / (QUARANTINE if reasons else DONE) / entry.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target = target.with_name(free_name(target.name, lambda name: os.path.lexists(target.with_name(name))))
        if stat.S_ISREG(here.lstat().st_mode):
            shutil.move(here, target)
        else:
            here.rename(target)
        if reasons:
            note = target.with_name(fitted(target.name, REASON_ENDING))
            note.write_text("\n".join(reasons) + "\n", encoding="utf-8", errors="replace")

    def _found(self) -> Iterator[InboxFile]:
        for place, folders, names in os.walk(self.path):
            at_top = Path(place) == self.path
            kept = [
                each for each in folders if not each.startswith(".") and not (at_top and each in {DONE, QUARANTINE})
            ]
            linked = [each for each in kept if (Path(place) / each).is_symlink()]
            folders[:] = [each for each in kept if each not in linked]
            for name in (*names, *linked):
                if not name.startswith("."):
                    try:
                        yield self._entry(Path(place) / name)
                    except FileNotFoundError:
                        continue  # taken away while the folder was listed

    def _entry(self, path: Path) -> InboxFile:
        found = path.lstat()
        is_future = found.st_mtime > time.time() + _FUTURE_SECONDS
        name = path.relative_to(self.path).as_posix()
        return InboxFile(name, f"{found.st_size}-{found.st_mtime_ns}", found.st_mtime, is_future)


class Remote:
    """An inbox at a URL."""

    def __init__(self, url: str) -> None:
        if url.startswith(("http://", "https://")):
            raise PermanentFailure(f"JD_INBOX={url}: files cannot be moved there; give the URL to `jd-assets run`")
        self._files, self._root = file_system(url.rstrip("/"))

    def entries(self) -> list[InboxFile]:
        """The files below the URL."""
        try:
            self._files.invalidate_cache()
            found: dict[str, dict[str, Any]] = self._files.find(self._root, detail=True)
        except FileNotFoundError:
            return []
        except Exception as error:  # each file system has errors of its own
            raise TransientFailure(f"The inbox {self._root} does not answer: {reason_of(error)}") from error
        entries = (self._entry(path, info) for path, info in found.items())
        return sorted((entry for entry in entries if _is_waiting(entry.name)), key=lambda each: (each.order, each.name))

    def input(self, name: str) -> RemoteFile:
        """A file at its URL."""
        return RemoteFile(self._files.unstrip_protocol(f"{self._root}/{name}"), PurePosixPath(name).name)

    def put_away(self, entry: InboxFile, reasons: Sequence[str]) -> None:
        """Move a file within the file system."""
        here = f"{self._root}/{entry.name}"
        if not self._files.exists(here) or self._entry(here, self._files.info(here)).stamp != entry.stamp:
            return
        folder = f"{self._root}/{QUARANTINE if reasons else DONE}"
        name = free_name(entry.name, lambda name: bool(self._files.exists(f"{folder}/{name}")))
        self._files.makedirs(f"{folder}/{name}".rpartition("/")[0], exist_ok=True)
        self._files.mv(here, f"{folder}/{name}")
        if reasons:
            self._files.pipe_file(f"{folder}/{name}{REASON_ENDING}", ("\n".join(reasons) + "\n").encode())

    def _entry(self, path: str, info: dict[str, Any]) -> InboxFile:
        written: Any = next((info[key] for key in _TIMES if info.get(key)), None)
        order = written.timestamp() if hasattr(written, "timestamp") else float(written or 0)
        stamp = f"{info.get('size')}-{info.get('ETag') or order}"
        return InboxFile(path.removeprefix(self._root).strip("/"), stamp, order, order > time.time() + _FUTURE_SECONDS)


def store_at(location: Path | str) -> Store:
    """The inbox at a path or URL."""
    return Remote(location) if isinstance(location, str) else Folder(location)


def free_name(name: str, is_taken: Any) -> str:
    """A name that no file put away has yet, and that leaves room for the ending of its reason."""
    short = fitted(name, REASON_ENDING).removesuffix(REASON_ENDING)
    if not is_taken(short):
        return short
    path = PurePosixPath(short)
    return fitted(path.with_suffix("").as_posix(), f".{time.time_ns()}{path.suffix}", room=len(REASON_ENDING))


def fitted(name: str, ending: str, room: int = 0) -> str:
    """A name with an ending, its own part cut to what file systems allow."""
    folder, slash, last = name.rpartition("/")
    left = MAX_NAME_BYTES - len(os.fsencode(ending)) - room
    raw = os.fsencode(last)
    return folder + slash + os.fsdecode(raw if len(raw) <= left else raw[:left]) + ending


def _is_waiting(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] not in {DONE, QUARANTINE} and not any(part.startswith(".") for part in parts)
