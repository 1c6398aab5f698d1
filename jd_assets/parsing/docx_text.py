"""DOCX to text: paragraphs, headings, list items and table rows in their order."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as DocxDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from jd_assets.failures import PermanentFailure

MAX_UNPACKED_BYTES = 50_000_000

_OLE_MAGIC = b"\xd0\xcf\x11\xe0"  # the container of encrypted and of old binary Word files
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")


def docx_text(data: bytes) -> str:
    """The text of a Word document.

    Raises:
        PermanentFailure: It is broken, encrypted, of the old binary format, or unpacks to too much.
    """
    document = _opened(data)
    lines = (_INVISIBLE.sub("", line) for part in document.iter_inner_content() for line in _lines(part))
    return "\n".join(lines).strip()


def _opened(data: bytes) -> DocxDocument:
    if data.startswith(_OLE_MAGIC):
        raise PermanentFailure(
            "the Word file is encrypted or in the old .doc format: save it as .docx, without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise PermanentFailure("the DOCX is broken (it is no archive): open it in Word and save it anew") from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise PermanentFailure(
            f"the DOCX unpacks to {unpacked:,} bytes, more than {MAX_UNPACKED_BYTES:,}: remove its pictures"
        )
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx raises many kinds on broken documents
        raise PermanentFailure(
            f"the DOCX is broken ({type(error).__name__}): open it in Word and save it anew"
        ) from error


def _lines(part: Paragraph | Table) -> Iterator[str]:
    if isinstance(part, Table):
        for row in part.rows:
            cells = dict.fromkeys(cell.text.strip().replace("\n", " ") for cell in row.cells)
            yield " | ".join(filter(None, cells))
        return
    style = (part.style.name or "") if part.style is not None else ""
    text = part.text.strip()
    if text and style.startswith(("Heading", "Title")):
        yield f"## {text}"
    elif text and (style.startswith("List") or _is_numbered(part)):
        yield f"- {text}"
    else:
        yield text


def _is_numbered(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr  # python-docx offers no public way to a paragraph's numbering
    return properties is not None and properties.numPr is not None
