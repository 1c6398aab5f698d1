"""Documents that are one posting each: text, Markdown with or without front matter, PDF and Word."""

import re
from typing import Any

import yaml

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.documents.to_text import DOCX, PDF, decoded
from jd_assets.ingest.feeds import own
from jd_assets.ingest.records import Record

#: A larger document is refused unread; the longest real postings are under 50 kB of text.
MAX_DOCUMENT_BYTES = 50_000_000
_MAX_FRONT_CHARS = 20_000
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


def document_bytes(drop: Drop) -> bytes:
    """The bytes of a document.

    Raises:
        PermanentFailure: It is too large.
    """
    if drop.path.stat().st_size > MAX_DOCUMENT_BYTES:
        raise PermanentFailure(f"it is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB; split it")
    return drop.path.read_bytes()


def read_pdf(drop: Drop) -> Found:
    """A PDF."""
    yield drop.document(Record("", None, document_bytes(drop), PDF))


def read_word(drop: Drop) -> Found:
    """A Word document."""
    yield drop.document(Record("", None, document_bytes(drop), DOCX))


def read_text(drop: Drop) -> Found:
    """A text; front matter is facts beside it, by this project's names or the mapping file's."""
    media_type = "text/markdown" if drop.ending == ".md" else "text/plain"
    data = document_bytes(drop)
    text = decoded(data[: _MAX_FRONT_CHARS * 2]).removeprefix("\ufeff") if b"---" in data[:8] else ""
    front = _front_matter(text[:_MAX_FRONT_CHARS])
    if front is None:
        yield drop.document(Record("", None, data, media_type))
        return
    facts, end = front
    body = decoded(data).removeprefix("\ufeff")[end:].lstrip("\r\n")
    feed = drop.mappings.feed_of(drop.name, facts)
    renamed = feed.renamed({**facts, "text": body}) if feed else facts
    record = own.read({**renamed, "text": body}, {})
    yield drop.document(
        Record("", record.own_id, body, media_type, record.title, record.company, record.location,
               feed=feed.name if feed else None, stated=record.stated)
    )  # fmt: skip


def _front_matter(text: str) -> tuple[dict[str, Any], int] | None:
    """Front matter and where it ends; None where the text has none that says a thing of a posting."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return None
    try:
        facts = yaml.safe_load(found["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return (facts, found.end()) if isinstance(facts, dict) else None
