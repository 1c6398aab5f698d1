"""Reads postings from files and folders: one document a file, or one posting a line or row."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet

from jd_assets.failures import PermanentFailure, reason_of
from jd_assets.ingest.records import Record, Refused

DOCUMENTS = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
TABLES = (".jsonl", ".csv", ".parquet")
SUPPORTED = (*DOCUMENTS, *TABLES)

#: A document larger than this is refused unread; the longest real postings are under 50 kB of text.
MAX_DOCUMENT_BYTES = 50_000_000

#: A line of a .jsonl file that is longer is refused; the longest postings have two million characters.
MAX_LINE_BYTES = 20_000_000
#: A CSV larger than this, or a Parquet file that unpacks to more, is refused: it is read in memory.
MAX_TABLE_BYTES = 1_000_000_000
#: Rows of a Parquet file unpacked at once: a few bytes of it may say a long text a million times.
_ROWS_AT_ONCE = 100
#: What is read of a table; other columns are left alone.
_COLUMNS = ("id", "text", "title", "company", "location")

#: Tags that mark a `text` value as HTML; a single "<b>" or "a < b" in plain text does not.
_HTML = re.compile(r"<(?:p|br|div|li|ul|ol|h[1-6]|span|strong)\b[^>]*>", re.IGNORECASE)
_HTML_TAGS = 3


def input_files(paths: Iterable[Path]) -> list[Path]:
    """All files to read, folders searched, in the order of their names; hidden files of a folder are left out.

    Raises:
        PermanentFailure: A path does not exist, a file has an unknown ending, or a folder holds nothing to read.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _is_wanted(file, path))
            if not inside:
                raise PermanentFailure(f"{path} holds no postings: expected files ending in {', '.join(SUPPORTED)}")
            found += inside
        elif not path.exists():
            raise PermanentFailure(f"{path} does not exist")
        elif path.suffix.lower() not in SUPPORTED:
            raise PermanentFailure(f"{path} cannot be read: expected a file ending in {', '.join(SUPPORTED)}")
        else:
            found.append(path)
    return found


def _is_wanted(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in SUPPORTED and file.is_file()


def read_file(path: Path) -> Iterator[Record | Refused]:
    """The postings of one file; a line or row that is no posting is refused alone, a broken file as a whole."""
    ending = path.suffix.lower()
    readers: dict[str, Callable[[Path], Iterator[Record | Refused]]] = {
        ".jsonl": _json_lines,
        ".csv": _csv,
        ".parquet": _parquet,
    }
    try:
        yield from readers.get(ending, _document)(path)
    except (OSError, ValueError, PermanentFailure) as error:
        yield Refused(path.name, path.name, f"{path.name} cannot be read: {reason_of(error)}")


def _document(path: Path) -> Iterator[Record | Refused]:
    if path.stat().st_size > MAX_DOCUMENT_BYTES:
        raise PermanentFailure(f"it is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB; split it")
    yield Record(path.name, path.name, path.read_bytes(), DOCUMENTS[path.suffix.lower()])


def _json_lines(path: Path) -> Iterator[Record | Refused]:
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(MAX_LINE_BYTES), b""), start=1):
            if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
                while (rest := file.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
                    pass
                reason = f"{path.name} line {number} is longer than {MAX_LINE_BYTES // 1_000_000} MB"
                yield Refused(path.name, f"{path.name}#{number}", reason)
            elif line.strip():
                yield _json_line(path.name, number, line)


def _json_line(name: str, number: int, line: bytes) -> Record | Refused:
    where = f"{name} line {number}"
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Refused(name, f"{name}#{number}", f"{where} is not JSON: {error}")
    if not isinstance(fields, dict):
        return Refused(name, f"{name}#{number}", f"{where} is not a JSON object")
    return _record(name, f"{name}#{number}", where, fields)


def _csv(path: Path) -> Iterator[Record | Refused]:
    if path.stat().st_size > MAX_TABLE_BYTES:
        raise PermanentFailure(f"it is larger than {MAX_TABLE_BYTES // 1_000_000} MB; split it")
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except UnicodeDecodeError as error:
        raise PermanentFailure("it is not UTF-8 text: save it as UTF-8") from error
    _refuse_without_text(list(map(str, frame.columns)))
    yield from _rows(path, frame.to_dict("records"))


def _parquet(path: Path) -> Iterator[Record | Refused]:
    with pyarrow.parquet.ParquetFile(path) as file:
        groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
        if sum(group.total_byte_size for group in groups) > MAX_TABLE_BYTES:
            raise PermanentFailure(f"it unpacks to more than {MAX_TABLE_BYTES // 1_000_000} MB; split it")
        names = file.schema_arrow.names
        _refuse_without_text(names)
        wanted = [name for name in _COLUMNS if name in names]
        batches = file.iter_batches(_ROWS_AT_ONCE, columns=wanted)
        yield from _rows(path, (fields for batch in batches for fields in batch.to_pylist()))


def _refuse_without_text(columns: Sequence[str]) -> None:
    if "text" not in columns:
        raise PermanentFailure(f"it has no column 'text', only {', '.join(columns)}")


def _rows(path: Path, rows: Iterable[Mapping[Any, Any]]) -> Iterator[Record | Refused]:
    for number, fields in enumerate(rows, start=1):
        yield _record(path.name, f"{path.name}#{number}", f"{path.name} row {number}", fields)


def _record(name: str, place: str, where: str, fields: Mapping[Any, Any]) -> Record | Refused:
    text = fields.get("text")
    source_id = _given(fields.get("id")) or place
    if not isinstance(text, str):
        return Refused(name, source_id, f"{where} has no 'text' that is a string")
    return Record(
        name,
        source_id,
        text,
        "text/html" if is_html(text) else "text/plain",
        title=_given(fields.get("title")),
        company=_given(fields.get("company")),
        location=_places(fields.get("location")),
        place=place,
    )


def is_html(text: str) -> bool:
    """Whether a text is HTML, by its tags."""
    return len(_HTML.findall(text)) >= _HTML_TAGS


def _given(value: Any) -> str | None:
    """A cell or field as text; None for one that is empty, missing (NaN is how pandas says it), or no single value."""
    if not pd.api.types.is_scalar(value) or pd.isna(value):
        return None
    return str(value).strip() or None


def _places(value: Any) -> str | None:
    """A place, or the places of a list parted by semicolons: `["Lyon", "Nantes"]` is "Lyon; Nantes"."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(filter(None, (each.strip() for each in value))) or None
    return _given(value)
