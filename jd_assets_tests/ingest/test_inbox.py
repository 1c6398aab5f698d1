import json
import os
import time
from pathlib import Path

import pytest

from jd_assets.database.connection import Connect
from jd_assets.ingest import inbox as module
from jd_assets.ingest.files import read_file
from jd_assets.ingest.inbox import Inbox, collect, stamp_of
from jd_assets.ingest.register import take_in
from jd_assets_tests.ingest.documents import TEXT, write

GOOD = '{"id": "1", "text": "Bake."}'
BAD = '{"id": "2"}'


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def drop(inbox: Inbox, name: str, content: str = TEXT, age: float = 60.0) -> Path:
    """Put a file into the inbox that was last written some seconds ago."""
    path = write(inbox.folder, name, content)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.exists() else []


def stored_count(connect: Connect) -> int:
    with connect() as connection:
        row = connection.execute("SELECT count(*) FROM posting").fetchone()
    assert row
    return int(row[0])


def look(inbox: Inbox, connect: Connect) -> list[str]:
    """Collect what waits and put it away, as a look and the one after it do; returns the run_ids."""
    collected = collect(inbox, connect)
    if collected is None:
        return []
    intake, taken = collected
    inbox.put_away(taken)
    return intake.run_ids


def test_an_empty_inbox_gives_nothing(inbox: Inbox, connect: Connect) -> None:
    assert collect(inbox, connect) is None


def test_a_file_that_may_still_be_written_waits(inbox: Inbox) -> None:
    drop(inbox, "new.txt", age=0)
    drop(inbox, "old.txt")
    assert [path.name for path in inbox.waiting()] == ["old.txt"]


def test_hidden_files_and_folders_are_left_alone(inbox: Inbox) -> None:
    drop(inbox, ".part.txt")
    drop(inbox, "done/a.txt")
    assert inbox.waiting() == []


def test_the_oldest_come_first_and_a_look_takes_so_many(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for age, name in ((10, "c.txt"), (30, "a.txt"), (20, "b.txt")):
        drop(inbox, name, age=age)
    monkeypatch.setattr(module, "FILES_AT_ONCE", 2)
    assert [path.name for path in inbox.waiting()] == ["a.txt", "b.txt"]


def test_a_good_file_becomes_postings_and_goes_to_done(inbox: Inbox, connect: Connect) -> None:
    drop(inbox, "drop.jsonl", f'{GOOD}\n{{"id": "3", "text": "Sell."}}')
    assert len(look(inbox, connect)) == 2
    assert names(inbox.folder) == []
    assert names(inbox.done) == ["drop.jsonl"]
    assert names(inbox.quarantine) == []
    assert look(inbox, connect) == []


def test_until_it_is_put_away_a_file_stays_where_it_is(inbox: Inbox, connect: Connect) -> None:
    drop(inbox, "a.txt")
    collect(inbox, connect)
    assert names(inbox.folder) == ["a.txt"]


def test_a_bad_file_goes_to_quarantine_with_its_reason_beside_it(inbox: Inbox, connect: Connect) -> None:
    drop(inbox, "a.png")
    assert look(inbox, connect) == []
    assert names(inbox.quarantine) == ["a.png", "a.png.reason.txt"]
    assert (inbox.quarantine / "a.png.reason.txt").read_text().startswith("a.png: a.png cannot be read: expected")


def test_a_partly_bad_file_gives_its_good_lines_and_goes_to_quarantine(inbox: Inbox, connect: Connect) -> None:
    drop(inbox, "drop.jsonl", f"{GOOD}\n{BAD}\n{{")
    assert len(look(inbox, connect)) == 1
    assert names(inbox.quarantine) == ["drop.jsonl", "drop.jsonl.reason.txt"]
    reasons = (inbox.quarantine / "drop.jsonl.reason.txt").read_text().splitlines()
    assert [reason.split(":")[0] for reason in reasons] == ["2", "drop.jsonl#3"]


def test_every_refused_line_is_named_even_under_one_id(inbox: Inbox, connect: Connect) -> None:
    drop(inbox, "drop.jsonl", '{"id": "2"}\n{"id": "2", "text": "Bake."}\n{"id": "2", "text": 7}')
    assert len(look(inbox, connect)) == 1
    reasons = (inbox.quarantine / "drop.jsonl.reason.txt").read_text().splitlines()
    assert [reason.split(" has")[0] for reason in reasons] == ["2: drop.jsonl line 1", "2: drop.jsonl line 3"]


def test_one_bad_file_does_not_keep_the_good_ones_back(inbox: Inbox, connect: Connect) -> None:
    drop(inbox, "bad.parquet", "no parquet")
    drop(inbox, "good.txt")
    assert len(look(inbox, connect)) == 1
    assert (names(inbox.done), names(inbox.quarantine)[0]) == (["good.txt"], "bad.parquet")


def test_a_name_that_is_taken_keeps_both_files(inbox: Inbox, connect: Connect) -> None:
    for text in ("First.", "Second."):
        drop(inbox, "a.txt", text)
        look(inbox, connect)
    kept = names(inbox.done)
    assert len(kept) == 2
    assert {(inbox.done / name).read_text() for name in kept} == {"First.", "Second."}
    assert all(name.endswith(".txt") for name in kept)


def test_quarantined_twice_each_file_has_its_own_reason(inbox: Inbox, connect: Connect) -> None:
    for content in ("{", "[]"):
        drop(inbox, "drop.jsonl", content)
        look(inbox, connect)
    reasons = [name for name in names(inbox.quarantine) if name.endswith(".reason.txt")]
    assert {name.removesuffix(".reason.txt") for name in reasons} | set(reasons) == set(names(inbox.quarantine))
    assert len(reasons) == 2


def test_a_crash_before_putting_away_loses_nothing_and_doubles_nothing(inbox: Inbox, connect: Connect) -> None:
    drop(inbox, "drop.jsonl", f"{GOOD}\n{BAD}")
    first = collect(inbox, connect)
    again = collect(inbox, connect)
    assert first == again
    assert again
    inbox.put_away(again[1])
    assert stored_count(connect) == 1
    assert names(inbox.folder) == []
    inbox.put_away(again[1])
    assert names(inbox.quarantine) == ["drop.jsonl", "drop.jsonl.reason.txt"]


def test_a_file_written_anew_after_it_was_read_is_read_again(inbox: Inbox, connect: Connect) -> None:
    drop(inbox, "a.txt", "First.", age=60)
    collected = collect(inbox, connect)
    assert collected
    drop(inbox, "a.txt", "Second.", age=30)
    inbox.put_away(collected[1])
    assert names(inbox.folder) == ["a.txt"]
    assert len(look(inbox, connect)) == 1
    assert stored_count(connect) == 2


def test_what_was_taken_survives_being_written_down(inbox: Inbox, connect: Connect) -> None:
    path = drop(inbox, "a.txt")
    collected = collect(inbox, connect)
    assert collected
    kept = json.loads(json.dumps(collected[1]["a.txt"].__dict__))
    assert kept == {"stamp": stamp_of(path), "reasons": []}


def test_the_inbox_and_a_folder_make_the_same_runs(inbox: Inbox, connect: Connect, tmp_path: Path) -> None:
    run_ids = take_in(connect, read_file(write(tmp_path / "elsewhere", "drop.jsonl", GOOD))).run_ids
    drop(inbox, "drop.jsonl", GOOD)
    assert look(inbox, connect) == run_ids


@pytest.mark.skipif(os.name != "posix", reason="file names are text there")
def test_a_file_whose_name_is_no_text_is_taken_like_any_other(inbox: Inbox, connect: Connect) -> None:
    for content in (TEXT.encode(), b""):
        path = os.fsencode(inbox.folder) + (b"/B\xfccher.txt" if content else b"/B\xfccher.png")
        Path(os.fsdecode(path)).write_bytes(content)
        os.utime(path, (0, 0))
    assert len(look(inbox, connect)) == 1
    assert names(inbox.folder) == []
    (reason,) = [name for name in names(inbox.quarantine) if name.endswith(".reason.txt")]
    assert "cannot be read" in (inbox.quarantine / reason).read_text()
