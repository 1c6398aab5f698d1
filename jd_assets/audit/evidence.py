"""Whether all evidence is the text of its posting, letter by letter."""

from collections.abc import Iterator

import psycopg

from jd_assets.contracts.base import is_quoted
from jd_assets.database.queries import sql

#: Postings fetched at once, each with its text and all that quotes it.
ROWS = 200


def wrong_quotes(connection: psycopg.Connection) -> list[str]:
    """Evidence that is not the text between its offsets, which count code points."""
    return sorted(_wrong(connection))


def _wrong(connection: psycopg.Connection) -> Iterator[str]:
    with connection.cursor("quotes") as cursor:
        cursor.itersize = ROWS
        for run_id, text, *columns in cursor.execute(sql("audit_quotes")):
            for what, start, end, quote in zip(*columns, strict=True):
                if not is_quoted(text, start, end, quote):
                    yield f"{run_id}: {what} at {start}"
