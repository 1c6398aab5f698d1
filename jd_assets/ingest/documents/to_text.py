"""What arrives, as clean text: decoding, and the right reader for each kind of document."""

import re

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.documents.garbled import mended
from jd_assets.ingest.documents.html import html_text

MAX_CHARS = 2_000_000
"""A longer text is refused; the longest real postings have some 50,000 characters."""

MAX_HTML_CHARS = 10_000_000
"""Markup takes a multiple of the text it carries."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
HTML = frozenset({"text/html", "application/xhtml+xml"})

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates: no database takes them
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_HEAD_BYTES = 2048
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE_BYTES = 4000


def to_text(data: bytes | str, media_type: str) -> str:
    """The text of a document.

    Plain text and Markdown are kept as they are but for their encoding, so that offsets into a caller's own string
    hold, unless they were garbled on the way (see `garbled`); HTML, PDF and DOCX become lines, with list items marked
    "- " and headings marked "## ".

    Raises:
        PermanentFailure: The document is broken, locked, too large, or of a kind that cannot be read.
    """
    kind = media_type.partition(";")[0].strip().lower()
    # Readers are imported for the first document of their kind: most drops have none, and python-docx takes .1 s.
    if kind == PDF:
        from jd_assets.ingest.documents.pdf import pdf_text  # noqa: PLC0415

        text = pdf_text(_bytes_of(data, "PDF"), MAX_CHARS)
    elif kind == DOCX:
        from jd_assets.ingest.documents.docx import docx_text  # noqa: PLC0415

        text = docx_text(_bytes_of(data, "DOCX"))
    elif kind in HTML:
        text = html_text(_checked(decoded(data), MAX_HTML_CHARS))
    elif kind.startswith("text/"):
        text = mended(_checked(decoded(data)))
    else:
        raise PermanentFailure(f"media type {media_type!r} cannot be read: send text, Markdown, HTML, PDF or DOCX")
    return clean_text(_checked(text))


def clean_text(text: str) -> str:
    """The text with characters that cannot be stored replaced, one for one, by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def _checked(text: str, limit: int = MAX_CHARS) -> str:
    if len(text) > limit:
        raise PermanentFailure(
            f"the text has {len(text):,} characters, more than the {limit:,} allowed: split the file"
        )
    return text


def _bytes_of(data: bytes | str, kind: str) -> bytes:
    if isinstance(data, str):
        raise PermanentFailure(f"the {kind} arrived as text: send the file's bytes")
    return data


def decoded(data: bytes | str) -> str:
    """Bytes as text: by their mark, as UTF-16 without one, as UTF-8, by what the page declares, as Windows-1252."""
    if isinstance(data, str):
        return data
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    declared = _META_CHARSET.search(data[:_HEAD_BYTES])
    for encoding in filter(None, (utf16_without_bom(data), "utf-8", declared and declared[1].decode("ascii"))):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every second byte."""
    sample = data[:_SAMPLE_BYTES]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.6 and not sample[0::2].count(0):
        return "utf-16-le"
    if half and sample[0::2].count(0) > half * 0.6 and not sample[1::2].count(0):
        return "utf-16-be"
    return None
