import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.documents.to_text import DOCX, PDF, to_text
from jd_assets_tests.ingest.pdf_and_word import pdf_of, word_of

PAGE = """
<html><head><title>Jobs</title><style>p {color: red}</style></head><body>
<nav>Home Careers</nav><div id="cookie-bar">We use cookies</div>
<h1>Data&nbsp;Engineer</h1><p>We <b>build</b> pipe&shy;lines.</p>
<ul><li><p>Write SQL</p></li><li>Run Airflow<ul><li>and dbt</li></ul></li></ul>
<table><tr><td>Place</td><td>Oslo</td></tr></table>
<script>track()</script><footer>Imprint</footer></body></html>
"""


def test_a_page_becomes_lines_with_its_list_marks_and_headings() -> None:
    text = to_text(PAGE, "text/html; charset=utf-8")
    assert text.split("\n") == [
        "## Data Engineer", "", "We build pipelines.", "- Write SQL", "- Run Airflow", "- and dbt", "", "Place | Oslo",
    ]  # fmt: skip


def test_html_that_was_escaped_twice_is_read_twice() -> None:
    escaped = "&lt;p&gt;Join us&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Write Go&lt;/li&gt;&lt;/ul&gt;"
    assert to_text(escaped, "text/html") == "Join us\n- Write Go"


def test_plain_text_is_kept_as_it_is() -> None:
    text = "Line one\r\n\r\n\t• don’t\u00a0touch “this” \u00ad "
    assert to_text(text, "text/plain") == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_common_encodings_are_recognised(encoding: str) -> None:
    text = "Développeur – salary 50 € a year, and more words"
    assert to_text(text.encode(encoding), "text/plain") == text


def test_what_no_database_stores_is_replaced_one_for_one() -> None:
    assert to_text("a\x00b\ud800c", "text/plain") == "a\ufffdb\ufffdc"


@given(st.binary(max_size=300))
def test_any_bytes_become_text_that_can_be_stored(data: bytes) -> None:
    text = to_text(data, "text/plain")
    assert "\x00" not in text
    text.encode("utf-8")


@given(st.text(alphabet="<>/divspanulx&;\"'= \n", max_size=200))
def test_broken_markup_is_read_all_the_same(html: str) -> None:
    assert isinstance(to_text(html, "text/html"), str)


def test_a_word_document_keeps_lists_headings_and_tables() -> None:
    document = docx.Document()
    document.add_heading("Your tasks", 1)
    document.add_paragraph("Write reports", style="List Bullet")
    document.add_paragraph("Speak to clients")
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Place", "Porto"
    assert to_text(word_of(document), DOCX) == "## Your tasks\n- Write reports\nSpeak to clients\nPlace | Porto"


def test_lines_of_a_pdf_are_joined_to_sentences() -> None:
    data = pdf_of("You will build services that run day and night for all of our", "customers in Europe.", "Apply now.")
    assert to_text(data, PDF) == (
        "You will build services that run day and night for all of our customers in Europe.\nApply now."
    )


@pytest.mark.parametrize(
    ("data", "media_type", "reason"),
    [
        (b"%PDF-1.4 nothing", PDF, "the PDF is broken"),
        (b"PK nothing", DOCX, "the DOCX is broken"),
        (b"\xd0\xcf\x11\xe0 old", DOCX, "old .doc format"),
        (b"\x89PNG", "image/png", "cannot be read"),
        ("text", PDF, "send the file's bytes"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes | str, media_type: str, reason: str) -> None:
    with pytest.raises(PermanentFailure, match=reason):
        to_text(data, media_type)


def test_a_pdf_without_text_is_taken_for_a_scan() -> None:
    with pytest.raises(PermanentFailure, match="no text"):
        to_text(pdf_of(), PDF)


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(PermanentFailure, match="2,000,001 characters"):
        to_text("x" * 2_000_001, "text/plain")


def test_a_word_document_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_001)
    with pytest.raises(PermanentFailure, match="unpacks to"):
        to_text(packed.getvalue(), DOCX)


def test_markup_nested_without_end_is_refused() -> None:
    with pytest.raises(PermanentFailure, match="levels deep"):
        to_text("<div>" * 5000 + "x", "text/html")
