"""How a file would be read, for people: its kind, its columns, and the feed of the mapping file that fits it."""

import csv
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice

from jd_assets.failures import reason_of
from jd_assets.ingest.containers.csv_file import delimiter_of, opened
from jd_assets.ingest.containers.drop import Drop
from jd_assets.ingest.containers.kind import Kind, kind_of
from jd_assets.ingest.containers.rows import known_columns
from jd_assets.ingest.feeds.mapping import Mappings
from jd_assets.ingest.feeds.registry import shape_of
from jd_assets.ingest.files import Input
from jd_assets.ingest.remote import RemoteFile

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SHOWN = 20


def description_of(file: Input, mappings: Mappings) -> Iterator[tuple[str, str]]:
    """What is told of a file, as pairs of a name and a saying."""
    with file.local() if isinstance(file, RemoteFile) else nullcontext(file) as path:
        try:
            kind = kind_of(path, file.name)
        except OSError as error:
            yield "kind", reason_of(error)
            return
        yield "kind", str(kind) if kind else "unknown"
        if kind is Kind.CSV:
            yield from _table(Drop(path, file.name, file.name, file.name, mappings))


def _table(drop: Drop) -> Iterator[tuple[str, str]]:
    with opened(drop) as file:
        delimiter = delimiter_of(drop, file)
        file.seek(0)
        try:
            header = next(iter(islice(csv.reader(file, delimiter=delimiter), 1)), [])
        except csv.Error as error:
            yield "columns", str(error)
            return
    names = [name.strip().removeprefix("\ufeff") for name in header]
    known = known_columns(drop.mappings)
    yield "cells", f"parted by {_DELIMITERS[delimiter]}"
    yield "columns read", ", ".join(name for name in names if name in known) or "none"
    if left := [name for name in names if name not in known]:
        more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
        yield "columns left alone", ", ".join(left[:_SHOWN]) + more
    feed = drop.mappings.feed_of(drop.name, names)
    shape = shape_of(dict.fromkeys(names))
    yield "read as", f"feed {feed.name} of the mapping file" if feed else shape.name if shape else "none that is known"
