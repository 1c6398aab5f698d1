"""The inbox folder: a new file is taken in once, then moved to `done`, or to `quarantine` with the reason beside it."""

import itertools
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jd_assets.database.connection import Connect
from jd_assets.ingest.documents.to_text import clean_text
from jd_assets.ingest.files import SUPPORTED, read_file
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import Intake, take_in

#: A file changed within this many seconds may still be being written; it waits for the next look.
SETTLE_SECONDS = 2.0
#: Files taken in at one look, so that a look ends well before Dagster's limit of 60 s for a sensor.
FILES_AT_ONCE = 500


@dataclass(frozen=True)
class Taken:
    """A file whose postings are stored.

    Attributes:
        stamp: Size and time of the file when it was read; a file written anew is another file.
        reasons: Why parts of it, or all, were refused.
    """

    stamp: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Inbox:
    """The watched folder; `done` and `quarantine` inside it keep what was taken out."""

    folder: Path

    @property
    def done(self) -> Path:
        """Where files go that were taken in."""
        return self.folder / "done"

    @property
    def quarantine(self) -> Path:
        """Where files go that could not be read, whole or in part."""
        return self.folder / "quarantine"

    def waiting(self) -> list[Path]:
        """The files to take in now, oldest first."""
        settled = time.time() - SETTLE_SECONDS
        files = [path for path in self.folder.iterdir() if path.is_file() and not path.name.startswith(".")]
        ready = [path for path in files if path.stat().st_mtime <= settled]
        return sorted(ready, key=lambda path: (path.stat().st_mtime, path.name))[:FILES_AT_ONCE]

    def put_away(self, taken: Mapping[str, Taken]) -> None:
        """Move files that were taken in out of the way; one that was written anew since stays and is read again."""
        for name, file in taken.items():
            path = self.folder / name
            if path.exists() and stamp_of(path) == file.stamp:
                _move(path, self.quarantine if file.reasons else self.done, file.reasons)


def collect(inbox: Inbox, connect: Connect) -> tuple[Intake, dict[str, Taken]] | None:
    """Store the postings of what waits, and leave the files where they are; None when nothing waits.

    The caller puts the files away once the run for them is sure to come. A crash before that takes them in again,
    which changes nothing, because the same posting is the same run.
    """
    files = inbox.waiting()
    if not files:
        return None
    stamps = {path: stamp_of(path) for path in files}
    intake = take_in(connect, itertools.chain.from_iterable(_read(path) for path in files))
    reasons: dict[str, list[str]] = defaultdict(list)
    for item in intake.refused:
        reasons[item.source].append(f"{item.source_id}: {item.reason}")
    taken = {path.name: Taken(stamps[path], tuple(reasons[clean_text(path.name)])) for path in files}
    return intake, taken


def stamp_of(path: Path) -> str:
    """What tells a file from the same name written anew."""
    stat = path.stat()
    return f"{stat.st_size}-{stat.st_mtime_ns}"


def _read(path: Path) -> Iterator[Record | Refused]:
    if path.suffix.lower() in SUPPORTED:
        yield from read_file(path)
    else:
        reason = f"{path.name} cannot be read: expected a file ending in {', '.join(SUPPORTED)}"
        yield Refused(path.name, path.name, reason)


def _move(path: Path, folder: Path, reasons: tuple[str, ...]) -> None:
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        target = folder / f"{path.stem}.{time.time_ns()}{path.suffix}"
    shutil.move(path, target)
    if reasons:
        target.with_name(target.name + ".reason.txt").write_text("\n".join(reasons) + "\n", encoding="utf-8")
