"""Files of every kind: compressed, packed, in any encoding, and broken halfway."""

import csv
import gzip
import io
import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jd_assets.ingest.containers import packed
from jd_assets.ingest.containers.drop import Progress
from jd_assets.ingest.files import read_file
from jd_assets.ingest.records import Record, Refused
from jd_assets_tests.ingest.documents import TEXT, pdf, write
from jd_assets_tests.ingest.test_feeds import SAMPLES

LINES = '{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n'
TABLE = 'id,text,title\n1,"One,\nin two lines",Baker\n2,Two.,Cook\n'


def read(path: Path) -> list[Record]:
    found = list(read_file(path))
    assert all(isinstance(each, Record) for each in found), found
    return [each for each in found if isinstance(each, Record)]


def ids(path: Path) -> list[str]:
    """Own ids of what is read, and the places of what is refused in brackets."""
    return [each.source_id if isinstance(each, Record) else f"[{each.source_id}]" for each in read_file(path)]


def reasons(path: Path) -> list[str]:
    return [each.reason for each in read_file(path) if isinstance(each, Refused)]


def zipped(folder: Path, content: dict[str, bytes | str], name: str = "dump.zip") -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in content.items():
            archive.writestr(member, data)
    return folder / name


@pytest.mark.parametrize("name", ["greenhouse.json", "personio.xml", "jobspy.csv", "schema_org.html", "mail.eml"])
def test_every_file_may_be_compressed(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, f"{name}.gz", gzip.compress((SAMPLES / name).read_bytes()))
    assert [each.content for each in read(path)] == [each.content for each in read(SAMPLES / name)]


@pytest.mark.parametrize("name", ["drop.jsonl", "drop.jsonl.gz"])
def test_a_file_of_lines_is_gone_on_with_where_it_was_left(tmp_path: Path, name: str) -> None:
    def dropped(text: str) -> Path:
        return write(tmp_path, name, gzip.compress(text.encode()) if name.endswith(".gz") else text)

    lines = [f'{{"id": "{number}", "text": "Bake."}}' for number in range(1, 5)]
    progress = Progress()
    reading = read_file(dropped("\n".join(["", "{", *lines])), progress=progress)
    assert [next(reading).source_id for _ in range(3)] == [f"{name}#2", "1", "2"]
    assert (progress.lines, progress.items) == (3, 2)
    # What was read is not read again, whatever it says now.
    rest = read_file(dropped("\n".join(["x", "x", "x", *lines[1:]])), progress=progress)
    assert [each.source_id for each in rest] == ["2", "3", "4"]


def test_the_lines_of_each_member_of_an_archive_are_counted_alone(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.jsonl": LINES, "b.jsonl": LINES})
    assert [each.source_id for each in read_file(path, progress=Progress())] == ["1", "2", "1", "2"]


def test_an_archive_is_its_files(tmp_path: Path) -> None:
    inner = zipped(tmp_path, {"c.txt": TEXT}, "inner.zip").read_bytes()
    path = zipped(tmp_path, {"deep/a.jsonl": LINES, "b.csv": TABLE, "inner.zip": inner, "__MACOSX/._a": "x"})
    assert ids(path) == ["1", "2", "1", "2", "dump.zip/inner.zip/c.txt"]
    assert {each.source for each in read(path)} == {"dump.zip"}


def test_a_bad_member_is_refused_alone(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"../../a.txt": TEXT, "photo.png": "x", "half.jsonl": LINES + "{"})
    assert ids(path) == ["dump.zip/../../a.txt", "[dump.zip/photo.png]", "1", "2", "[dump.zip/half.jsonl#3]"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    [reason] = reasons(tmp_path / "dump.zip")
    assert "it is a link" in reason


@pytest.mark.parametrize("kind", ["gz", "zip"])
def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(packed, "BOMB_FROM_BYTES", 1_000_000)
    zeros = b"\0" * 5_000_000
    path = zipped(tmp_path, {"a.txt": zeros}) if kind == "zip" else write(tmp_path, "a.txt.gz", gzip.compress(zeros))
    [reason] = reasons(path)
    assert "unpacks to more than" in reason


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = zipped(tmp_path, {"a.txt": TEXT}).read_bytes()
    for _ in range(5):
        data = zipped(tmp_path, {"inner.zip": data}).read_bytes()
    [reason] = reasons(tmp_path / "dump.zip")
    assert "more than 3 archives" in reason


def test_a_compressed_file_that_ends_early_gives_its_whole_lines(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": os.urandom(300).hex()}) + "\n" for n in range(200))
    data = gzip.compress(lines.encode())
    found = ids(write(tmp_path, "a.jsonl.gz", data[: len(data) // 2]))
    assert found[:50] == [str(n) for n in range(50)]
    assert found[-1] == "[a.jsonl.gz]"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(csv.reader(io.StringIO(TABLE)))
    one, two = read(write(tmp_path, "a.csv", target.getvalue()))
    assert (one.own_id, one.content, one.title) == ("1", "One,\nin two lines", "Baker")
    assert (two.own_id, two.content, two.title) == ("2", "Two.", "Cook")


def test_a_row_of_other_cells_is_refused_by_number_and_never_shifted(tmp_path: Path) -> None:
    table = "id,text,title\n1,One.,Baker\n2,Two, too.,Cook\n3,Three.\n4,Four.,Waiter\n"
    path = write(tmp_path, "a.csv", table)
    assert ids(path) == ["1", "[a.csv#2]", "[a.csv#3]", "4"]
    assert [each.title for each in read_file(path) if isinstance(each, Record)] == ["Baker", "Waiter"]
    assert reasons(path)[0].startswith("a.csv row 2 has 4 cells, the header 3")


def test_after_a_quote_out_of_place_the_rows_go_on(tmp_path: Path) -> None:
    table = 'id,text,title\n1,One.,Baker\n2,"Two "or" three.",Cook\n4,Four.,Waiter\n'
    assert ids(write(tmp_path, "a.csv", table)) == ["1", "[a.csv#2]", "4"]


def test_cells_of_two_encodings_are_each_read_in_theirs(tmp_path: Path) -> None:
    table = b"id,text\n1," + "Bäcker".encode() + b"\n2," + "Bäcker".encode("cp1252") + b"\n"
    assert [each.content for each in read(write(tmp_path, "a.csv", table))] == ["Bäcker", "Bäcker"]


def test_a_million_columns_are_no_table(tmp_path: Path) -> None:
    [reason] = reasons(write(tmp_path, "a.csv", "text," + "x," * 1_000_000 + "\n1,2\n"))
    assert "1,000,002 columns" in reason
    assert len(reason) < 300


def workbook(folder: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "jobs.xlsx")
    return folder / "jobs.xlsx"


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    path = workbook(tmp_path, Jobs=[["id", "text", "title"], [7, "Bake.", None], [None], [8, "Cook.", "Cook", "extra"]])
    assert ids(path) == ["7", "[jobs.xlsx#3]"]


def test_each_sheet_is_a_table_and_one_that_is_none_is_refused_alone(tmp_path: Path) -> None:
    path = workbook(tmp_path, North=[["id", "text"], [1, "Bake."]], Notes=[["who", "when"], ["x", "y"]])
    assert ids(path) == ["1", "[jobs.xlsx/Notes]"]


def test_an_answer_that_breaks_off_gives_its_whole_postings(tmp_path: Path) -> None:
    whole = (SAMPLES / "greenhouse.json").read_text()
    found = ids(write(tmp_path, "a.json", whole[: whole.rindex('"departments"')]))
    assert found == ["4410021005", "[a.json]"]


def test_xml_that_breaks_off_gives_its_whole_postings(tmp_path: Path) -> None:
    whole = (SAMPLES / "personio.xml").read_text()
    assert ids(write(tmp_path, "a.xml", whole[: whole.rindex("<schedule>")])) == ["1403377", "[a.xml]"]


def test_entities_of_an_xml_file_bring_nothing_in(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret", "hidden")
    text = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss><item><title>&x;</title><description>Bake</description></item></rss>'
    [record] = read(write(tmp_path, "a.xml", text))
    assert "hidden" not in f"{record.title}{record.content!r}"


def test_lines_in_utf_16_are_read(tmp_path: Path) -> None:
    assert ids(write(tmp_path, "a.jsonl", LINES.encode("utf-16"))) == ["1", "2"]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("text", ["[Remote] Baker wanted", "[[Baker]] bakes", '{"no": json', "--- \nBaker\n---\nBake."])
def test_a_text_that_only_begins_like_data_is_a_text(tmp_path: Path, name: str, text: str) -> None:
    [record] = read(write(tmp_path, name, text))
    assert record.content == text.encode()


def test_a_pdf_is_known_by_its_bytes(tmp_path: Path) -> None:
    assert read(write(tmp_path, "posting.txt", pdf("Baker wanted.")))[0].media_type == "application/pdf"


def test_a_mail_with_a_short_note_is_the_document_that_it_carries(tmp_path: Path) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "Re: Baker"
    mail["Date"] = "Thu, 19 Nov 2026 09:41:00 +0100"
    mail.set_content("See the posting attached.")
    mail.add_attachment(pdf("Baker wanted."), maintype="application", subtype="pdf", filename="baker.pdf")
    [record] = read(write(tmp_path, "a.eml", mail.as_bytes()))
    assert (record.media_type, record.title) == ("application/pdf", "Baker")


@pytest.mark.skipif(os.name != "posix", reason="there are no such files")
def test_links_and_pipes_are_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(write(tmp_path, "a.txt"))
    os.mkfifo(tmp_path / "pipe.txt")
    assert "it is a link" in reasons(tmp_path / "link.txt")[0]
    assert "a pipe, device or socket" in reasons(tmp_path / "pipe.txt")[0]
