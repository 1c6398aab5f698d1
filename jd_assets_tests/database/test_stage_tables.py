import math
import uuid

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.contracts import STAGES
from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.posting import Posting
from jd_assets.database import stage_tables
from jd_assets.database.connection import Connect, connector
from jd_assets.database.stage_tables import ROWS_AT_ONCE, existing, read_batch, rows_with, write_batch
from jd_assets.failures import PermanentFailure
from jd_assets.stages.batch import failure_of
from jd_assets_tests.database.payloads import OTHER_RUN_ID, RUN_ID, posting, stage_rows

FAILURE = Failure("nano_parse", "transient", "The model timed out: try again")


@pytest.fixture
def connect(emptied_url: str) -> Connect:
    return connector(emptied_url)


@pytest.fixture
def stored(connect: Connect) -> Connect:
    """A database that holds two postings, so that other stages may have rows for them."""
    write_batch(connect, "posting", rows(posting(), posting(OTHER_RUN_ID)))
    return connect


def rows(*postings: Posting) -> Batch[Payload]:
    return Batch({item.run_id: item for item in postings}, {})


def times(connect: Connect) -> dict[str, object]:
    with connect() as connection:
        return dict(connection.execute("SELECT run_id::text, written_at FROM posting").fetchall())


@pytest.mark.parametrize("stage", STAGES)
def test_a_payload_comes_back_as_it_was(stored: Connect, stage: str) -> None:
    payload = stage_rows()[stage]
    write_batch(stored, stage, Batch({RUN_ID: payload}, {}))
    assert read_batch(stored, stage, [RUN_ID]) == Batch({RUN_ID: payload}, {})


@pytest.mark.parametrize("stage", STAGES)
def test_a_failure_comes_back_as_it_was(stored: Connect, stage: str) -> None:
    write_batch(stored, stage, Batch({}, {RUN_ID: FAILURE}))
    assert read_batch(stored, stage, [RUN_ID]) == Batch({}, {RUN_ID: FAILURE})


def test_a_batch_may_be_empty(connect: Connect) -> None:
    write_batch(connect, "posting", Batch({}, {}))
    assert len(read_batch(connect, "posting", [])) == 0


def test_a_batch_holds_payloads_and_failures_side_by_side(stored: Connect) -> None:
    batch: Batch[Payload] = Batch(
        {RUN_ID: CentroidUpdate(centroid_updated=False, centroid_n_after=None)}, {OTHER_RUN_ID: FAILURE}
    )
    write_batch(stored, "centroid_update", batch)
    assert read_batch(stored, "centroid_update", [RUN_ID, OTHER_RUN_ID]) == batch


def test_only_the_asked_rows_are_read(stored: Connect) -> None:
    assert list(read_batch(stored, "posting", [OTHER_RUN_ID]).payloads) == [OTHER_RUN_ID]


def test_rows_come_in_the_order_of_their_run_ids(stored: Connect) -> None:
    assert list(read_batch(stored, "posting", [RUN_ID, OTHER_RUN_ID]).payloads) == [OTHER_RUN_ID, RUN_ID]


def test_a_row_that_says_something_else_is_replaced(stored: Connect) -> None:
    write_batch(stored, "posting", rows(posting(text="Builds other things.")))
    found = read_batch(stored, "posting", [RUN_ID, OTHER_RUN_ID])
    assert found == rows(posting(text="Builds other things."), posting(OTHER_RUN_ID))


def test_a_success_takes_the_place_of_a_failure_and_the_other_way_round(stored: Connect) -> None:
    payload = stage_rows()["nano_parse"]
    for batch in (Batch({}, {RUN_ID: FAILURE}), Batch({RUN_ID: payload}, {}), Batch[Payload]({}, {RUN_ID: FAILURE})):
        write_batch(stored, "nano_parse", batch)
        assert read_batch(stored, "nano_parse", [RUN_ID]) == batch


def test_a_row_that_says_the_same_is_not_written_again(stored: Connect) -> None:
    before = times(stored)
    write_batch(stored, "posting", rows(posting(), posting(OTHER_RUN_ID, "Builds other things.")))
    after = times(stored)
    assert after[RUN_ID] == before[RUN_ID]
    assert after[OTHER_RUN_ID] != before[OTHER_RUN_ID]


def test_a_batch_takes_a_statement_for_so_many_rows_and_one_transaction(connect: Connect) -> None:
    batch = rows(*(posting(str(uuid.UUID(int=number))) for number in range(500)))
    write_batch(connect, "posting", batch)
    with connect() as connection:
        writers = connection.execute(
            "SELECT count(*), count(DISTINCT cmin::text), count(DISTINCT xmin::text) FROM posting"
        ).fetchone()
    assert writers == (500, math.ceil(500 / ROWS_AT_ONCE), 1)


def test_one_row_that_cannot_be_written_takes_the_whole_batch_back(stored: Connect) -> None:
    unknown = str(uuid.UUID(int=1))
    update = CentroidUpdate(centroid_updated=False, centroid_n_after=None)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        write_batch(stored, "centroid_update", Batch({RUN_ID: update, unknown: update}, {}))
    with stored() as connection:
        assert existing(connection, "centroid_update", [RUN_ID]) == set()


def test_missing_rows_are_counted_and_named(stored: Connect) -> None:
    missing = str(uuid.UUID(int=1))
    with pytest.raises(PermanentFailure, match=f"posting has no row for 1 of 2 postings .first: {missing}."):
        read_batch(stored, "posting", [RUN_ID, missing])


def test_a_row_of_an_older_release_is_a_failure_that_says_what_to_do(stored: Connect) -> None:
    with stored() as connection:
        connection.execute("UPDATE posting SET payload = payload - 'text' WHERE run_id = %s", (RUN_ID,))
    found = read_batch(stored, "posting", [RUN_ID, OTHER_RUN_ID])
    assert list(found.payloads) == [OTHER_RUN_ID]
    assert found.failures[RUN_ID].reason == "Its row is not of this version: materialise posting again"


@pytest.mark.parametrize("estimated", [False, True])
def test_rows_are_counted_with_those_to_come(stored: Connect, estimated: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if estimated:
        monkeypatch.setattr(stage_tables, "COUNTED_ROWS", 0)
    with stored() as connection:
        connection.execute("ANALYZE posting")
    assert rows_with(stored, "posting", [RUN_ID, str(uuid.UUID(int=1))]) == 3


def test_existing_names_those_that_have_a_row(stored: Connect) -> None:
    with stored() as connection:
        assert existing(connection, "posting", [RUN_ID, str(uuid.UUID(int=1))]) == {RUN_ID}


def test_an_unknown_stage_reaches_no_statement(connect: Connect) -> None:
    bad = "posting; DROP TABLE posting"
    with pytest.raises(PermanentFailure, match="There is no stage"):
        write_batch(connect, bad, Batch({}, {}))
    with pytest.raises(PermanentFailure, match="There is no stage"):
        read_batch(connect, bad, [])
    with connect() as connection, pytest.raises(PermanentFailure, match="There is no stage"):
        existing(connection, bad, [])


def test_a_payload_of_another_stage_is_refused(stored: Connect) -> None:
    with pytest.raises(PermanentFailure, match="nano_parse holds NanoParse rows and was given Posting"):
        write_batch(stored, "nano_parse", rows(posting()))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_that_can_be_stored_comes_back(connect: Connect, text: str) -> None:
    batch = rows(posting(text=text).model_copy(update={"title": text, "company": text or None}))
    write_batch(connect, "posting", batch)
    assert read_batch(connect, "posting", [RUN_ID]) == batch


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from('a\\u0\x00"')))
def test_a_nul_is_replaced_and_every_other_character_keeps_its_place(connect: Connect, text: str) -> None:
    write_batch(connect, "posting", rows(posting(text=text)))
    assert read_batch(connect, "posting", [RUN_ID]) == rows(posting(text=text.replace("\x00", "\ufffd")))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from('a\\u0\x00\ud800\udc00"\U0001f600')))
def test_a_failure_over_any_text_can_be_stored(stored: Connect, text: str) -> None:
    failure = failure_of("nano_parse", ValueError(text))
    write_batch(stored, "nano_parse", Batch({}, {RUN_ID: failure}))
    assert read_batch(stored, "nano_parse", [RUN_ID]).failures[RUN_ID].kind == "permanent"
