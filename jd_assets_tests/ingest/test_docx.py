"""Word documents that are made to take memory or time."""

import io
import zipfile

import docx
import pytest

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.documents.docx import MAX_MARKUP
from jd_assets.ingest.documents.to_text import DOCX, to_text
from jd_assets_tests.ingest.pdf_and_word import word_of

BODY = "word/document.xml"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(body: str, **further: bytes) -> bytes:
    """A Word document with this body, and parts beside it."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_of(docx.Document()))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        whole = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
        for entry in source.infolist():
            archive.writestr(entry, whole if entry.filename == BODY else source.read(entry))
        for name, content in further.items():
            archive.writestr(name, content)
    return target.getvalue()


def cell(text: str, *properties: str) -> str:
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize("element", ["<w:p/>", '<w:p w:a=""/>'])
def test_a_document_of_too_many_tags_is_refused_before_it_is_parsed(element: str) -> None:
    with pytest.raises(PermanentFailure, match=f"tags and attributes, more than {MAX_MARKUP:,}"):
        to_text(packed(element * MAX_MARKUP), DOCX)


def test_attributes_count_as_tags_do() -> None:
    attributes = " ".join(f'a{number}=""' for number in range(MAX_MARKUP))
    with pytest.raises(PermanentFailure, match="tags and attributes"):
        to_text(packed(f"<w:p {attributes}/>"), DOCX)


def test_the_name_of_a_part_does_not_hide_its_tags() -> None:
    with pytest.raises(PermanentFailure, match="tags and attributes"):
        to_text(packed("<w:p/>", picture=b"\xef\xbb\xbf<a>" + b"<b/>" * MAX_MARKUP), DOCX)


def test_the_bytes_of_a_picture_are_no_tags() -> None:
    body = "<w:p><w:r><w:t>Bake.</w:t></w:r></w:p>"
    assert to_text(packed(body, picture=b"\x89PNG" + b"<=" * MAX_MARKUP), DOCX) == "Bake."


def test_a_cell_that_spans_more_columns_than_there_are_is_read_once() -> None:
    wide = cell("Python", '<w:gridSpan w:val="2000000000"/>')
    assert to_text(packed(f"<w:tbl>{row(wide, cell('Java'))}</w:tbl>"), DOCX) == "Python | Java"


def test_a_cell_that_goes_on_from_the_row_above_has_its_text() -> None:
    rows = [row(cell("Skills", "<w:vMerge w:val='restart'/>"), cell("Python"))]
    rows += [row(cell("", "<w:vMerge/>"), cell(name)) for name in ("Java", "Go")]
    assert to_text(packed(f"<w:tbl>{''.join(rows)}</w:tbl>"), DOCX) == "Skills | Python\nSkills | Java\nSkills | Go"


def test_a_cell_that_goes_on_below_a_wide_one_is_found_by_its_column() -> None:
    above = row(cell("Wide", '<w:gridSpan w:val="2"/>'), cell("Tall", "<w:vMerge w:val='restart'/>"))
    below = row(cell("One"), cell("Two"), cell("", "<w:vMerge/>"))
    assert to_text(packed(f"<w:tbl>{above}{below}</w:tbl>"), DOCX) == "Wide | Tall\nOne | Two | Tall"


def test_a_cell_merged_over_thousands_of_rows_is_read_as_one_over_two() -> None:
    rows = row(cell("Top", "<w:vMerge w:val='restart'/>")) + row(cell("", "<w:vMerge/>")) * 3000
    assert to_text(packed(f"<w:tbl>{rows}</w:tbl>"), DOCX) == "\n".join(["Top"] * 3001)


def test_a_value_that_no_cell_may_have_is_a_broken_document() -> None:
    wide = cell("Python", '<w:gridSpan w:val="many"/>')
    table = f"<w:tbl>{row(wide)}</w:tbl>"
    with pytest.raises(PermanentFailure, match="the DOCX is broken"):
        to_text(packed(table), DOCX)
