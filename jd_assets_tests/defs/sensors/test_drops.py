"""`jd_drop_sensor`: what is put into the inbox becomes postings and one run."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.definitions.instigation_logger import InstigationLogger
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG
from dagster._core.test_utils import create_run_for_test

from jd_assets.database.connection import connector
from jd_assets.database.stage_tables import existing
from jd_assets.defs import intake_runs
from jd_assets.defs.partitions import RUN_IDS
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.sensors import drops as module
from jd_assets.defs.sensors.drops import jd_drop_sensor
from jd_assets.stages import versions


@dataclass
class Drops:
    """An inbox that the sensor looks into, and what Dagster keeps for it between two looks."""

    inbox: Path
    url: str
    instance: dg.DagsterInstance
    cursor: str | None = None

    def put(self, name: str, text: str | bytes) -> Path:
        """A file that was written a while ago."""
        path = self.inbox / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.utime(path, (time.time() - 60,) * 2)
        return path

    def look(self, keep: bool = True) -> dg.SensorResult | dg.SkipReason:
        """Two ticks: the second takes in what the first saw.

        Without `keep` the daemon dies before it stores what the second returned.
        """
        self.tick()
        return self.tick(keep)

    def tick(self, keep: bool = True) -> dg.SensorResult | dg.SkipReason:
        """One tick."""
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor, resources=self.resources())
        result = jd_drop_sensor(context)
        assert isinstance(result, dg.SensorResult | dg.SkipReason)
        if keep:
            self.cursor = result.cursor if isinstance(result, dg.SensorResult) else context.cursor
        return result

    def resources(self) -> dict[str, Any]:
        """What the sensor reads with: the library of the test's database, and the engine without a key."""
        library = RoleLibraryResource(database_url=self.url)
        return {"embedder": EmbedderResource(), "llm": LlmResource(), "role_library_db": library}

    def run(self) -> None:
        """Let all stored postings have gone through, as the requested runs would."""
        made = self.resources()
        current = made["role_library_db"].fingerprint(made["embedder"].embedder(), made["llm"].settings())
        with connector(self.url)() as connection:
            connection.execute(
                "INSERT INTO run_record (run_id, payload) SELECT run_id, jsonb_build_object('fingerprint', %s::text) "
                "FROM posting ON CONFLICT (run_id) DO UPDATE SET payload = excluded.payload",
                [current],
            )

    def registered(self) -> list[str]:
        """The partition keys in the order of registration."""
        return list(self.instance.get_dynamic_partitions(str(RUN_IDS.name)))

    def names(self, folder: str = ".") -> set[str]:
        """The files that lie in a folder of the inbox."""
        place = self.inbox / folder
        return {path.name for path in place.iterdir() if path.is_file()} if place.is_dir() else set()


@pytest.fixture
def drops(database_url: str, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drops]:
    monkeypatch.setenv("JD_DATA_DIR", str(data_folder))
    monkeypatch.setenv("JD_INBOX", str(tmp_path / "inbox"))
    (tmp_path / "inbox").mkdir()
    with dg.DagsterInstance.ephemeral() as instance:
        yield Drops(tmp_path / "inbox", database_url, instance)


def ranges(result: dg.SensorResult | dg.SkipReason) -> list[tuple[str, str]]:
    """First and last key of each run that was asked for."""
    assert isinstance(result, dg.SensorResult)
    return [
        (request.tags[ASSET_PARTITION_RANGE_START_TAG], request.tags[ASSET_PARTITION_RANGE_END_TAG])
        for request in result.run_requests or []
    ]


def lines(*ids: str) -> str:
    return "\n".join(json.dumps({"id": each, "text": f"Baker of {each}"}) for each in ids)


def test_new_files_are_one_request_over_one_block_of_keys(drops: Drops) -> None:
    drops.put("many.jsonl", lines("a", "b", "c"))
    drops.put("one.txt", "Baker")
    requests = ranges(drops.look())
    keys = drops.registered()
    assert len(keys) == 4
    assert requests == [(keys[0], keys[-1])]


def test_their_postings_are_stored_before_the_run_is_asked_for(drops: Drops) -> None:
    drops.put("one.txt", "Baker")
    drops.look()
    with connector(drops.url)() as connection:
        assert existing(connection, "posting", drops.registered()) == set(drops.registered())


def test_a_file_goes_when_its_postings_are_stored(drops: Drops) -> None:
    drops.put("one.txt", "Baker")
    drops.look()
    assert (drops.names(), drops.names("done")) == (set(), {"one.txt"})


def test_a_request_that_was_lost_is_made_again(drops: Drops) -> None:
    drops.put("one.txt", "Baker")
    lost = ranges(drops.look(keep=False))
    assert ranges(drops.tick()) == lost
    assert len(drops.registered()) == 1


def test_a_request_that_was_kept_is_not_made_again(drops: Drops) -> None:
    drops.put("one.txt", "Baker")
    assert len(ranges(drops.look())) == 1
    assert ranges(drops.tick()) == []
    with connector(drops.url)() as connection:
        assert connection.execute("SELECT count(*) FROM intake_queue").fetchall() == [(0,)]


def test_nothing_new_skips_with_the_folders_name(drops: Drops) -> None:
    drops.put("one.txt", "Baker")
    drops.look()
    skipped = drops.look()
    assert isinstance(skipped, dg.SensorResult)
    assert skipped.skip_reason
    assert str(drops.inbox) in str(skipped.skip_reason.skip_message)


def test_a_file_that_is_still_being_written_waits(drops: Drops) -> None:
    drops.put("one.txt", "Bak")
    drops.tick()
    drops.put("one.txt", "Baker")
    assert ranges(drops.tick()) == []
    assert drops.registered() == []
    assert len(ranges(drops.tick())) == 1


def test_the_cursor_of_an_earlier_release_is_no_hindrance(drops: Drops) -> None:
    drops.cursor = json.dumps({"one.txt": {"stamp": "5-1", "reasons": []}})
    drops.put("one.txt", "Baker")
    assert len(ranges(drops.look())) == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("photo.png", b"\x89PNG", "photo.png cannot be read: expected a file ending in "),
        ("broken.parquet", b"no parquet", "broken.parquet cannot be read: "),
        ("broken.pdf", b"%PDF-no", ""),
    ],
)
def test_a_bad_file_goes_to_quarantine_with_its_reason(drops: Drops, name: str, content: bytes, reason: str) -> None:
    drops.put(name, content)
    assert ranges(drops.look()) == []
    assert (drops.names(), drops.names("quarantine")) == (set(), {name, f"{name}.reason.txt"})
    said = (drops.inbox / "quarantine" / f"{name}.reason.txt").read_text(encoding="utf-8")
    assert reason in said
    assert len(said.strip()) > 10


def test_a_file_of_which_a_part_is_bad_is_taken_in_and_goes_to_quarantine(drops: Drops) -> None:
    drops.put("half.jsonl", lines("a") + "\n{broken\n" + lines("b"))
    assert len(ranges(drops.look())) == 1
    drops.look()
    assert len(drops.registered()) == 2
    assert drops.names("quarantine") == {"half.jsonl", "half.jsonl.reason.txt"}
    said = (drops.inbox / "quarantine" / "half.jsonl.reason.txt").read_text(encoding="utf-8")
    assert "half.jsonl line 2 is not JSON" in said


def test_bad_and_good_files_of_one_look_do_not_hold_each_other_up(drops: Drops) -> None:
    drops.put("photo.png", b"\x89PNG")
    drops.put("one.txt", "Baker")
    assert len(ranges(drops.look())) == 1
    drops.look()
    assert (drops.names("done"), drops.names("quarantine")) == ({"one.txt"}, {"photo.png", "photo.png.reason.txt"})


def test_a_refused_file_is_remembered_in_the_database(drops: Drops) -> None:
    drops.put("photo.png", b"\x89PNG")
    drops.look()
    with connector(drops.url)() as connection:
        assert connection.execute("SELECT source FROM refused_input").fetchall() == [("photo.png",)]


def test_a_file_written_anew_between_two_looks_is_taken_in_too(drops: Drops) -> None:
    drops.put("one.txt", "Baker")
    drops.look()
    drops.put("one.txt", "Baker of rye bread")
    assert len(ranges(drops.look())) == 1
    assert len(drops.registered()) == 2
    assert (drops.names(), len(drops.names("done"))) == (set(), 2)


def test_a_drop_of_new_postings_beside_current_ones_asks_for_the_new_ones_only(drops: Drops) -> None:
    drops.put("many.jsonl", lines("a", "b", "c"))
    drops.look()
    drops.run()
    drops.put("many.jsonl", lines("a", "d", "b", "e", "c"))
    [request] = ranges(drops.look())
    assert request == tuple(drops.registered()[3:])


def test_it_says_of_each_file_how_many_postings_are_up_to_date(drops: Drops, monkeypatch: pytest.MonkeyPatch) -> None:
    drops.put("many.jsonl", lines("a", "b", "c"))
    drops.look()
    drops.run()
    drops.put("many.jsonl", lines("a", "b", "c", "d"))
    drops.put("one.txt", "Baker")
    said: list[str] = []
    monkeypatch.setattr(InstigationLogger, "info", lambda _, line, *given: said.append(line % given))
    drops.look()
    assert sorted(said) == ["many.jsonl: 4 postings, 3 up to date", "one.txt: 1 postings, 0 up to date"]


def test_the_same_file_under_another_name_asks_for_no_run(drops: Drops) -> None:
    drops.put("monday.jsonl", lines("a", "b"))
    drops.look()
    drops.run()
    drops.put("tuesday.jsonl", lines("a", "b"))
    assert ranges(drops.look()) == []


def test_the_same_file_dropped_again_asks_for_no_run_and_says_so(drops: Drops) -> None:
    drops.put("many.jsonl", lines("a", "b"))
    drops.look()
    drops.run()
    drops.put("many.jsonl", lines("a", "b"))
    again = drops.look()
    assert ranges(again) == []
    assert isinstance(again, dg.SensorResult)
    assert again.skip_reason
    assert str(again.skip_reason.skip_message) == "Nothing to process: 2 postings up to date"


def test_a_file_of_which_nothing_is_new_goes_to_done_like_any_other(drops: Drops) -> None:
    drops.put("one.txt", "Baker")
    drops.look()
    drops.run()
    drops.put("one.txt", "Baker")
    drops.look()
    assert drops.names() == set()
    assert len(drops.names("done")) == 2


def test_what_was_made_with_other_code_is_asked_for_again(drops: Drops, monkeypatch: pytest.MonkeyPatch) -> None:
    drops.put("many.jsonl", lines("a", "b"))
    first = ranges(drops.look())
    drops.run()
    monkeypatch.setattr(versions, "CODE_VERSIONS", {"posting": "another"})
    drops.put("many.jsonl", lines("a", "b"))
    assert ranges(drops.look()) == first


def test_what_failed_is_asked_for_again(drops: Drops) -> None:
    drops.put("many.jsonl", lines("a", "b"))
    drops.look()
    drops.run()
    keys = drops.registered()
    with connector(drops.url)() as connection:
        connection.execute("UPDATE run_record SET payload = NULL, failure = '{}' WHERE run_id = %s", [keys[1]])
    drops.put("many.jsonl", lines("a", "b"))
    assert ranges(drops.look()) == [(keys[1], keys[1])]


def test_a_drop_that_is_too_large_for_one_run_is_several(drops: Drops, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_SIZE", 2)
    drops.put("many.jsonl", lines("a", "b", "c"))
    requests = ranges(drops.look())
    keys = drops.registered()
    assert requests == [(keys[0], keys[1]), (keys[2], keys[2])]


def test_a_drop_of_many_runs_is_requested_over_several_ticks(drops: Drops, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_SIZE", 1)
    monkeypatch.setattr(intake_runs, "RUNS_AT_ONCE", 2)
    drops.put("many.jsonl", lines("a", "b", "c", "d", "e"))
    requests = [ranges(drops.look()), ranges(drops.tick()), ranges(drops.tick()), ranges(drops.tick())]
    assert [len(each) for each in requests] == [2, 2, 1, 0]
    keys = drops.registered()
    assert [first for each in requests for first, _ in each] == keys


def test_no_more_runs_are_requested_while_as_many_are_under_way_as_dagster_keeps_keys(
    drops: Drops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH_SIZE", 1)
    monkeypatch.setattr(intake_runs, "RUNS_AT_ONCE", 2)
    monkeypatch.setenv("JD_RETIRE_KEEP", "2")
    at_work = [create_run_for_test(drops.instance, status=dg.DagsterRunStatus.STARTED).run_id for _ in range(2)]
    drops.put("many.jsonl", lines("a", "b"))
    held = drops.look()
    assert isinstance(held, dg.SensorResult)
    assert (held.run_requests, held.skip_reason) == ([], dg.SkipReason(intake_runs.HELD_BACK))
    assert drops.registered() == []
    drops.instance.delete_run(at_work[0])
    assert len(ranges(drops.tick())) == 1
