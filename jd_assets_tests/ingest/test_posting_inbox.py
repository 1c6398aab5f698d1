"""Rows that other systems insert are taken in once, and each ends as done or refused."""

import json
from collections.abc import Sequence
from typing import Any

import psycopg
import pytest

from jd_assets.database.connection import Connect
from jd_assets.ingest.posting_inbox import take_rows
from jd_assets.ingest.refusals import open_refusals
from jd_assets_tests.ingest.documents import TEXT
from jd_assets_tests.ingest.test_feeds import SAMPLES


class Table:
    """The table `posting_inbox`, and what was put along with its postings."""

    def __init__(self, connect: Connect) -> None:
        self.connect = connect
        self.along: list[str] = []

    def insert(self, **values: Any) -> None:
        names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
        given = [json.dumps(value) if name == "item" else value for name, value in values.items()]
        with self.connect() as connection:
            connection.execute(f"INSERT INTO posting_inbox ({names}) VALUES ({marks})".encode(), given)

    def take(self, limit: int = 100) -> list[int]:
        def along(_: psycopg.Connection, run_ids: Sequence[str]) -> None:
            self.along += run_ids

        return [row.inbox_id for row in take_rows(self.connect, limit, along)]

    def rows(self) -> list[tuple[str, str | None, int]]:
        with self.connect() as connection:
            return connection.execute(
                "SELECT status, reason, cardinality(run_ids) FROM posting_inbox ORDER BY inbox_id"
            ).fetchall()


@pytest.fixture
def table(connect: Connect) -> Table:
    return Table(connect)


def test_a_row_of_text_is_a_posting(table: Table) -> None:
    table.insert(id="7", text=TEXT, title="Baker", company="Crumb", location="Leeds")
    assert len(table.take()) == 1
    assert table.rows() == [("done", None, 1)]
    with table.connect() as connection:
        [(own_id, title, company)] = connection.execute("SELECT own_id, title, company FROM posting").fetchall()
    assert (own_id, title, company) == ("7", "Baker", "Crumb")


def test_an_item_may_have_any_shape_and_hold_several_postings(table: Table) -> None:
    table.insert(item=json.loads((SAMPLES / "greenhouse.json").read_text()))
    table.insert(item=json.loads((SAMPLES / "lever.json").read_text()))
    table.take()
    assert table.rows() == [("done", None, 2), ("done", None, 1)]
    assert len(table.along) == 3


def test_a_bad_row_is_refused_with_its_reason_and_the_others_are_taken(table: Table) -> None:
    table.insert(title="Baker")
    table.insert(item={"id": 7, "stelle": "Bäcker"})
    table.insert(text="x" * 2_000_001)
    table.insert(text=TEXT)
    table.take()
    statuses = [status for status, _, _ in table.rows()]
    assert statuses == ["refused", "refused", "refused", "done"]
    reasons = [reason or "" for _, reason, _ in table.rows()]
    assert reasons[0] == "the row has neither an item nor a text"
    assert "it has id, stelle" in reasons[1]
    assert "2,000,001 characters" in reasons[2]
    assert len(open_refusals(table.connect)) == 3


def test_a_row_is_taken_once(table: Table) -> None:
    table.insert(text=TEXT)
    assert len(table.take()) == 1
    assert table.take() == []


def test_a_row_that_is_mended_and_set_to_new_is_taken_and_refused_no_longer(table: Table) -> None:
    table.insert(title="Baker")
    table.take()
    with table.connect() as connection:
        connection.execute("UPDATE posting_inbox SET text = 'Bake.', status = 'new', reason = NULL, settled_at = NULL")
    table.take()
    assert table.rows() == [("done", None, 1)]
    assert open_refusals(table.connect) == []


def test_rows_that_another_taker_holds_are_passed_over(table: Table) -> None:
    for number in range(4):
        table.insert(text=f"{TEXT} {number}")
    with table.connect() as other:
        other.execute("SELECT inbox_id FROM posting_inbox ORDER BY inbox_id LIMIT 2 FOR UPDATE")
        assert len(table.take()) == 2
    assert [status for status, _, _ in table.rows()] == ["new", "new", "done", "done"]
    assert len(table.take()) == 2


def test_the_same_posting_by_table_and_again_is_one_run(table: Table) -> None:
    table.insert(id="7", text=TEXT)
    table.insert(item={"id": "7", "text": TEXT})
    table.take()
    with table.connect() as connection:
        assert connection.execute("SELECT count(*) FROM posting").fetchall() == [(1,)]
