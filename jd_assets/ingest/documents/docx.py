"""DOCX to text: paragraphs, headings, list items and table rows in their order."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

import docx
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.simpletypes import ST_Merge
from docx.table import Table
from docx.text.paragraph import Paragraph

from jd_assets.failures import PermanentFailure

MAX_UNPACKED_BYTES = 50_000_000
MAX_MARKUP = 500_000
"""Tags and attributes in all of its parts. The longest real postings have a fifth of it in Word's wordiest form. Each
takes some 250 bytes once it is read (measured): 50 MB of "<w:p/>" would take two gigabytes."""
MAX_SPAN = 63
"""Columns of a table in Word; a cell that says it spans more spans these."""

_OLE_MAGIC = b"\xd0\xcf\x11\xe0"  # the container of encrypted and of old binary Word files
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # marks of encodings, and blanks
_READ_AT_ONCE = 1 << 20
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")


def docx_text(data: bytes) -> str:
    """The text of a Word document.

    Raises:
        PermanentFailure: It is broken, encrypted, of the old binary format, or unpacks to too much.
    """
    document = _opened(data)
    try:
        return "\n".join(_INVISIBLE.sub("", line) for line in _lines_of(document)).strip()
    except Exception as error:  # values that no attribute may have come up where they are read
        raise _broken(error) from error


def _lines_of(document: DocxDocument) -> Iterator[str]:
    # Looked up for each paragraph, python-docx searches all styles every time: 35 s for 20,000 paragraphs.
    styles = {style.style_id: style.name or "" for style in document.styles if style.type is WD_STYLE_TYPE.PARAGRAPH}
    for part in document.iter_inner_content():
        yield from _lines(part, styles)


def _opened(data: bytes) -> DocxDocument:
    if data.startswith(_OLE_MAGIC):
        raise PermanentFailure(
            "the Word file is encrypted or in the old .doc format: save it as .docx, without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_large(archive)
    except PermanentFailure:
        raise
    except Exception as error:  # zipfile raises many kinds on broken archives, as python-docx does on broken documents
        raise PermanentFailure("the DOCX is broken (it is no archive): open it in Word and save it anew") from error
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:
        raise _broken(error) from error


def _broken(error: Exception) -> PermanentFailure:
    return PermanentFailure(f"the DOCX is broken ({type(error).__name__}): open it in Word and save it anew")


def _refuse_large(archive: zipfile.ZipFile) -> None:
    """Refuse what would take too much memory, by what it unpacks to and before any of it is parsed."""
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        raise PermanentFailure(
            f"the DOCX unpacks to {unpacked:,} bytes, more than {MAX_UNPACKED_BYTES:,}: remove its pictures"
        )
    markup = sum(_markup_of(archive, entry) for entry in archive.infolist())
    if markup > MAX_MARKUP:
        raise PermanentFailure(
            f"the DOCX holds {markup:,} tags and attributes, more than {MAX_MARKUP:,}: save the posting alone, as text"
        )


def _markup_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Tags and attributes of a part; none where it is no XML, whatever its name is."""
    with archive.open(entry) as part:
        piece = part.read(_READ_AT_ONCE)
        if not piece.lstrip(_BEFORE_XML).startswith(b"<"):
            return 0
        markup = 0
        while piece:
            markup += piece.count(b"<") + piece.count(b"=")
            piece = part.read(_READ_AT_ONCE)
        return markup


def _lines(part: Paragraph | Table, styles: Mapping[str, str]) -> Iterator[str]:
    if isinstance(part, Table):
        yield from _rows(part)
        return
    style = styles.get(part._p.style or "", "")
    text = part.text.strip()
    if text and style.startswith(("Heading", "Title")):
        yield f"## {text}"
    elif text and (style.startswith("List") or _is_numbered(part)):
        yield f"- {text}"
    else:
        yield text


def _rows(table: Table) -> Iterator[str]:
    """The rows, a cell that goes on from the row above with its text.

    python-docx repeats a cell for each column that it spans, and looks for where a merged cell begins from every row
    of it anew: one tag of a hostile table would keep it at work for hours.
    """
    above: dict[int, str] = {}
    for row in table._tbl.tr_lst:
        column = row.grid_before
        cells: dict[int, str] = {}
        for cell in row.tc_lst:
            is_continued = cell.vMerge == ST_Merge.CONTINUE
            text = "\n".join(paragraph.text for paragraph in cell.p_lst).strip().replace("\n", " ")
            cells[column] = above.get(column, text) if is_continued else text
            column += min(cell.grid_span, MAX_SPAN)
        yield " | ".join(filter(None, dict.fromkeys(cells.values())))
        above = cells


def _is_numbered(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr  # python-docx offers no public way to a paragraph's numbering
    return properties is not None and properties.numPr is not None
