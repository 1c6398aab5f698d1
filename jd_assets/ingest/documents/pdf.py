"""PDF to text: the lines of each page, joined again to paragraphs."""

import re
import unicodedata
from collections.abc import Iterator
from threading import Lock

import pypdfium2

from jd_assets.failures import PermanentFailure
from jd_assets.parsing.structure.spans import GLYPHS

MAX_PAGES = 300
FULL_LINE_SHARE = 0.8  # a line this long, measured by the longest of its page, was broken by the margin

_PDFIUM = Lock()  # PDFium is not thread-safe
_STARTS_ITEM = re.compile(rf"^\s*(?:[{GLYPHS}*-]|\d{{1,2}}[.)])\s*")
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff\ufffe\uffff]")


def pdf_text(data: bytes, max_chars: int) -> str:
    """The text layer of a PDF; ligatures are spelled out.

    Raises:
        PermanentFailure: It cannot be opened, needs a password, has too many pages or characters, or is a scan.
    """
    with _PDFIUM:
        pages = list(_pages(data, max_chars))
    text = "\n\n".join(filter(None, (_paragraphs(page) for page in pages)))
    if not text.strip():
        raise PermanentFailure("the PDF holds no text (a scan?): run text recognition on it and send it again")
    return text


def _pages(data: bytes, max_chars: int) -> Iterator[str]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PermanentFailure("the PDF is locked by a password: save it without one and send it again") from error
        raise PermanentFailure(f"the PDF is broken ({error}): export it anew from its source") from error
    try:
        if len(document) > MAX_PAGES:
            raise PermanentFailure(f"the PDF has {len(document)} pages, more than {MAX_PAGES}: split it")
        total = 0
        for number in range(len(document)):
            page = document[number].get_textpage().get_text_range()
            total += len(page)
            if total > max_chars:
                raise PermanentFailure(f"the PDF holds more than {max_chars:,} characters of text: split it")
            yield page
    except pypdfium2.PdfiumError as error:
        raise PermanentFailure(f"the PDF is broken ({error}): export it anew from its source") from error
    finally:
        document.close()


def _paragraphs(page: str) -> str:
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", page))
    lines = [line.strip() for line in folded.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    full = FULL_LINE_SHARE * max((len(line) for line in lines), default=0)
    joined: list[str] = []
    last = ""  # the page's own line before this one; the joined one is longer
    for line in lines:
        if joined and _continues(last, line, full):
            joined[-1] += " " + line
        else:
            joined.append(line)
        last = line
    return "\n".join(joined).strip()


def _continues(before: str, line: str, full: float) -> bool:
    if not before or not line or _STARTS_ITEM.match(line) or before[-1] in ".!?:":
        return False
    return line[0].islower() or line[0] in "(&" or (len(before) >= full and before[-1] != ";")
