"""The inbox as a table: rows that other systems insert, taken in once by whoever claims them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg

from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import JdAssetsError, reason_of
from jd_assets.ingest.feeds import own
from jd_assets.ingest.feeds.mapping import NO_MAPPINGS, Mappings
from jd_assets.ingest.feeds.registry import items_of, record_of
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.refusals import record_refusals
from jd_assets.ingest.register import Along, read_record, storable
from jd_assets.ingest.store import store

SOURCE = "posting_inbox"
_OWN = ("id", "text", "title", "company", "location")


@dataclass
class Row:
    """A claimed row and what came of it."""

    inbox_id: int
    postings: list[Posting] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    run_ids: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """What it is called in refusals."""
        return f"{SOURCE}#{self.inbox_id}"


def take_rows(connect: Connect, limit: int, along: Along, mappings: Mappings = NO_MAPPINGS) -> list[Row]:
    """Take in the rows that wait, `limit` at most; each ends as done or refused in the transaction that stores it.

    Rows that another taker holds are passed over. Where the database takes one row for none, it is refused alone.
    """
    try:
        with connect() as connection:
            return _taken(connection, limit, along, mappings)
    except psycopg.DataError as error:
        if limit > 1:
            return take_rows(connect, 1, along, mappings)
        with connect() as connection:
            rows = [Row(found[0]) for found in connection.execute(sql("posting_inbox_claim"), {"limit": 1})]
            for row in rows:
                row.refused.append(Refused(SOURCE, row.place, f"the database refuses it: {reason_of(error)}"))
            _settle(connection, rows)
            return rows


def _taken(connection: psycopg.Connection, limit: int, along: Along, mappings: Mappings) -> list[Row]:
    rows = [
        _read(Row(inbox_id), item, dict(zip(_OWN, values, strict=True)), mappings)
        for inbox_id, item, *values in connection.execute(sql("posting_inbox_claim"), {"limit": limit}).fetchall()
    ]
    postings = [(row, posting) for row in rows for posting in row.postings]
    arrived = store(connection, [posting for _, posting in postings], [row.place for row, _ in postings])
    for (row, _), arrival in zip(postings, arrived, strict=True):
        row.run_ids.append(arrival.run_id)
    record_refusals(connection, arrived, [refused for row in rows for refused in row.refused])
    along(connection, list(dict.fromkeys(each.run_id for each in arrived)))
    _settle(connection, rows)
    return rows


def _settle(connection: psycopg.Connection, rows: Sequence[Row]) -> None:
    settled = [
        {
            "inbox_id": row.inbox_id,
            "status": "refused" if row.refused else "done",
            "reason": "; ".join(refused.reason for refused in row.refused) or None,
            "run_ids": list(dict.fromkeys(row.run_ids)),
        }
        for row in rows
    ]
    connection.execute(sql("posting_inbox_settle"), {"rows": json.dumps(settled)})


def _read(row: Row, item: Any, fields: dict[str, Any], mappings: Mappings) -> Row:
    for outcome in _records(row, item, fields, mappings):
        try:
            if isinstance(outcome, Refused):
                row.refused.append(storable(outcome))
            else:
                row.postings.append(read_record(outcome))
        except JdAssetsError as error:
            row.refused.append(storable(Refused(SOURCE, row.place, str(error))))
        except Exception as error:  # whatever a document does to its reader, the other rows are taken in
            row.refused.append(storable(Refused(SOURCE, row.place, f"{reason_of(error)} (a fault of this program)")))
    return row


def _records(row: Row, item: Any, fields: dict[str, Any], mappings: Mappings) -> Iterator[Record | Refused]:
    if item is None and fields["text"] is None:
        yield Refused(SOURCE, row.place, "the row has neither an item nor a text")
        return
    if item is None:
        yield replace(own.read(fields, {}), source=SOURCE, place=row.place)
        return
    for each, around in items_of(item, mappings, SOURCE):
        try:
            yield replace(record_of(each, around, mappings, SOURCE), source=SOURCE, place=row.place)
        except JdAssetsError as error:
            yield Refused(SOURCE, row.place, f"the item {error}")
