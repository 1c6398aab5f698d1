import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers import text_file
from jd_assets.ingest.documents.to_text import DOCX, PDF
from jd_assets.ingest.files import SUPPORTED, input_files, read_file
from jd_assets.ingest.records import Record, Refused
from jd_assets_tests.ingest.documents import TEXT, pdf, word, write

DOCUMENTS = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": PDF,
    ".docx": DOCX,
}


def records(path: Path) -> list[Record]:
    found = list(read_file(path))
    assert all(isinstance(item, Record) for item in found), found
    return [item for item in found if isinstance(item, Record)]


def refusals(path: Path) -> list[str]:
    return [item.reason for item in read_file(path) if isinstance(item, Refused)]


def lines(folder: Path, *rows: object) -> Path:
    return write(folder, "drop.jsonl", "\n".join(json.dumps(row) for row in rows))


@pytest.mark.parametrize("ending", DOCUMENTS)
def test_a_document_is_one_posting_named_by_its_file(tmp_path: Path, ending: str) -> None:
    (record,) = read_file(write(tmp_path, f"Baker{ending.upper()}"))
    assert record == Record(f"Baker{ending.upper()}", None, TEXT.encode(), DOCUMENTS[ending])


@pytest.mark.parametrize(("name", "content"), [("a.pdf", pdf("Baker wanted.")), ("a.docx", word("Baker wanted."))])
def test_a_document_is_handed_on_as_its_bytes(tmp_path: Path, name: str, content: bytes) -> None:
    assert records(write(tmp_path, name, content))[0].content == content


def test_a_line_is_a_posting(tmp_path: Path) -> None:
    full = {"id": 7, "text": TEXT, "title": "Baker", "company": "Crumb & Co", "location": "Leeds", "other": [1]}
    assert records(lines(tmp_path, full, {"text": "Bake."})) == [
        Record("drop.jsonl", "7", TEXT, "text/plain", "Baker", "Crumb & Co", "Leeds"),
        Record("drop.jsonl", None, "Bake."),
    ]


def test_empty_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "drop.jsonl", '\n{"text": "One."}\r\n\n  \n{"text": "Two."}')
    assert [record.source_id for record in records(path)] == ["drop.jsonl#2", "drop.jsonl#5"]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "drop.jsonl", b"\xef\xbb\xbf" + b'{"text": "One."}')
    assert records(path)[0].content == "One."


@pytest.mark.parametrize("blank", [None, "", "  ", [], {"name": "Baker"}, ["Baker"]])
def test_what_is_no_title_is_taken_for_none(tmp_path: Path, blank: object) -> None:
    (record,) = records(lines(tmp_path, {"id": blank, "text": TEXT, "title": blank}))
    assert (record.title, record.source_id) == (None, "drop.jsonl#1")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "drop.jsonl line 2 is not JSON: "),
        ('{"text": "Bake."', "drop.jsonl line 2 is not JSON: "),
        ("[1]", "drop.jsonl line 2 is not a JSON object"),
        ('"Bake."', "drop.jsonl line 2 is not a JSON object"),
        ("null", "drop.jsonl line 2 is not a JSON object"),
        ("{}", "drop.jsonl line 2 has no 'text' that is a string"),
        ('{"text": null}', "drop.jsonl line 2 has no 'text' that is a string"),
        ('{"text": 7}', "drop.jsonl line 2 has no 'text' that is a string"),
        ('{"text": ["Bake."]}', "drop.jsonl line 2 has no 'text' that is a string"),
        ("\xff", "drop.jsonl line 2 is not JSON: "),
        ("[" * 100_000, "drop.jsonl line 2 is not JSON: "),
        ('{"text": "Bake.", "id": ' + "9" * 5000 + "}", "drop.jsonl line 2 is not JSON: "),
    ],
    ids=range(12),
)
def test_a_line_that_is_no_posting_is_refused_alone(tmp_path: Path, line: str, reason: str) -> None:
    whole = b'{"text": "One."}\n' + line.encode("latin-1") + b'\n{"text": "Two."}'
    found = list(read_file(write(tmp_path, "drop.jsonl", whole)))
    assert [type(item) for item in found] == [Record, Refused, Record]
    refused = found[1]
    assert isinstance(refused, Refused)
    assert (refused.source, refused.source_id) == ("drop.jsonl", "drop.jsonl#2")
    assert refused.reason.startswith(reason)


def test_a_refused_line_keeps_the_id_it_gave(tmp_path: Path) -> None:
    (refused,) = read_file(lines(tmp_path, {"id": "b-7", "text": None}))
    assert refused.source_id == "b-7"


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("<p>Baker</p><ul><li>Bake</li></ul>", "text/html"),
        ("<DIV class='x'>Baker<br/>wanted<br></DIV>", "text/html"),
        ("Use <b>bold</b> where a < b and c > d.", "text/plain"),
        ("The tag <p> opens a paragraph.", "text/plain"),
        ("# Baker\n- bakes\n- sells", "text/plain"),
    ],
)
def test_markup_in_a_text_is_known_by_its_tags(tmp_path: Path, text: str, media_type: str) -> None:
    assert records(lines(tmp_path, {"text": text}))[0].media_type == media_type


def csv(folder: Path, frame: pd.DataFrame) -> Path:
    frame.to_csv(folder / "drop.csv", index=False)
    return folder / "drop.csv"


def parquet(folder: Path, frame: pd.DataFrame) -> Path:
    frame.to_parquet(folder / "drop.parquet")
    return folder / "drop.parquet"


WRITERS = [csv, parquet]
Writer = Callable[[Path, pd.DataFrame], Path]


@pytest.mark.parametrize("table", WRITERS)
def test_a_row_is_a_posting(tmp_path: Path, table: Writer) -> None:
    rows = [{"id": "7", "text": TEXT, "title": "Baker", "pay": 3}, {"id": None, "text": "Bake.", "title": None}]
    path = table(tmp_path, pd.DataFrame(rows))
    assert records(path) == [
        Record(path.name, "7", TEXT, title="Baker"),
        Record(path.name, None, "Bake."),
    ]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_a_missing_value_of_a_frame_is_none(tmp_path: Path, missing: object) -> None:
    rows: list[dict[str, Any]] = [{"id": missing, "text": TEXT, "title": missing, "company": missing}]
    (record,) = records(parquet(tmp_path, pd.DataFrame(rows, dtype=object)))
    assert (record.source_id, record.title, record.company) == ("drop.parquet#1", None, None)


def test_missing_values_of_typed_columns_are_none(tmp_path: Path) -> None:
    frame = pd.DataFrame({"text": [TEXT, "Bake."], "id": pd.array([7, None], dtype="Int64")})
    frame["location"] = pd.array([None, "Leeds"], dtype="string")
    one, two = records(parquet(tmp_path, frame))
    assert (one.source_id, one.location) == ("7", None)
    assert (two.source_id, two.location) == ("drop.parquet#2", "Leeds")


def test_a_number_stays_as_it_is_written_in_a_csv(tmp_path: Path) -> None:
    path = write(tmp_path, "drop.csv", "id,text,title\n007,Bake.,1e3\nNA,null,None\n")
    one, two = records(path)
    assert (one.source_id, one.title) == ("007", "1e3")
    assert (two.source_id, two.content, two.title) == ("NA", "null", "None")


def test_a_row_without_text_is_refused_alone(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": ["1", "2"], "text": [None, TEXT]})
    found = list(read_file(parquet(tmp_path, frame)))
    assert found[0] == Refused("drop.parquet", "1", "drop.parquet row 1 has no 'text' that is a string")
    assert isinstance(found[1], Record)


@pytest.mark.parametrize("table", WRITERS)
def test_a_table_without_a_text_column_is_refused_with_the_columns_it_has(tmp_path: Path, table: Writer) -> None:
    path = table(tmp_path, pd.DataFrame({"body": [TEXT], "title": ["Baker"]}))
    reason = f"{path.name} cannot be read: it has no column 'text', only body, title"
    assert list(read_file(path)) == [Refused(path.name, path.name, reason)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drop.csv", b""),
        ("drop.csv", b'text\n"open'),
        ("drop.parquet", b""),
        ("drop.parquet", b"no parquet at all"),
    ],
)
def test_a_broken_table_is_refused_whole(tmp_path: Path, name: str, content: bytes) -> None:
    (reason,) = refusals(write(tmp_path, name, content))
    assert reason.startswith(f"{name} cannot be read: ")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_table_is_read_in_whatever_encoding(tmp_path: Path, encoding: str) -> None:
    (record,) = records(write(tmp_path, "drop.csv", "text,title\nBügeln und Färben,Büglerin\n".encode(encoding)))
    assert (record.content, record.title) == ("Bügeln und Färben", "Büglerin")


def test_a_document_that_is_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "MAX_DOCUMENT_BYTES", 1_000_000)
    assert refusals(write(tmp_path, "a.txt", b"x" * 1_000_001)) == [
        "a.txt cannot be read: it is larger than 1 MB; split it"
    ]


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    (reason,) = refusals(tmp_path / "gone.txt")
    assert reason.startswith("gone.txt cannot be read: FileNotFoundError")


@pytest.mark.skipif(os.name != "posix", reason="file names are text there")
def test_a_file_name_may_be_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/B\xfccher.jsonl"))
    path.write_text("{")
    (refused,) = read_file(path)
    assert isinstance(refused, Refused)


def test_folders_are_searched_and_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "deep/er/c.jsonl", "deep/d.html"):
        write(tmp_path, name)
    found = input_files([tmp_path])
    assert [Path(str(path)).relative_to(tmp_path).as_posix() for path in found] == [
        "a.MD",
        "b.txt",
        "deep/d.html",
        "deep/er/c.jsonl",
    ]


def test_what_is_no_posting_or_hidden_in_a_folder_is_left_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "a.png", "Makefile", "._a.txt", ".git/b.md", "deep/.c.txt"):
        write(tmp_path, name)
    assert input_files([tmp_path]) == [tmp_path / "a.txt"]


def test_files_and_folders_may_be_mixed(tmp_path: Path) -> None:
    one = write(tmp_path, "one.txt")
    two = write(tmp_path, "folder/two.txt")
    assert input_files([two, tmp_path / "folder", one]) == [two, two, one]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PermanentFailure, match=r"nowhere\.txt does not exist"):
        input_files([tmp_path / "nowhere.txt"])


def test_a_folder_without_postings_says_what_it_should_hold(tmp_path: Path) -> None:
    write(tmp_path, "a.png")
    with pytest.raises(PermanentFailure, match=r"holds no postings: expected files ending in \.txt, "):
        input_files([tmp_path])


def test_a_file_of_another_kind_says_which_kinds_there_are(tmp_path: Path) -> None:
    with pytest.raises(PermanentFailure, match=r"a\.png cannot be read: expected a file ending in ") as failure:
        input_files([write(tmp_path, "a.png")])
    assert all(ending in str(failure.value) for ending in SUPPORTED)
