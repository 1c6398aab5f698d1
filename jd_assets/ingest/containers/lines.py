"""JSON lines: a JSON object a line, read with a line in memory at a time."""

import codecs
import io
import json
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.documents.to_text import utf16_without_bom
from jd_assets.ingest.feeds.registry import items_of

#: A line that is longer is refused; the longest postings have two million characters.
MAX_LINE_BYTES = 20_000_000
_SAMPLE_BYTES = 4000


def read_lines(drop: Drop) -> Found:
    """The postings of a file of lines; one that is no posting is refused alone."""
    progress = drop.progress
    with drop.path.open("rb") as file:
        # Lines that are done with are passed over unread: a large file takes many looks.
        for number, line in enumerate(islice(_lines(as_utf8(file)), progress.lines, None), start=progress.lines + 1):
            items = 0
            for found in _line(drop, number, line):
                items += 1
                yield found
            progress.lines, progress.items = number, progress.items + items


def as_utf8(file: BinaryIO) -> BinaryIO:
    """The file, as UTF-8 where it is UTF-16."""
    sample = file.read(_SAMPLE_BYTES)
    file.seek(0)
    is_marked = sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if is_marked else utf16_without_bom(sample)
    if encoding:
        return codecs.EncodedFile(file, "utf-8", encoding, errors="replace")
    if sample.startswith(codecs.BOM_UTF8):
        file.seek(len(codecs.BOM_UTF8))
    return file


def _lines(file: BinaryIO) -> Iterator[bytes]:
    read = file.readline if isinstance(file, io.BufferedIOBase) else lambda _: file.readline()
    for line in iter(lambda: read(MAX_LINE_BYTES), b""):
        yield line
        if len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
            while (rest := read(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass


def _line(drop: Drop, number: int, line: bytes) -> Found:
    if len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
        yield drop.refused(f"line {number} is longer than {MAX_LINE_BYTES // 1_000_000} MB", number)
        return
    if not line.strip():
        return
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield drop.refused(f"line {number} is not JSON: {error}", number)
        return
    if not isinstance(value, dict):
        yield drop.refused(f"line {number} is not a JSON object", number)
        return
    for item, around in items_of(value, drop.mappings, drop.name):
        yield drop.item(item, around, number, "line")
