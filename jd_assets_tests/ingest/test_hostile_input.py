"""Whatever arrives becomes a posting or is refused with a reason, and takes nothing else along."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import read_batch
from jd_assets.ingest.containers import lines, parquet_file
from jd_assets.ingest.documents.garbled import mended
from jd_assets.ingest.documents.to_text import DOCX, PDF
from jd_assets.ingest.files import read_file
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import MAX_FIELD_CHARS, MAX_ID_CHARS, Intake, take_in
from jd_assets_tests.ingest.documents import TEXT, pdf, word, write

MEDIA_TYPES = ("text/plain", "text/markdown", "text/html", PDF, DOCX)
SQL = "'; DROP TABLE jd.posting; --"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
GOOD = Record("drop", "good", TEXT)
#: Any text, also what no encoding can write.
WILD = st.text(st.characters(codec=None) | st.sampled_from("\x00\ud800\udfff\u202e\u2066\u200b\ufeff\ufffe<>'\"%\\"))
#: Any value that JSON can hold.
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WILD,
    lambda inner: st.lists(inner) | st.dictionaries(WILD, inner),
    max_leaves=5,
)


def zipped(content: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return target.getvalue()


def bomb() -> bytes:
    """A Word file of 60 kB that unpacks to 60 MB."""
    return zipped({"word/document.xml": b"<a>" + b" " * 60_000_000})


def taken(connect: Connect, *records: Record | Refused) -> Intake:
    """The intake of the records beside a good one, which must come through."""
    intake = take_in(connect, [*records, GOOD])
    assert intake.arrived[-1].source_id == "good"
    with connect() as connection:
        [(stored,)] = connection.execute(
            "SELECT count(*) FROM posting WHERE run_id = ANY(%s::uuid[])", (intake.run_ids,)
        ).fetchall()
    assert stored == len(intake.run_ids)
    assert all(item.reason for item in intake.refused)
    return intake


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(WILD, WILD, WILD, WILD, WILD))
@example((SQL, SQL, SQL, SQL, SQL))
@example((MARKUP, MARKUP, MARKUP, MARKUP, MARKUP))
def test_any_text_in_any_field_is_a_posting(connect: Connect, fields: tuple[str, ...]) -> None:
    source_id, text, title, company, location = fields
    intake = taken(connect, Record("drop", source_id, text, title=title, company=company, location=location))
    assert len(intake.arrived) == 2
    [posting] = read_batch(connect, "posting", intake.run_ids[:1]).payloads.values()
    assert isinstance(posting, Posting)
    assert len(posting.text) == len(mended(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([*MEDIA_TYPES, "image/png"]))
@example(pdf("x")[:200], PDF)
@example(word("x")[:400], DOCX)
@example(zipped({"word/document.xml": b"<a/>"}), DOCX)
def test_any_bytes_are_a_posting_or_refused(connect: Connect, content: bytes, media_type: str) -> None:
    intake = taken(connect, Record("drop", "wild", content, media_type))
    assert len(intake.arrived) + len(intake.refused) == 2
    assert not any("a fault of this program" in item.reason for item in intake.refused)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["id", "text", "title", "company", "location"]), JSON))
def test_any_json_line_is_a_posting_or_refused(connect: Connect, tmp_path: Path, fields: dict[str, Any]) -> None:
    path = write(tmp_path, "drop.jsonl", json.dumps(fields))
    intake = taken(connect, *read_file(path))
    assert len(intake.arrived) + len(intake.refused) == 2


@pytest.mark.parametrize(
    ("content", "media_type", "reason"),
    [
        (bomb(), DOCX, "the DOCX unpacks to 60,000,003 bytes"),
        (zipped({"word/document.xml": b"<a>" + b"<b/>" * 500_000}), DOCX, "the DOCX holds 500,001 tags and attributes"),
        (zipped({"word/document.xml": bomb()}), DOCX, "the DOCX is broken"),
        ("x" * 5_000_000, "text/plain", "the text has 5,000,000 characters"),
        ("<div>" * 100_000, "text/html", "the HTML nests more than 1000 levels deep"),
        (b"%PDF-1.7\n" + b"\xff" * 1000, PDF, "the PDF is broken"),
    ],
    ids=["zip bomb", "tiny tags", "zip in zip", "5 MB", "nesting", "no PDF"],
)
def test_what_would_take_all_memory_or_time_is_refused(
    connect: Connect, content: str | bytes, media_type: str, reason: str
) -> None:
    [refused] = taken(connect, Record("drop", "large", content, media_type)).refused
    assert refused.reason.startswith(reason)


def test_a_page_of_many_empty_paragraphs_is_read(connect: Connect) -> None:
    intake = taken(connect, Record("drop", "page", "<p>" * 100_000 + TEXT, "text/html"))
    [posting] = read_batch(connect, "posting", intake.run_ids[:1]).payloads.values()
    assert isinstance(posting, Posting)
    assert posting.text == TEXT.replace("\n", " ")


@pytest.mark.parametrize("field", ["title", "company", "location"])
def test_a_field_that_is_none_for_its_length_refuses_the_posting(connect: Connect, field: str) -> None:
    record = replace(Record("drop", "long", TEXT), **{field: "x" * 1_000_000})  # type: ignore[arg-type]
    [refused] = taken(connect, record).refused
    assert refused.reason == f"its {field} has more than {MAX_FIELD_CHARS:,} characters: give it in fewer"


def test_ids_that_fit_into_no_index_are_cut_and_stay_different(connect: Connect) -> None:
    ids = ["\U0001f35e" * MAX_ID_CHARS * 9 + end for end in "ab"]
    intake = taken(connect, *(Record("drop", source_id, TEXT) for source_id in ids))
    assert len({item.source_id for item in intake.refused}) == 2
    assert all(len(item.source_id) <= MAX_ID_CHARS for item in intake.refused)


def test_a_line_that_does_not_end_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 100)
    path = write(tmp_path, "drop.jsonl", '{"text": "One."}\n{"text": "' + "x" * 1000 + '"}\n{"text": "Three."}')
    one, refused, three = read_file(path)
    assert isinstance(refused, Refused)
    assert refused.source_id == "drop.jsonl#2"
    assert [item.content for item in (one, three) if isinstance(item, Record)] == ["One.", "Three."]


def test_a_key_that_stands_twice_counts_as_it_stands_last(tmp_path: Path) -> None:
    [record] = read_file(write(tmp_path, "drop.jsonl", '{"text": "One.", "text": "Two."}'))
    assert isinstance(record, Record)
    assert record.content == "Two."


def test_a_parquet_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_file, "MAX_TABLE_BYTES", 10_000)
    pd.DataFrame({"text": [str(number) * 9 for number in range(9_000)]}).to_parquet(tmp_path / "drop.parquet")
    [refused] = read_file(tmp_path / "drop.parquet")
    assert isinstance(refused, Refused)
    assert "unpacks to more than" in refused.reason


def test_a_parquet_file_that_ends_early_is_refused_whole(tmp_path: Path) -> None:
    pd.DataFrame({"text": [TEXT] * 100}).to_parquet(tmp_path / "drop.parquet")
    path = write(tmp_path, "cut.parquet", (tmp_path / "drop.parquet").read_bytes()[:-50])
    [refused] = read_file(path)
    assert isinstance(refused, Refused)
    assert refused.reason.startswith("cut.parquet cannot be read: ")
