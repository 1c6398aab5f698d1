"""Stores postings, each once: what is known keeps its run_id, what is new says which run it replaces."""

import json
from collections.abc import Sequence

import psycopg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.database.queries import sql
from jd_assets.database.stage_tables import existing, write_rows
from jd_assets.ingest.identity import content_hash_of
from jd_assets.ingest.refusals import Arrival


def store(connection: psycopg.Connection, postings: Sequence[Posting], places: Sequence[str]) -> list[Arrival]:
    """Store those that are new, and tell each posting's run_id.

    A posting that an earlier release stored under a file's name is recognised by its own id and its content. Where
    a feed has moved the last day of a posting that is known, the day is kept and its run is out of date.
    """
    known = _recognised(connection, postings)
    wanted = [known.get(at, posting.run_id) for at, posting in enumerate(postings)]
    held = existing(connection, "posting", wanted)
    fresh: dict[str, Posting] = {}
    for posting, run_id in zip(postings, wanted, strict=True):
        if run_id not in held:
            fresh.setdefault(run_id, posting)
    new = _with_replaced(connection, list(fresh.values()))
    write_rows(connection, "posting", Batch({posting.run_id: posting for posting in new}, {}))
    _refresh(connection, [(run_id, p) for p, run_id in zip(postings, wanted, strict=True) if run_id in held])
    return [
        Arrival(run_id, posting.source, posting.source_id, place, run_id not in held)
        for posting, run_id, place in zip(postings, wanted, places, strict=True)
    ]


def _recognised(connection: psycopg.Connection, postings: Sequence[Posting]) -> dict[int, str]:
    """The run_ids of postings that are stored, by their number among these."""
    rows = [
        {
            "at": at,
            "own_id": posting.own_id,
            "content_hash": posting.content_hash,
            "plain_hash": content_hash_of(posting.text, posting.title, posting.company, posting.location, None),
        }
        for at, posting in enumerate(postings)
    ]
    return dict(connection.execute(sql("posting_recognise"), {"rows": json.dumps(rows)}).fetchall())


def _with_replaced(connection: psycopg.Connection, postings: Sequence[Posting]) -> list[Posting]:
    """The postings, those whose id is known under another content with the run that they follow."""
    asked = [
        {"own_id": posting.own_id, "feed": posting.feed, "company": posting.company}
        for posting in postings
        if posting.own_id is not None
    ]
    newest: dict[tuple[str | None, str | None, str | None], str] = {}
    for own_id, feed, company, run_id in connection.execute(sql("posting_newest_of_id"), {"rows": json.dumps(asked)}):
        newest[own_id, feed, company] = run_id
    found = []
    for posting in postings:
        key = (posting.own_id, posting.feed, posting.company)
        found.append(posting.model_copy(update={"replaces": newest.get(key)}) if posting.own_id else posting)
        newest[key] = posting.run_id
    return found


def _refresh(connection: psycopg.Connection, known: Sequence[tuple[str, Posting]]) -> None:
    rows = [
        {"run_id": run_id, "feed": posting.feed, "stated": posting.stated.model_dump(mode="json")}
        for run_id, posting in known
        if posting.stated
    ]
    if rows:
        connection.execute(sql("posting_refresh"), {"rows": json.dumps(rows)})
