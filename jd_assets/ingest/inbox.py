"""One look into the inbox: files that are whole are taken in, then put away, or quarantined with their reasons."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jd_assets.database.connection import Connect
from jd_assets.failures import TransientFailure, reason_of
from jd_assets.ingest.containers.drop import Progress
from jd_assets.ingest.feeds.mapping import NO_MAPPINGS, Mappings
from jd_assets.ingest.files import read_file
from jd_assets.ingest.inbox_store import InboxFile, Store
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import Along, Intake, key_of, take_in

#: Files taken in at one look, and seconds after which it ends: Dagster allows a sensor 60.
FILES_AT_ONCE, SECONDS = 500, 25.0
#: Reasons written beside a file; `jd-assets refused` has them all.
MAX_REASONS = 200


@dataclass(frozen=True)
class Half:
    """A file that one look could not finish.

    Attributes:
        name: The file.
        stamp: Its size and time then.
        read: Records and refusals that were taken in of it.
        reasons: Why some of these were refused.
        lines: Of a file of lines, those that are done with.
        items: Records and refusals that came of these.
    """

    name: str
    stamp: str
    read: int
    reasons: tuple[str, ...] = ()
    lines: int = 0
    items: int = 0


@dataclass(frozen=True)
class Memory:
    """What one look leaves for the next.

    Attributes:
        seen: Stamps of files that lay there; a file is whole when two looks see the same.
        half: The file that the look was at when its time was over.
    """

    seen: Mapping[str, str] = field(default_factory=dict)
    half: Half | None = None


@dataclass(frozen=True)
class Look:
    """What a look did.

    Attributes:
        intake: What was stored and refused.
        files: Files that were read to their end, with the reasons for what was refused of them.
        notes: What a person should know besides.
        memory: For the next look.
    """

    intake: Intake
    files: Mapping[str, Sequence[str]]
    notes: Sequence[str]
    memory: Memory


def look_into(
    store: Store, connect: Connect, memory: Memory, mappings: Mappings = NO_MAPPINGS, along: Along | None = None
) -> Look:
    """Take in the files that are whole, for as long as a look may last, and put them away.

    A file is put away after its postings are stored, so that a crash takes it in again, which changes nothing.
    """
    waiting = store.entries()
    whole = [entry for entry in waiting if memory.seen.get(entry.name) == entry.stamp][:FILES_AT_ONCE]
    reading = _Reading(store, whole, memory.half, mappings)
    intake = take_in(connect, reading.records(), along)
    notes = [f"{entry.name}: its time lies in the future" for entry in reading.finished if entry.is_future]
    notes += reading.notes
    reasons = _reasons(intake.refused, memory.half)
    files = {}
    for entry in reading.finished:
        files[entry.name] = reasons[key_of(entry.name)]
        try:
            store.put_away(entry, files[entry.name])
        except Exception as error:  # one file that cannot be moved must not keep the others
            notes.append(f"{entry.name} cannot be moved out of the inbox: {reason_of(error)}")
    half = reading.half(reasons)
    gone = {entry.name for entry in reading.finished}
    # Of a full inbox only those are remembered that the next look could take.
    next_ones = [entry for entry in waiting if entry.name not in gone][: 2 * FILES_AT_ONCE]
    return Look(intake, files, notes, Memory({entry.name: entry.stamp for entry in next_ones}, half))


class _Reading:
    """Reads files one after the other until time is over, and knows which it finished."""

    def __init__(self, store: Store, files: Sequence[InboxFile], half: Half | None, mappings: Mappings) -> None:
        self.finished: list[InboxFile] = []
        self.notes: list[str] = []
        self._store, self._files, self._mappings = store, files, mappings
        self._half = half
        self._end = time.monotonic() + SECONDS
        self._open: tuple[InboxFile, int, Progress] | None = None

    def records(self) -> Iterator[Record | Refused]:
        for entry in self._files:
            if time.monotonic() > self._end and self.finished:
                return
            half = (
                self._half if self._half and (self._half.name, self._half.stamp) == (entry.name, entry.stamp) else None
            )
            progress = Progress(half.lines, half.items) if half else Progress()
            try:
                for number, found in enumerate(self._read(entry, progress), start=progress.items + 1):
                    if half and number <= half.read:
                        continue
                    yield found
                    if time.monotonic() > self._end:
                        self._open = entry, number, progress
                        return
            except TransientFailure as error:
                self.notes.append(f"{entry.name} stays for the next look: {error}")
            else:
                self.finished.append(entry)

    def half(self, reasons: Mapping[str, Sequence[str]]) -> Half | None:
        if self._open is None:
            return None
        entry, read, progress = self._open
        told = tuple(reasons.get(key_of(entry.name), ())[:MAX_REASONS])
        return Half(entry.name, entry.stamp, read, told, progress.lines, progress.items)

    def _half_of(self, entry: InboxFile) -> Half | None:
        """What an earlier look left of a file that has not changed since."""
        half = self._half
        return half if half and (half.name, half.stamp) == (entry.name, entry.stamp) else None

    def _read(self, entry: InboxFile, progress: Progress) -> Iterator[Record | Refused]:
        return read_file(self._store.input(entry.name), self._mappings, entry.name, progress)


def _reasons(refused: Sequence[Refused], half: Half | None) -> dict[str, list[str]]:
    """The reasons by file; those of the part that an earlier look read go before."""
    found: dict[str, list[str]] = defaultdict(list)
    if half:
        found[key_of(half.name)] += half.reasons
    for item in refused:
        found[item.source].append(f"{item.source_id}: {item.reason}")
    for name, lines in found.items():
        if len(lines) > MAX_REASONS:
            more = f"… and {len(lines) - MAX_REASONS} more: jd-assets refused"
            found[name] = [*lines[:MAX_REASONS], more]
    return found
