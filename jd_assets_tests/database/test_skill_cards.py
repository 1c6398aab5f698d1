"""What the library says of a skill is stored once, however many postings name it."""

from typing import Any

import pytest

from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.database.connection import Connect, connector
from jd_assets.database.skill_cards import CARD
from jd_assets.database.stage_tables import read_batch, write_batch
from jd_assets_tests.database.payloads import OTHER_RUN_ID, RUN_ID, posting, stage_rows


@pytest.fixture
def connect(emptied_url: str) -> Connect:
    """A database that holds two postings."""
    connect = connector(emptied_url)
    write_batch(connect, "posting", Batch({each: posting(each) for each in (RUN_ID, OTHER_RUN_ID)}, {}))
    return connect


def enriched() -> Enrichment:
    row = stage_rows()["enrichment"]
    assert isinstance(row, Enrichment)
    assert {bool(detail.canonical) for detail in row.extract_details.skills_detail} == {True, False}
    return row


def write(connect: Connect, **rows: Payload) -> None:
    write_batch(connect, "enrichment", Batch(rows, {}))


def asked(connect: Connect, statement: str) -> list[tuple[Any, ...]]:
    with connect() as connection:
        return connection.execute(statement.encode()).fetchall()


def test_a_skill_of_the_library_is_stored_without_its_card_and_a_new_one_whole(connect: Connect) -> None:
    row = enriched()
    write(connect, **{RUN_ID: row})
    [(stored,)] = asked(connect, "SELECT payload #> '{extract_details,skills_detail}' FROM enrichment")
    for detail, kept in zip(row.extract_details.skills_detail, stored, strict=True):
        assert {field in kept for field in CARD} == {detail.canonical is None}


def test_postings_that_name_the_same_skills_share_their_cards(connect: Connect) -> None:
    write(connect, **{RUN_ID: enriched()})
    before = asked(connect, "SELECT card_id, xmin::text FROM skill_card ORDER BY card_id")
    write(connect, **{OTHER_RUN_ID: enriched()})
    assert asked(connect, "SELECT card_id, xmin::text FROM skill_card ORDER BY card_id") == before != []


def test_a_skill_that_the_library_says_otherwise_of_has_another_card(connect: Connect) -> None:
    row, changed = enriched(), enriched().model_copy(deep=True)
    known = next(detail for detail in changed.extract_details.skills_detail if detail.canonical)
    known.aliases_in_db = [*known.aliases_in_db, "another spelling"]
    write(connect, **{RUN_ID: row, OTHER_RUN_ID: changed})
    assert dict(read_batch(connect, "enrichment", [RUN_ID, OTHER_RUN_ID]).payloads) == {
        RUN_ID: row,
        OTHER_RUN_ID: changed,
    }


def test_a_row_of_before_is_read_as_it_is(connect: Connect) -> None:
    row = enriched()
    with connect() as connection:
        connection.execute("INSERT INTO enrichment (run_id, payload) VALUES (%s, %s)", (RUN_ID, row.model_dump_json()))
    assert read_batch(connect, "enrichment", [RUN_ID]).payloads[RUN_ID] == row


def test_a_row_whose_card_is_lost_is_a_failure_that_says_what_to_do(connect: Connect) -> None:
    write(connect, **{RUN_ID: enriched()})
    with connect() as connection:
        connection.execute("TRUNCATE skill_card")
    found = read_batch(connect, "enrichment", [RUN_ID])
    assert found.failures[RUN_ID].reason == "Its row is not of this version: materialise enrichment again"
