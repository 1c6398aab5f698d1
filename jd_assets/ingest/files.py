"""Reads postings from files and folders: one document a file, or one posting a line or row."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

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

#: Tags that mark a `text` value as HTML; a single "<b>" or "a < b" in plain text does not.
_HTML = re.compile(r"<(?:p|br|div|li|ul|ol|h[1-6]|span|strong)\b[^>]*>", re.IGNORECASE)
_HTML_TAGS = 3


def input_files(paths: Iterable[Path]) -> list[Path]:
    """All files to read, folders searched, in the order of their names.

    Raises:
        PermanentFailure: A path does not exist, a file has an unknown ending, or a folder holds nothing to read.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUPPORTED and file.is_file())
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


def read_file(path: Path) -> Iterator[Record | Refused]:
    """The postings of one file; a line or row that is no posting is refused alone, a broken file as a whole."""
    ending = path.suffix.lower()
    readers: dict[str, Callable[[Path], Iterator[Record | Refused]]] = {
        ".jsonl": _json_lines,
        ".csv": lambda file: _frame(file, lambda: pd.read_csv(file, dtype=str, keep_default_na=False)),
        ".parquet": lambda file: _frame(file, lambda: pd.read_parquet(file)),
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
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _json_line(path.name, number, line)


def _json_line(name: str, number: int, line: bytes) -> Record | Refused:
    where = f"{name} line {number}"
    try:
        fields = json.loads(line)
    except ValueError as error:
        return Refused(name, f"{name}#{number}", f"{where} is not JSON: {error}")
    if not isinstance(fields, dict):
        return Refused(name, f"{name}#{number}", f"{where} is not a JSON object")
    return _record(name, f"{name}#{number}", where, fields)


def _frame(path: Path, read: Callable[[], pd.DataFrame]) -> Iterator[Record | Refused]:
    frame = read()
    if "text" not in frame.columns:
        raise PermanentFailure(f"it has no column 'text', only {', '.join(map(str, frame.columns))}")
    for number, fields in enumerate(frame.to_dict("records"), start=1):
        yield _record(path.name, f"{path.name}#{number}", f"{path.name} row {number}", dict(fields))


def _record(name: str, fallback_id: str, where: str, fields: dict[Any, Any]) -> Record | Refused:
    text = fields.get("text")
    given = fields.get("id")
    source_id = _clean(str(given)) if _present(given) else fallback_id
    if not isinstance(text, str):
        return Refused(name, source_id, f"{where} has no 'text' that is a string")
    optional = {
        key: str(fields[key]) if _present(fields.get(key)) else None for key in ("title", "company", "location")
    }
    html = len(_HTML.findall(text)) >= _HTML_TAGS
    return Record(name, source_id, text, "text/html" if html else "text/plain", **optional)


def _present(value: object) -> bool:
    return value is not None and value == value and str(value).strip() != ""  # noqa: PLR0124 - NaN is unlike itself


def _clean(text: str) -> str:
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
