"""Moves batches of stage rows to and from their tables, each with one set-based statement."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import TypeVar

import psycopg
from pydantic import ValidationError

from jd_assets.contracts import STAGES
from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.enrichment import Enrichment
from jd_assets.contracts.run_record import RunRecord
from jd_assets.database.attempts import settle
from jd_assets.database.connection import Connect
from jd_assets.database.json_text import payload_json
from jd_assets.database.record_parts import repeated
from jd_assets.database.skill_cards import keep_cards, without_cards
from jd_assets.database.without_gc import uncollected
from jd_assets.failures import PermanentFailure

P = TypeVar("P", bound=Payload)

#: Called with the run_id and the JSON of each payload that is written, as making it anew is most of what writing costs.
OnRow = Callable[[str, str], None]

#: The stage that a posting has gone through the pipeline with.
LAST = [*STAGES][-1]

#: A row is only rewritten when it says something else, so that doing a batch again costs no writes. The arrays go in
#: binary (%b): as text every quote in them is escaped in Python, 78 s of a run of 1,883 postings against 5.
_UPSERT = """
INSERT INTO {table} AS t (run_id, payload, failure)
SELECT * FROM unnest(%(run_ids)b::text[]::uuid[], %(payloads)b::text[]::jsonb[], %(failures)b::text[]::jsonb[])
ON CONFLICT (run_id) DO UPDATE SET payload = excluded.payload, failure = excluded.failure, written_at = now()
WHERE (t.payload, t.failure) IS DISTINCT FROM (excluded.payload, excluded.failure)
"""

#: Rows of a statement: they are held as JSON, as its copy for the driver and in what it sends.
ROWS_AT_ONCE = 200

NO_ROWS: Mapping[str, Batch[Payload]] = MappingProxyType({})

#: Where a stage's rows are read, if that is not its table.
_READ_FROM = {"enrichment": "whole_enrichment", "run_record": "whole_record"}

_SELECT = "SELECT run_id::text, payload::text, failure FROM {table} WHERE run_id = ANY(%(run_ids)s::uuid[])"

#: Tables of more rows are not counted but estimated, as Postgres last saw them: a count of millions takes seconds.
COUNTED_ROWS = 100_000

_COUNT = """
SELECT CASE WHEN reltuples < %(counted)s THEN (SELECT count(*) FROM {table}) ELSE reltuples::bigint END
FROM pg_class WHERE oid = %(table)s::regclass
"""


def write_batch(
    connect: Connect,
    stage: str,
    batch: Batch[Payload],
    written: Mapping[str, Batch[Payload]] = NO_ROWS,
    on_row: OnRow | None = None,
) -> None:
    """Upsert all rows of a batch in one transaction, as `write_rows` does."""
    with connect() as connection:
        write_rows(connection, stage, batch, written, on_row)


def write_rows(
    connection: psycopg.Connection,
    stage: str,
    batch: Batch[Payload],
    written: Mapping[str, Batch[Payload]] = NO_ROWS,
    on_row: OnRow | None = None,
) -> None:
    """Upsert all rows of a batch, in the order of their run_ids (two runs cannot deadlock).

    Args:
        connection: The transaction.
        stage: Whose rows they are.
        batch: The rows.
        written: By stage, what of the same run is in its table already: a record leaves out what that repeats.
        on_row: Told of each payload that is written, whole.
    """
    model = _model(stage)
    run_ids = sorted([*batch.payloads, *batch.failures])
    for first in range(0, len(run_ids), ROWS_AT_ONCE):
        _upsert(connection, model, stage, batch, run_ids[first : first + ROWS_AT_ONCE], written, on_row)
    if stage == LAST:
        settle(connection, list(batch.payloads), batch.failures)


def _upsert(
    connection: psycopg.Connection,
    model: type[Payload],
    stage: str,
    batch: Batch[Payload],
    run_ids: Sequence[str],
    written: Mapping[str, Batch[Payload]],
    on_row: OnRow | None,
) -> None:
    payloads: list[str | None] = []
    cards: dict[str, str] = {}
    for run_id in run_ids:
        payload = batch.payloads.get(run_id)
        if payload is not None and not isinstance(payload, model):
            raise PermanentFailure(f"{stage} holds {model.__name__} rows and was given {type(payload).__name__}")
        if payload is None:
            payloads.append(None)
            continue
        whole = payload_json(payload)
        if on_row is not None:
            on_row(run_id, whole)
        payloads.append(_stored(payload, whole, written, cards))
    failures = [json.dumps(asdict(batch.failures[key])) if key in batch.failures else None for key in run_ids]
    keep_cards(connection, cards)
    connection.execute(_UPSERT.format(table=stage), {"run_ids": run_ids, "payloads": payloads, "failures": failures})


def _stored(payload: Payload, whole: str, written: Mapping[str, Batch[Payload]], cards: dict[str, str]) -> str:
    """A payload as its table has it, without what is stored elsewhere; adds to the cards that it names."""
    if isinstance(payload, RunRecord):
        parts = repeated(payload, written)
        return payload_json(payload, exclude=parts) if parts else whole
    if isinstance(payload, Enrichment):
        text, named = without_cards(payload)
        cards.update(named)
        return text
    return whole


def read_batch(connect: Connect, stage: str, run_ids: Sequence[str]) -> Batch[Payload]:
    """The rows of a stage for the given run_ids.

    Raises:
        PermanentFailure: A row is missing: the stage has not been materialised for that posting.
    """
    with connect() as connection:
        statement = _SELECT.format(table=_READ_FROM.get(stage, _table(stage)))
        rows = connection.execute(statement, {"run_ids": list(run_ids)}).fetchall()
    missing = sorted(set(run_ids) - {row[0] for row in rows})
    if missing:
        raise PermanentFailure(
            f"{stage} has no row for {len(missing)} of {len(run_ids)} postings (first: {missing[0]}): "
            f"materialise {stage} for them first"
        )
    with uncollected():
        return _batch(stage, _model(stage), rows)


def existing(connection: psycopg.Connection, stage: str, run_ids: Iterable[str]) -> set[str]:
    """Those of the run_ids that the stage has a row for."""
    statement = f"SELECT run_id::text FROM {_table(stage)} WHERE run_id = ANY(%s::uuid[])"
    return {row[0] for row in connection.execute(statement, (list(run_ids),))}


def rows_with(connect: Connect, stage: str, run_ids: Iterable[str]) -> int:
    """How many rows a stage has once it has one for each of these run_ids; of large tables about how many."""
    run_ids = set(run_ids)
    with connect() as connection:
        counted = {"counted": COUNTED_ROWS, "table": _table(stage)}
        row = connection.execute(_COUNT.format(table=_table(stage)), counted).fetchone()
        return (int(row[0]) if row else 0) + len(run_ids - existing(connection, stage, run_ids))


def _batch(stage: str, model: type[P], rows: Iterable[tuple[str, str | None, dict[str, str] | None]]) -> Batch[P]:
    payloads: dict[str, P] = {}
    failures: dict[str, Failure] = {}
    for run_id, payload, failure in sorted(rows, key=lambda row: row[0]):
        if payload is not None:
            try:
                payloads[run_id] = model.model_validate_json(payload)
            except ValidationError:
                failures[run_id] = Failure(
                    stage, "permanent", f"Its row is not of this version: materialise {stage} again"
                )
        elif failure is not None:
            failures[run_id] = Failure(**failure)  # type: ignore[arg-type]
    return Batch(payloads, failures)


def _model(stage: str) -> type[Payload]:
    return STAGES[_table(stage)]


def _table(stage: str) -> str:
    """The table's name, which is also the stage's; anything else never reaches a statement."""
    if stage not in STAGES:
        raise PermanentFailure(f"There is no stage {stage!r}; the stages are {', '.join(STAGES)}")
    return stage
