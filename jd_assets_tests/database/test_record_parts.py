"""What a record repeats of its stages is stored with them, and a record stays what it was all the same."""

from collections.abc import Mapping
from typing import Any

import pytest

from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.run_record import RunRecord
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect, connector
from jd_assets.database.record_parts import PARTS
from jd_assets.database.stage_tables import read_batch, write_batch
from jd_assets_tests.database.payloads import RUN_ID, stage_rows

FIELDS = [(stage, place, field) for stage, (place, fields) in PARTS.items() for field in fields]


@pytest.fixture
def connect(emptied_url: str) -> Connect:
    return connector(emptied_url)


@pytest.fixture
def recorded(connect: Connect) -> Connect:
    """A database that holds a run, each stage written after those before it."""
    write_run(connect, run_rows())
    return connect


def run_rows(**api1: Any) -> dict[str, Payload]:
    """The rows of a run, whose record has the skills and mentions of its stage, or what is given."""
    rows = stage_rows()
    extraction, record = rows["skill_extraction"], rows["run_record"]
    assert isinstance(extraction, SkillExtraction)
    assert isinstance(record, RunRecord)
    said = {field: getattr(extraction, field) for field in PARTS["skill_extraction"][1]} | api1
    return rows | {
        "run_record": record.model_copy(update={"extract_from_jd": record.extract_from_jd.model_copy(update=said)})
    }


def write_run(connect: Connect, rows: Mapping[str, Payload]) -> None:
    written: dict[str, Batch[Payload]] = {}
    for stage, payload in rows.items():
        batch = Batch({RUN_ID: payload}, {})
        write_batch(connect, stage, batch, written)
        written[stage] = batch


def stored(connect: Connect) -> dict[str, Any]:
    """The record as its table has it."""
    with connect() as connection:
        [(payload,)] = connection.execute("SELECT payload FROM run_record").fetchall()
    return dict(payload)


def held(record: Mapping[str, Any], place: str | None, field: str) -> bool:
    return field in (record[place] if place else record)


def read(connect: Connect) -> Payload:
    return read_batch(connect, "run_record", [RUN_ID]).payloads[RUN_ID]


def replace_row(connect: Connect, stage: str, field: str) -> None:
    with connect() as connection:
        connection.execute(f"UPDATE {stage} SET payload = jsonb_set(payload, %s, '[\"other\"]')".encode(), ([field],))


@pytest.mark.parametrize(("stage", "place", "field"), FIELDS)
def test_a_part_is_stored_with_its_stage_alone(recorded: Connect, stage: str, place: str | None, field: str) -> None:
    assert not held(stored(recorded), place, field)


def test_a_record_is_read_whole(recorded: Connect) -> None:
    assert read(recorded) == run_rows()["run_record"]


def test_what_a_record_says_otherwise_than_its_stage_is_its_own(connect: Connect) -> None:
    rows = run_rows(final_skills=[])

    write_run(connect, rows)

    assert held(stored(connect), "extract_from_jd", "final_skills")
    assert read(connect) == rows["run_record"]


@pytest.mark.parametrize(("stage", "place", "field"), FIELDS)
def test_a_record_stays_what_it_was_when_a_row_is_replaced(
    recorded: Connect, stage: str, place: str | None, field: str
) -> None:
    replace_row(recorded, stage, field)

    assert held(stored(recorded), place, field)
    assert read(recorded) == run_rows()["run_record"]


@pytest.mark.parametrize("stage", PARTS)
def test_a_record_stays_what_it_was_when_its_stage_fails_later(recorded: Connect, stage: str) -> None:
    write_batch(recorded, stage, Batch({}, {RUN_ID: Failure(stage, "transient", "away")}))

    assert read(recorded) == run_rows()["run_record"]


def test_a_row_replaced_twice_leaves_the_record_at_the_first(recorded: Connect) -> None:
    replace_row(recorded, "enrichment", "extract_details")
    with recorded() as connection:
        connection.execute("UPDATE enrichment SET payload = jsonb_set(payload, '{extract_details}', '[\"third\"]')")

    assert read(recorded) == run_rows()["run_record"]


def test_a_record_leaves_out_the_parts_again_when_it_is_made_again(recorded: Connect) -> None:
    replace_row(recorded, "enrichment", "extract_details")

    write_run(recorded, run_rows())

    assert not held(stored(recorded), None, "extract_details")


def test_a_row_replaced_in_what_no_record_repeats_leaves_the_record_alone(recorded: Connect) -> None:
    before = stored(recorded)
    replace_row(recorded, "enrichment", "usage")

    assert stored(recorded) == before


def test_the_triggers_keep_the_parts_that_are_left_out(connect: Connect) -> None:
    with connect() as connection:
        kept = connection.execute(
            "SELECT tgrelid::regclass::text, tgargs FROM pg_trigger WHERE tgname = 'keep_parts'"
        ).fetchall()
    assert {stage: arguments.decode().split("\0")[:-1] for stage, arguments in kept} == {
        stage: [place or "", *fields] for stage, (place, fields) in PARTS.items()
    }
