from pathlib import Path

import pytest

from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import read_batch
from jd_assets.ingest.files import read_file
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import Intake, read_record, take_in
from jd_assets_tests.ingest.documents import TEXT, pdf, word, write


def refused_rows(connect: Connect) -> list[tuple[str, str, str]]:
    with connect() as connection:
        return connection.execute("SELECT source, source_id, reason FROM refused_input ORDER BY 1, 2").fetchall()


def stored(connect: Connect, intake: Intake) -> list[Posting]:
    found = read_batch(connect, "posting", intake.run_ids).payloads
    return [posting for run_id in intake.run_ids if isinstance(posting := found[run_id], Posting)]


def only(connect: Connect, path: Path) -> Posting:
    """The one posting of a file, as it was stored."""
    intake = take_in(connect, read_file(path))
    (posting,) = stored(connect, intake)
    return posting


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.md", TEXT),
        ("a.txt", TEXT.encode("utf-16")),
        ("a.html", "<html><body><p>Baker wanted.</p><p>You bake bread every morning.</p></body></html>"),
        ("a.htm", "<div>Baker wanted.</div><div>You bake bread every morning.</div>"),
        ("a.docx", word(*TEXT.split("\n"))),
        ("a.pdf", pdf(*TEXT.split("\n"))),
    ],
)
def test_every_kind_of_document_becomes_text(connect: Connect, tmp_path: Path, name: str, content: str | bytes) -> None:
    text = only(connect, write(tmp_path, name, content)).text
    assert [line for line in text.splitlines() if line.strip()] == TEXT.splitlines()


def test_markup_in_a_line_becomes_text(connect: Connect, tmp_path: Path) -> None:
    html = "<p>Baker wanted.</p><ul><li>Bake bread</li><li>Sell it</li></ul>"
    posting = only(connect, write(tmp_path, "drop.jsonl", f'{{"text": "{html}"}}'))
    assert "<" not in posting.text
    assert "- Bake bread\n- Sell it" in posting.text
    assert posting.media_type == "text/html"


def test_plain_text_is_kept_character_for_character(connect: Connect) -> None:
    text = "  Baker\u00a0wanted \r\n\n\u2022 bake\u00ad bread \t\n"
    (posting,) = stored(connect, take_in(connect, [Record("drop", "1", text)]))
    assert posting.text == text


def test_what_no_database_takes_is_replaced_character_by_character(connect: Connect, tmp_path: Path) -> None:
    line = '{"id": "a\\u0000b", "text": "Bake\\u0000 \\ud83d bread", "title": "Ba\\ud83dker", "company": "\\u0000"}'
    posting = only(connect, write(tmp_path, "drop.jsonl", line))
    assert (posting.source_id, posting.text) == ("a\ufffdb", "Bake\ufffd \ufffd bread")
    assert (posting.title, posting.company) == ("Ba\ufffdker", "\ufffd")


def test_fields_are_trimmed_and_empty_ones_are_none(connect: Connect) -> None:
    record = Record("drop", "1", TEXT, title=" Baker \n", company="  ", location="")
    (posting,) = stored(connect, take_in(connect, [record]))
    assert (posting.title, posting.company, posting.location) == ("Baker", None, None)


def test_an_empty_text_is_a_posting_for_the_gate_to_reject(connect: Connect, tmp_path: Path) -> None:
    assert only(connect, write(tmp_path, "a.txt", "")).text == ""


def test_the_same_posting_twice_is_one_run(connect: Connect) -> None:
    intake = take_in(connect, [Record("drop", "1", TEXT), Record("drop", "2", TEXT), Record("drop", "1", TEXT)])
    assert len(intake.arrived) == 3
    assert len(intake.run_ids) == 2
    assert intake.arrived[0].run_id == intake.arrived[2].run_id


def test_run_ids_come_in_the_order_of_arrival(connect: Connect) -> None:
    intake = take_in(connect, [Record("drop", str(number), TEXT) for number in range(20)])
    assert [posting.source_id for posting in stored(connect, intake)] == [str(number) for number in range(20)]


def test_the_same_file_is_the_same_run_wherever_it_lies(connect: Connect, tmp_path: Path) -> None:
    one = only(connect, write(tmp_path, "here/a.txt"))
    two = only(connect, write(tmp_path, "there/deep/a.txt"))
    assert one == two


def test_another_text_under_the_same_id_is_another_run(connect: Connect) -> None:
    one = take_in(connect, [Record("drop", "1", TEXT)])
    two = take_in(connect, [Record("drop", "1", TEXT + " ")])
    assert one.run_ids != two.run_ids


def test_taking_in_again_writes_nothing(connect: Connect) -> None:
    def written_at() -> object:
        with connect() as connection:
            return connection.execute("SELECT written_at FROM posting").fetchall()

    take_in(connect, [Record("drop", "1", TEXT)])
    before = written_at()
    take_in(connect, [Record("drop", "1", TEXT)])
    assert written_at() == before


def test_what_is_refused_is_kept_with_its_reason_and_the_rest_goes_on(connect: Connect) -> None:
    records: list[Record | Refused] = [
        Refused("drop", "1", "no text"),
        Record("drop", "2", TEXT),
        Record("drop", "3", b"no PDF", "application/pdf"),
        Record("drop", "4", TEXT, "image/png"),
        Record("drop", "5", "x" * 2_000_001),
    ]
    intake = take_in(connect, records)
    assert [posting.source_id for posting in intake.arrived] == ["2"]
    assert [item.source_id for item in intake.refused] == ["1", "3", "4", "5"]
    assert refused_rows(connect) == [(item.source, item.source_id, item.reason) for item in intake.refused]
    reasons = [item.reason for item in intake.refused]
    assert reasons[0] == "no text"
    assert "the PDF is broken" in reasons[1]
    assert "'image/png' cannot be read" in reasons[2]
    assert "2,000,001 characters" in reasons[3]


def test_refused_again_it_keeps_one_row_with_the_newest_reason(connect: Connect) -> None:
    take_in(connect, [Refused("drop", "1", "no text"), Refused("drop", "1", "no JSON")])
    take_in(connect, [Refused("drop", "1", "too long")])
    assert refused_rows(connect) == [("drop", "1", "too long")]


def test_a_refusal_may_quote_anything(connect: Connect) -> None:
    take_in(connect, [Refused("B\udcfccher.csv", "a\x00b", "it has no column 'text', only \x00\udcfc")])
    assert refused_rows(connect) == [("B\ufffdcher.csv", "a\ufffdb", "it has no column 'text', only \ufffd\ufffd")]


def test_nothing_at_all_is_no_error(connect: Connect) -> None:
    assert take_in(connect, []) == Intake([], [])


def test_a_field_of_unseen_characters_counts_as_empty() -> None:
    read = read_record(Record("drop.jsonl", "a", TEXT, title="\u200b\u2060", company=" \u202e", location="Pune\u200b"))
    assert (read.title, read.company, read.location) == (None, None, "Pune\u200b")
