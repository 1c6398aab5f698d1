"""CSV and its kin: any delimiter and encoding, quoted line breaks, a row in memory at a time."""

import csv
import itertools
from collections.abc import Iterator, Sequence
from typing import TextIO

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.containers.lines import MAX_LINE_BYTES
from jd_assets.ingest.containers.rows import MAX_COLUMNS, checked_header, known_columns, read_rows
from jd_assets.ingest.documents.to_text import utf16_without_bom

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_BYTES = 4000
_SAMPLE_CHARS = 200_000
_SAMPLE_ROWS = 20
#: Below so many columns a line from the middle of a broken row may pass for a row.
_MIN_COLUMNS_TO_GO_ON = 3


def read_csv(drop: Drop) -> Found:
    """The postings of a table, a row each.

    Raises:
        PermanentFailure: It has no header, or none of its columns is known.
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    with opened(drop) as file:
        delimiter = delimiter_of(drop, file)
        file.seek(0)
        reader = csv.reader(_without_mark(file), delimiter=delimiter, strict=True)
        try:
            header = next((cells for cells in reader if any(cell.strip() for cell in cells)), None)
        except csv.Error as error:
            raise PermanentFailure(f"its header is broken: {error}") from error
        if header is None:
            raise PermanentFailure("it is empty")
        names = checked_header(drop, [_text(cell) for cell in header])
        yield from _rows(drop, names, reader)


def delimiter_of(drop: Drop, file: TextIO) -> str:
    """The delimiter that gives the most columns that are known, then the most rows of as many cells as the header."""
    sample = file.read(_SAMPLE_CHARS).removeprefix("\ufeff")
    known = known_columns(drop.mappings)

    def fit(delimiter: str) -> tuple[int, int, int]:
        reader = csv.reader(sample.splitlines(keepends=True), delimiter=delimiter)
        try:
            header, *rows = itertools.islice(reader, _SAMPLE_ROWS)
        except (csv.Error, ValueError):
            return 0, 0, 0
        if len(header) > MAX_COLUMNS:
            return 0, 0, len(header)
        alike = sum(len(row) == len(header) for row in rows) if len(header) > 1 else 0
        return sum(name.strip() in known for name in header), alike, len(header)

    return max(DELIMITERS, key=fit)


def opened(drop: Drop) -> TextIO:
    """The table as text; bytes that are no UTF-8 pass through, to be read cell by cell."""
    with drop.path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
    is_marked = sample.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if is_marked else utf16_without_bom(sample) or "utf-8"
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    return drop.path.open(encoding=encoding, errors=errors, newline="")


def _without_mark(file: TextIO) -> Iterator[str]:
    first = file.readline()
    yield first.removeprefix("\ufeff")
    yield from file


def _text(cell: str) -> str:
    """A cell whose bytes are no UTF-8 is Windows-1252, which Latin-1 is a part of."""
    if cell.isascii():
        return cell
    try:
        cell.encode()
    except UnicodeEncodeError:
        return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return cell


def _rows(drop: Drop, names: Sequence[str], reader: Iterator[list[str]]) -> Found:
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if len(names) < _MIN_COLUMNS_TO_GO_ON:
                raise PermanentFailure(f"from row {number} on its quotes are out of place: {error}") from error
            yield drop.refused(f"row {number} has a quote out of place: {error}", number)
            continue
        if not cells:
            number -= 1  # an empty line is no row
            continue
        yield from read_rows(drop, names, [(number, [_text(cell) for cell in cells])])
