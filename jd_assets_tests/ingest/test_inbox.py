import os
import socket
import time
from collections.abc import Sequence
from pathlib import Path

import fsspec
import pytest

from jd_assets.database.connection import Connect
from jd_assets.failures import PermanentFailure
from jd_assets.ingest import inbox as module
from jd_assets.ingest.files import read_file
from jd_assets.ingest.inbox import Look, Memory, look_into
from jd_assets.ingest.inbox_store import Folder, InboxFile, Store, store_at
from jd_assets.ingest.refusals import open_refusals
from jd_assets.ingest.register import take_in
from jd_assets_tests.ingest.documents import TEXT, write

GOOD = '{"id": "1", "text": "Bake."}'
BAD = '{"id": "2"}'


class Inbox:
    """An inbox with what its looks remember."""

    def __init__(self, store: Store, connect: Connect) -> None:
        self.store, self.connect, self.memory = store, connect, Memory()

    def glance(self) -> Look:
        """One look."""
        look = look_into(self.store, self.connect, self.memory)
        self.memory = look.memory
        return look

    def look(self) -> list[str]:
        """Two looks: the second takes in what the first saw; returns the run_ids."""
        self.glance()
        return self.glance().intake.run_ids


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def inbox(folder: Path, connect: Connect) -> Inbox:
    return Inbox(Folder(folder), connect)


def names(folder: Path) -> list[str]:
    if not folder.exists():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_symlink() or not path.is_dir())


def stored_count(connect: Connect) -> int:
    with connect() as connection:
        [(number,)] = connection.execute("SELECT count(*) FROM posting").fetchall()
    return int(number)


def test_a_file_is_taken_in_when_two_looks_saw_the_same(inbox: Inbox, folder: Path) -> None:
    write(folder, "a.txt")
    assert inbox.glance().intake.run_ids == []
    assert len(inbox.glance().intake.run_ids) == 1


def test_a_file_that_grows_between_two_looks_waits(inbox: Inbox, folder: Path) -> None:
    write(folder, "a.jsonl", GOOD)
    inbox.glance()
    write(folder, "a.jsonl", f"{GOOD}\n{GOOD}")
    assert inbox.glance().intake.run_ids == []
    assert len(inbox.glance().intake.arrived) == 2


def test_a_file_written_anew_in_the_same_size_waits(inbox: Inbox, folder: Path) -> None:
    write(folder, "a.txt")
    inbox.glance()
    os.utime(folder / "a.txt", (1, 1))
    assert inbox.glance().intake.run_ids == []


def test_hidden_files_and_what_was_put_away_are_left_alone(inbox: Inbox, folder: Path) -> None:
    for name in (".part.txt", "done/a.txt", "quarantine/b.txt", ".git/c.txt"):
        write(folder, name)
    assert inbox.look() == []


def test_folders_are_walked_and_keep_their_names_where_files_go(inbox: Inbox, folder: Path) -> None:
    write(folder, "north/a.txt", "One.")
    write(folder, "south/a.txt", "Two.")
    write(folder, "south/done/a.pdf", "no PDF")
    assert len(inbox.look()) == 2
    assert (folder / "done/north/a.txt").exists()
    assert (folder / "done/south/a.txt").exists()
    assert (folder / "quarantine/south/done/a.pdf.reason.txt").exists()


def test_the_oldest_come_first_and_a_look_takes_so_many(
    inbox: Inbox, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for age, name in ((10, "c.txt"), (30, "a.txt"), (20, "b.txt")):
        os.utime(write(folder, name, name), (time.time() - age,) * 2)
    monkeypatch.setattr(module, "FILES_AT_ONCE", 2)
    inbox.look()
    assert names(folder) == ["c.txt"]
    inbox.glance()
    assert names(folder) == []


def test_a_look_ends_in_time_and_the_next_goes_on_where_it_was(
    inbox: Inbox, folder: Path, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f'{{"id": "{n}", "text": "Bake {n}."}}' for n in range(4)]
    write(folder, "a.jsonl", "\n".join([lines[0], "{", *lines[1:]]))
    monkeypatch.setattr(module, "SECONDS", -1.0)
    inbox.glance()
    arrived = [len(inbox.glance().intake.arrived) for _ in range(5)]
    assert arrived == [1, 0, 1, 1, 1]
    assert names(folder) == ["a.jsonl"]
    inbox.glance()
    assert names(folder) == []
    assert stored_count(connect) == 4
    assert "line 2 is not JSON" in (folder / "quarantine/a.jsonl.reason.txt").read_text()


def test_a_good_file_becomes_postings_and_goes_to_done(inbox: Inbox, folder: Path) -> None:
    write(folder, "drop.jsonl", f'{GOOD}\n{{"id": "3", "text": "Sell."}}')
    assert len(inbox.look()) == 2
    assert (names(folder), names(folder / "done"), names(folder / "quarantine")) == ([], ["drop.jsonl"], [])
    assert inbox.look() == []


def test_a_bad_file_goes_to_quarantine_with_its_reason_beside_it(inbox: Inbox, folder: Path) -> None:
    write(folder, "a.png")
    assert inbox.look() == []
    assert names(folder / "quarantine") == ["a.png", "a.png.reason.txt"]
    assert (folder / "quarantine/a.png.reason.txt").read_text().startswith("a.png: a.png cannot be read: expected")


def test_a_partly_bad_file_gives_its_good_lines_and_goes_to_quarantine(inbox: Inbox, folder: Path) -> None:
    write(folder, "drop.jsonl", f"{GOOD}\n{BAD}\n{{")
    assert len(inbox.look()) == 1
    assert names(folder / "quarantine") == ["drop.jsonl", "drop.jsonl.reason.txt"]
    reasons = (folder / "quarantine/drop.jsonl.reason.txt").read_text().splitlines()
    assert [reason.split(":")[0] for reason in reasons] == ["2", "drop.jsonl#3"]


def test_what_is_refused_is_listed_until_it_is_mended_and_dropped_again(
    inbox: Inbox, folder: Path, connect: Connect
) -> None:
    write(folder, "drop.jsonl", f"{GOOD}\n{BAD}")
    inbox.look()
    assert [each.source_id for each in open_refusals(connect)] == ["2"]
    write(folder, "drop.jsonl", f'{GOOD}\n{{"id": "2", "text": "Sell."}}')
    inbox.look()
    assert open_refusals(connect) == []


@pytest.mark.parametrize(
    "name",
    ["x" * 251 + ".pdf", "ü" * 120 + ".jsonl", "a\nb.pdf", "a..pdf", "drop table;.pdf", "[red]x.pdf"],
)
def test_hostile_names_never_stop_the_inbox(inbox: Inbox, folder: Path, name: str) -> None:
    write(folder, name, "{")
    write(folder, "good.txt")
    assert len(inbox.look()) == 1
    assert [path for path in names(folder) if not path.startswith(".")] == []
    assert len(names(folder / "quarantine")) == 2


@pytest.mark.skipif(os.name != "posix", reason="there are no such files")
def test_links_pipes_and_sockets_are_quarantined_and_not_followed(
    inbox: Inbox, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = write(tmp_path_factory.mktemp("outside"), "secret.txt", "Secret.")
    (folder / "link.txt").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent, target_is_directory=True)
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "s.txt"))
    write(folder, "good.txt")
    assert len(inbox.look()) == 1
    assert names(folder) == []
    assert outside.read_text() == "Secret."
    assert (folder / "quarantine/link.txt").is_symlink()
    assert len(names(folder / "quarantine")) == 10


def test_a_time_in_the_future_is_reported_and_the_file_taken_in(inbox: Inbox, folder: Path) -> None:
    os.utime(write(folder, "a.txt"), (time.time() + 10**6,) * 2)
    inbox.glance()
    look = inbox.glance()
    assert (len(look.intake.run_ids), look.notes) == (1, ["a.txt: its time lies in the future"])


def test_a_file_that_cannot_be_moved_is_reported_and_the_others_go_on(
    inbox: Inbox, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "a.txt", "One.")
    write(folder, "b.txt", "Two.")
    inbox.glance()
    put_away = Folder.put_away

    def stubborn(self: Folder, entry: InboxFile, reasons: Sequence[str]) -> None:
        if entry.name == "a.txt":
            raise PermissionError("read-only")
        put_away(self, entry, reasons)

    monkeypatch.setattr(Folder, "put_away", stubborn)
    look = inbox.glance()
    assert len(look.intake.run_ids) == 2
    assert look.notes == ["a.txt cannot be moved out of the inbox: PermissionError: read-only"]
    assert names(folder) == ["a.txt"]


def test_a_name_that_is_taken_keeps_both_files(inbox: Inbox, folder: Path) -> None:
    for text in ("First.", "Second."):
        write(folder, "a.txt", text)
        inbox.look()
    kept = names(folder / "done")
    assert {(folder / "done" / name).read_text() for name in kept} == {"First.", "Second."}
    assert all(name.endswith(".txt") for name in kept)


def test_a_file_written_anew_while_it_was_read_is_read_again(
    inbox: Inbox, folder: Path, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(write(folder, "a.txt", "First."), (5, 5))
    inbox.glance()

    def written_afterwards(*given: object) -> object:
        intake = take_in(*given)  # type: ignore[arg-type]
        write(folder, "a.txt", "Second.")
        return intake

    with monkeypatch.context() as patch:
        patch.setattr(module, "take_in", written_afterwards)
        inbox.glance()
    assert names(folder) == ["a.txt"]
    inbox.look()
    assert stored_count(connect) == 2
    assert names(folder) == []


def test_the_inbox_and_a_folder_make_the_same_runs(inbox: Inbox, folder: Path, connect: Connect) -> None:
    run_ids = take_in(connect, read_file(write(folder / ".elsewhere", "other.jsonl", GOOD))).run_ids
    write(folder, "drop.jsonl", GOOD)
    assert inbox.look() == run_ids


@pytest.mark.skipif(os.name != "posix", reason="file names are text there")
def test_a_file_whose_name_is_no_text_is_taken_like_any_other(inbox: Inbox, folder: Path) -> None:
    for content in (TEXT.encode(), b""):
        path = os.fsencode(folder) + (b"/B\xfccher.txt" if content else b"/B\xfccher.png")
        Path(os.fsdecode(path)).write_bytes(content)
    assert len(inbox.look()) == 1
    assert names(folder) == []
    (reason,) = [name for name in names(folder / "quarantine") if name.endswith(".reason.txt")]
    assert "cannot be read" in (folder / "quarantine" / reason).read_text()


def test_an_inbox_may_lie_at_a_url(connect: Connect) -> None:
    files = fsspec.filesystem("memory")
    files.pipe({"/inbox/a.jsonl": GOOD.encode(), "/inbox/deep/b.pdf": b"no PDF", "/inbox/.part": b"x"})
    inbox = Inbox(store_at("memory://inbox"), connect)
    assert len(inbox.look()) == 1
    assert inbox.look() == []
    kept = {path.removeprefix("/inbox/") for path in files.find("/inbox")}
    assert kept == {".part", "done/a.jsonl", "quarantine/deep/b.pdf", "quarantine/deep/b.pdf.reason.txt"}
    files.rm("/inbox", recursive=True)


def test_an_inbox_that_nothing_can_be_moved_in_is_refused() -> None:
    with pytest.raises(PermanentFailure, match="files cannot be moved there"):
        store_at("http://127.0.0.1/inbox")
