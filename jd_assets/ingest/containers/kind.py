"""What a file is, by its first bytes; its name only tells apart what content cannot."""

import json
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from jd_assets.ingest.documents.to_text import decoded

_HEAD_BYTES = 65_536


class Kind(StrEnum):
    """What files may be."""

    GZIP = "gzip"
    ZIP = "ZIP archive"
    PDF = "PDF"
    DOCX = "Word"
    XLSX = "Excel"
    PARQUET = "Parquet"
    JSON = "JSON"
    JSON_LINES = "JSON lines"
    CSV = "CSV"
    XML = "XML"
    HTML = "HTML"
    MAIL = "e-mail"
    MARKDOWN = "Markdown"
    TEXT = "text"


#: Endings of files that are looked into; `.gz` may follow each.
ENDINGS = (
    *(".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx"),
    *(".parquet", ".xml", ".eml", ".zip", ".gz"),
)
_TEXT_ENDINGS = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".xml": Kind.XML,
    ".eml": Kind.MAIL,
}
_BINARY_ENDINGS = {
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".xlsx": Kind.XLSX,
    ".parquet": Kind.PARQUET,
    ".zip": Kind.ZIP,
    ".gz": Kind.GZIP,
}
_MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"\x1f\x8b", Kind.GZIP),
    (b"PAR1", Kind.PARQUET),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.DOCX),  # the old Office files, whose reader says what to do
)
_HTML = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_XML = re.compile(r"(?:<\?xml\b|<(?:rss|feed|workzag-jobs|rdf:rdf)\b)", re.IGNORECASE)
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")
_MAIL_HEADERS = re.compile(r"^(?:from|to|subject|date|message-id|mime-version):", re.IGNORECASE | re.MULTILINE)


def kind_of(path: Path, name: str) -> Kind | None:
    """What the file is; None where neither content nor name tell."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    ending = Path(name).suffix.lower()
    if head.startswith(b"PK\x03\x04"):
        return _packed(path, ending)
    if ending in _BINARY_ENDINGS:
        return _BINARY_ENDINGS[ending]  # broken, which its reader says
    said = _TEXT_ENDINGS.get(ending)
    return _text_kind(decoded(head).lstrip("\ufeff \t\r\n"), said) if said else None


def _packed(path: Path, ending: str) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except Exception:  # zipfile raises many kinds on broken archives; the reader of the kind says what is broken
        return _BINARY_ENDINGS.get(ending, Kind.ZIP)
    if "word/document.xml" in names:
        return Kind.DOCX
    return Kind.XLSX if "xl/workbook.xml" in names else _BINARY_ENDINGS.get(ending, Kind.ZIP)


def _text_kind(head: str, said: Kind) -> Kind:
    """What a text is: its content counts, where it speaks plainly, more than the ending."""
    if said in {Kind.JSON, Kind.JSON_LINES} or (head[:1] in {"{", "["} and _begins_json(head)):
        return _json_kind(head, said)
    if _HTML.match(head) or (head.startswith("<!--") and _HTML.search(head)):
        return Kind.HTML
    if _XML.match(head):
        return Kind.HTML if _HTML.search(head[:500]) else Kind.XML
    is_mail = _MAIL.match(head) and len(_MAIL_HEADERS.findall(head[:4000])) >= 3
    return Kind.MAIL if is_mail else Kind.TEXT if said in {Kind.MAIL, Kind.XML} and not head.startswith("<") else said


def _begins_json(head: str) -> bool:
    """Whether a text that opens like JSON is: "[Remote] Engineer" is not."""
    return re.match(r"[\[{]\s*(?:[\[{\"]|$)", head) is not None


def _json_kind(head: str, said: Kind) -> Kind:
    """One value, or one a line."""
    first, _, rest = head.partition("\n")
    try:
        is_object = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        # A line that is longer than what was read, or is broken; a value over several lines has a bare bracket first.
        is_object = (
            said is Kind.JSON_LINES and re.fullmatch(r"[\[{]\s*(?:\"[^\"]*\"\s*:\s*[\[{]?\s*,?)?\s*", first) is None
        )
        return Kind.JSON_LINES if is_object or (said is Kind.JSON_LINES and not rest.strip()) else Kind.JSON
    if said is Kind.JSON_LINES:
        return Kind.JSON_LINES
    return Kind.JSON_LINES if is_object and rest.lstrip()[:1] == "{" else Kind.JSON
