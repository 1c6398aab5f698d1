"""The same posting is one run whatever file it comes in, and a database of an earlier release is taken over."""

import json
import uuid
from pathlib import Path

import pytest

from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import read_batch
from jd_assets.ingest.files import read_file
from jd_assets.ingest.identity import NAMESPACE, content_hash_of
from jd_assets.ingest.register import take_in
from jd_assets_tests.ingest.documents import TEXT, write


def drop(connect: Connect, folder: Path, name: str, *rows: object) -> list[str]:
    """The run_ids of a file of these rows."""
    return take_in(connect, read_file(write(folder, name, "\n".join(map(json.dumps, rows))))).run_ids


def stored(connect: Connect, run_id: str) -> Posting:
    [posting] = read_batch(connect, "posting", [run_id]).payloads.values()
    assert isinstance(posting, Posting)
    return posting


def count(connect: Connect) -> int:
    with connect() as connection:
        [(number,)] = connection.execute("SELECT count(*) FROM posting").fetchall()
    return int(number)


def as_stored_earlier(connect: Connect, source: str, source_id: str, text: str, title: str | None = None) -> str:
    """A row as earlier releases wrote it: the file's name was part of its run_id."""
    content_hash = content_hash_of(text, title, None, None, None)
    run_id = str(uuid.uuid5(NAMESPACE, json.dumps([source, source_id, content_hash])))
    payload = {
        "run_id": run_id,
        "source": source,
        "source_id": source_id,
        "content_hash": content_hash,
        "text": text,
        "title": title,
        "company": None,
        "location": None,
        "media_type": "text/plain",
    }
    with connect() as connection:
        connection.execute("INSERT INTO posting (run_id, payload) VALUES (%s, %s)", [run_id, json.dumps(payload)])
    return run_id


def row(number: int, text: str = TEXT, **more: object) -> dict[str, object]:
    return {"id": str(number), "text": f"{text} {number}", **more}


def test_a_dump_under_another_name_is_the_same_runs(connect: Connect, tmp_path: Path) -> None:
    one = drop(connect, tmp_path, "monday.jsonl", row(1), row(2), {"text": TEXT})
    assert drop(connect, tmp_path, "tuesday.jsonl", row(1), row(2), {"text": TEXT}) == one
    assert count(connect) == 3


def test_of_an_overlapping_dump_only_the_rest_is_new(connect: Connect, tmp_path: Path) -> None:
    drop(connect, tmp_path, "monday.jsonl", row(1), row(2))
    arrived = take_in(
        connect, read_file(write(tmp_path, "tuesday.jsonl", "\n".join(map(json.dumps, [row(2), row(3)]))))
    )
    assert [each.is_new for each in arrived.arrived] == [False, True]


def test_a_document_renamed_is_the_same_run(connect: Connect, tmp_path: Path) -> None:
    one = take_in(connect, read_file(write(tmp_path, "a.txt"))).run_ids
    assert take_in(connect, read_file(write(tmp_path, "b.md"))).run_ids == one


def test_changed_text_under_the_same_id_names_the_run_that_it_replaces(connect: Connect, tmp_path: Path) -> None:
    [old] = drop(connect, tmp_path, "monday.jsonl", row(1))
    [new] = drop(connect, tmp_path, "tuesday.jsonl", row(1, "Bake rolls."))
    [newest] = drop(connect, tmp_path, "wednesday.jsonl", row(1, "Bake pies."))
    assert (stored(connect, old).replaces, stored(connect, new).replaces) == (None, old)
    assert stored(connect, newest).replaces == new


def test_changed_twice_in_one_drop_the_second_replaces_the_first(connect: Connect, tmp_path: Path) -> None:
    one, two = drop(connect, tmp_path, "drop.jsonl", row(1), row(1, "Bake rolls."))
    assert stored(connect, two).replaces == one


def test_the_same_number_of_another_employer_is_another_posting(connect: Connect, tmp_path: Path) -> None:
    drop(connect, tmp_path, "a.jsonl", row(1, company="Crumb"))
    [other] = drop(connect, tmp_path, "b.jsonl", row(1, "Sell shoes.", company="Sole"))
    assert stored(connect, other).replaces is None


def test_the_same_id_in_another_kind_of_feed_is_another_posting(connect: Connect, tmp_path: Path) -> None:
    drop(connect, tmp_path, "a.jsonl", row(1))
    job = {"id": 1, "title": "Baker", "absolute_url": "https://x", "content": "<p>Bake.</p>"}
    [other] = drop(connect, tmp_path, "b.json", job)
    assert stored(connect, other).replaces is None


@pytest.mark.parametrize(
    ("source", "source_id", "own_id"),
    [("a.txt", "a.txt", None), ("drop.jsonl", "drop.jsonl#7", None), ("drop.jsonl", "b-7", "b-7")],
)
def test_what_an_earlier_release_stored_keeps_its_run(
    connect: Connect, tmp_path: Path, source: str, source_id: str, own_id: str | None
) -> None:
    run_id = as_stored_earlier(connect, source, source_id, TEXT)
    fields = {"text": TEXT} if own_id is None else {"id": own_id, "text": TEXT}
    assert drop(connect, tmp_path, "another.jsonl", fields) == [run_id]
    assert count(connect) == 1


def test_what_an_earlier_release_stored_is_replaced_too(connect: Connect, tmp_path: Path) -> None:
    run_id = as_stored_earlier(connect, "drop.jsonl", "b-7", TEXT)
    [new] = drop(connect, tmp_path, "drop.jsonl", {"id": "b-7", "text": "Bake rolls."})
    assert stored(connect, new).replaces == run_id


def test_what_an_earlier_release_stored_takes_the_facts_that_it_could_not_keep(
    connect: Connect, tmp_path: Path
) -> None:
    run_id = as_stored_earlier(connect, "drop.jsonl", "b-7", TEXT)
    assert drop(connect, tmp_path, "drop.jsonl", {"id": "b-7", "text": TEXT, "pay_min": 9}) == [run_id]
    kept = stored(connect, run_id).stated
    assert kept is not None
    assert kept.pay is not None
    assert kept.pay.min == 9


def test_a_last_day_that_moved_is_kept_and_its_run_is_out_of_date(connect: Connect, tmp_path: Path) -> None:
    def dropped(day: str) -> str:
        return drop(connect, tmp_path, "drop.jsonl", {"id": "1", "text": TEXT, "valid_through": day})[0]

    def fingerprint() -> object:
        with connect() as connection:
            return connection.execute("SELECT fingerprint FROM run_record").fetchone()

    run_id = dropped("2026-01-31")
    with connect() as connection:
        connection.execute('INSERT INTO run_record (run_id, payload) VALUES (%s, \'{"fingerprint": "f"}\')', [run_id])
    assert dropped("2026-01-31") == run_id
    assert fingerprint() == ("f",)
    assert dropped("2026-02-28") == run_id
    assert fingerprint() == ("",)
    kept = stored(connect, run_id).stated
    assert kept is not None
    assert str(kept.valid_through) == "2026-02-28"
