"""Excel workbooks: each sheet a table, its first row the header."""

import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.containers.rows import MAX_COLUMNS, checked_header, read_rows

#: A workbook that unpacks to more is refused: its texts are held in memory at once.
MAX_UNPACKED_BYTES = 300_000_000


def read_workbook(drop: Drop) -> Found:
    """The postings of a workbook, a row each; sheets that are no tables of postings are refused alone.

    Raises:
        PermanentFailure: It is broken, locked, too large or empty.
    """
    book = _opened(drop)
    try:
        found = False
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its size need not be so
            rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
            header = next((row for row in rows if any(cell is not None for cell in row)), None)
            if header is None:
                continue
            found = True
            part = (
                drop if len(book.worksheets) == 1 else drop.within(drop.path, drop.name, f"{drop.label}/{sheet.title}")
            )
            yield from _sheet(part, header, rows)
        if not found:
            raise PermanentFailure("it is empty")
    finally:
        book.close()


def _opened(drop: Drop) -> Any:
    try:
        with zipfile.ZipFile(drop.path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise PermanentFailure("the workbook is broken (it is no archive): save it anew as .xlsx") from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise PermanentFailure(f"it unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB: save it as CSV")
    import openpyxl  # noqa: PLC0415 - .3 s that only a workbook should cost

    try:
        return openpyxl.load_workbook(drop.path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds on broken files
        raise PermanentFailure(f"the workbook is broken ({type(error).__name__}): save it anew as .xlsx") from error


def _sheet(drop: Drop, header: Sequence[Any], rows: Iterator[Sequence[Any]]) -> Found:
    names = _trimmed(header)
    try:
        checked = checked_header(drop, ["" if name is None else str(name) for name in names])
    except PermanentFailure as error:
        yield drop.refused(f"cannot be read: {error}")
        return
    numbered = ((number, _fitted(row, len(checked))) for number, row in enumerate(rows, start=1) if _trimmed(row))
    yield from read_rows(drop, checked, numbered)


def _trimmed(row: Sequence[Any]) -> list[Any]:
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _fitted(row: Sequence[Any], width: int) -> list[Any]:
    """The cells of a row; a workbook leaves out empty ones at its end, which are none too few."""
    cells = _trimmed(row)
    return cells + [None] * (width - len(cells))
