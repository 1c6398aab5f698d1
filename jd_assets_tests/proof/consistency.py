"""What must hold after every step of a sequence."""

from collections.abc import Iterator
from typing import Any

import psycopg

from jd_assets.audit.run import audit
from jd_assets.database.connection import Connect
from jd_assets.library.change_log import Change, read_changes
from jd_assets.review.cards import read_cards
from jd_assets_tests.proof.world import EMBEDDER, World
from jd_assets_tests.review.conftest import TABLES

#: Checks of the audit that hold rows of several stages, or a row and the library, against each other.
OF_ONE_OUTCOME = frozenset(
    "failures records decided_roles ledger_roles ledger_embedders sightings collisions links evidence costs".split()
)
#: Rows of a table of the library with their keys, as its triggers record them.
_ROWS = """SELECT library_key(to_jsonb(t), ARRAY(
    SELECT attname::text FROM pg_index JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = ANY(indkey)
    WHERE indrelid = '{table}'::regclass AND indisprimary))::text, to_jsonb(t) FROM {table} t"""
_REJECTED = """SELECT p.proposal_id, p.label, r.label FROM proposal p JOIN proposal r USING (kind)
WHERE p.proposal_id = ANY(%(asked)s::bigint[]) AND r.status = 'rejected' AND kind <> 'decision'
    AND (kind = 'skill' OR r.role_id IS NOT DISTINCT FROM p.role_id)
    AND regexp_replace(lower(r.key), '[^[:alnum:]+#]', '', 'g')
        = regexp_replace(lower(p.key), '[^[:alnum:]+#]', '', 'g')"""
_SETTLED = """SELECT after ->> 'kind', (after ->> 'role_id')::int, after ->> 'key', after ->> 'status'
FROM library_change_net JOIN library_change USING (change_id)
WHERE table_name = 'proposal' AND undone_by IS NULL AND action <> 'undo'"""
#: The rows of a library, by table and key.
Rows = dict[tuple[str, str], Any]


def library_rows(connect: Connect) -> Rows:
    """The library now."""
    with connect() as connection:
        return dict(_library_rows(connection))


def assert_consistent(world: World, first: Rows) -> None:
    """The audit passes, and proposals, library and log say the same."""
    breaches = [
        (outcome.check.name, outcome.examples)
        for outcome in audit(world.connect)
        if outcome.is_breach and not (outcome.check.name in OF_ONE_OUTCOME and _of(outcome.examples, world.stale))
    ]
    assert not breaches, breaches
    with world.connect() as connection:
        changes = read_changes(connection)
        assert _sightings(connection) == {(*key, run_id) for run_id, keys in world.taught.items() for key in keys}
        assert_proposals_are_as_settled(connection)
        assert_log_explains_the_library(connection, changes, first)
    assert_rejected_is_not_asked(world.connect)


def assert_proposals_are_as_settled(connection: psycopg.Connection) -> None:
    """A proposal has the status that a change with effect gave it; it waits where there is none."""
    rows = connection.execute("SELECT kind, role_id, key, status, follows IS NOT NULL FROM proposal").fetchall()
    status = {(kind, role_id, key): held for kind, role_id, key, held, _ in rows}
    assert len(status) == len(rows)
    settled = {tuple(key): held for *key, held in connection.execute(_SETTLED)}
    assert {key: status.get(key) for key in settled} == settled
    others = {(held, follows) for *key, held, follows in rows if tuple(key) not in settled}
    assert others <= {("pending", False), ("rejected", True)}


def assert_log_explains_the_library(connection: psycopg.Connection, changes: list[Change], first: Rows) -> None:
    """The first state with every recorded row on top is the library, and each version is a change's."""
    library, raised = dict(first), set()
    recorded = connection.execute(
        "SELECT change_id, table_name, key::text, before, after FROM library_change_net WHERE in_library "
        "ORDER BY change_id"
    )
    for change_id, table, key, before, after in recorded:
        assert library.pop((table, key), None) == before
        raised.add(change_id)
        if after is not None:
            library[table, key] = after
    assert library == dict(_library_rows(connection))
    version = 1
    for change in reversed(changes):
        version += change.change_id in raised or (change.action == "load" and change.recorded)
        assert change.library_version == version


def assert_rejected_is_not_asked(connect: Connect) -> None:
    """No card that waits has a spelling of what was rejected."""
    asked = [spelling.proposal_id for card in read_cards(connect, EMBEDDER) for spelling in card.spellings]
    with connect() as connection:
        assert connection.execute(_REJECTED, {"asked": asked}).fetchall() == []


def _sightings(connection: psycopg.Connection) -> set[tuple[str, int | None, str, str]]:
    statement = "SELECT kind, role_id, key, run_id::text FROM proposal JOIN proposal_sighting USING (proposal_id)"
    return set(connection.execute(statement).fetchall())


def _of(examples: tuple[str, ...], run_ids: set[str]) -> bool:
    return all(any(run_id in example for run_id in run_ids) for example in examples)


def _library_rows(connection: psycopg.Connection) -> Iterator[tuple[tuple[str, str], Any]]:
    for table in TABLES:
        rows = connection.execute(_ROWS.format(table=table).encode()).fetchall()
        yield from (((table, key), row) for key, row in rows)
