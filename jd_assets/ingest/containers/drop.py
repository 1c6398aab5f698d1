"""A file that is being read, and how its items become records or refusals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.feeds.mapping import NO_MAPPINGS, Mappings
from jd_assets.ingest.feeds.registry import record_of
from jd_assets.ingest.feeds.values import Item, text_of
from jd_assets.ingest.records import Record, Refused

Found = Iterator[Record | Refused]


@dataclass
class Progress:
    """How far a file of lines was read, so that the next look need not read it from its start.

    Attributes:
        lines: Lines that are done with.
        items: Records and refusals that came of them.
    """

    lines: int = 0
    items: int = 0


@dataclass(frozen=True)
class Drop:
    """A file, or a member of an archive, while it is read.

    Attributes:
        path: Where its bytes lie.
        source: Name of the file that was dropped.
        label: Its own name for people; for a member "dump.zip/jobs.csv".
        name: The file's name without the ending of a compression; its ending tells text kinds apart.
        mappings: The mapping file in force.
        depth: Archives around it.
        progress: Where to go on, and how far it came; a member of an archive has one of its own.
    """

    path: Path
    source: str
    label: str
    name: str
    mappings: Mappings = NO_MAPPINGS
    depth: int = 0
    progress: Progress = field(default_factory=Progress, compare=False)

    @property
    def ending(self) -> str:
        """The ending of its name, in lower case."""
        return Path(self.name).suffix.lower()

    def document(self, record: Record) -> Record:
        """A record that is the file itself."""
        return replace(record, source=self.source, place="" if self.label == self.source else self.label)

    def item(self, item: Any, around: Item, number: int, unit: str) -> Record | Refused:
        """The record of an item, known by its number in the file ("line 3", "row 3")."""
        place = f"{self.label}#{number}"
        try:
            record = record_of(item, around, self.mappings, self.name)
        except PermanentFailure as error:
            own_id = text_of(item.get("id")) if isinstance(item, dict) else None
            return Refused(self.source, own_id or place, f"{self.label} {unit} {number} {error}")
        return replace(record, source=self.source, place=place)

    def refused(self, reason: str, number: int | None = None) -> Refused:
        """A refusal of the file, or of one line or row of it."""
        own = self.source if self.label == self.source else self.label
        return Refused(self.source, own if number is None else f"{self.label}#{number}", f"{self.label} {reason}")

    def within(self, path: Path, name: str, label: str | None = None) -> "Drop":
        """What is packed in it."""
        progress = Progress() if label else self.progress
        return replace(self, path=path, name=name, label=label or self.label, depth=self.depth + 1, progress=progress)


Reader = Callable[[Drop], Found]
