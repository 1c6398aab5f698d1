from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.vectors import Floats
from jd_assets.library.centroids.ledger import Applied, LedgerEntry, apply_members
from jd_assets.library.centroids.ledger_audit import miscounted, wrong_groups, wrong_sums, wrongly_counted
from jd_assets.library.centroids.sums import SCALE, fixed_point, read_centroids
from jd_assets.library.centroids.without_batch import read_members

TINY = "tiny@1/fp32"
OTHER = "other@1/fp32"


def unit(seed: int, size: int = 4) -> Floats:
    vector = np.random.default_rng(seed).normal(size=size)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def count(
    connect: Connect, roles: Mapping[str, int], run_ids: Sequence[str] = (), embedder: str = TINY
) -> Mapping[int, int]:
    """Count each run for a role, with a vector of its own."""
    members = [LedgerEntry(run_id, role_id, unit(int(run_id[-1]))) for run_id, role_id in roles.items()]
    return apply_members(connect, embedder, run_ids or list(roles), members).n_after


def numbers(connect: Connect, embedder: str = TINY) -> dict[int, int]:
    with connect() as connection:
        return {role_id: centroid.n for role_id, centroid in read_centroids(connection, embedder).items()}


@pytest.fixture
def ledger(loaded: Connect) -> Iterator[Connect]:
    """The database; whatever a test did, every sum is that of its ledger rows, and every n their number."""
    yield loaded
    with loaded() as connection:
        assert_sums_are_the_ledgers(connection)


def assert_sums_are_the_ledgers(connection: psycopg.Connection) -> None:
    assert (miscounted(connection), wrong_sums(connection)) == ([], [])
    assert (wrongly_counted(connection), wrong_groups(connection)) == ([], {})
    rows = connection.execute("SELECT role_id, embedder, n, total, centroid FROM role_centroid").fetchall()
    for role_id, embedder, n, total, centroid in rows:
        members = connection.execute(
            "SELECT vector FROM role_centroid_member WHERE role_id = %s AND embedder = %s AND counted",
            (role_id, embedder),
        ).fetchall()
        exact = sum((fixed_point(vector.to_numpy()) for (vector,) in members), np.zeros(len(total), dtype=np.int64))
        assert total == exact.tolist()
        if n:
            assert np.allclose(centroid.to_numpy(), exact / SCALE / n, atol=1e-7)
        else:
            assert centroid is None


def test_a_batch_is_counted_for_its_roles(ledger: Connect, run_ids: list[str]) -> None:
    assert count(ledger, {run_ids[0]: 1, run_ids[1]: 1, run_ids[2]: 2}) == {1: 2, 2: 1}
    assert numbers(ledger) == {1: 2, 2: 1}


def test_the_same_batch_twice_counts_once(ledger: Connect, run_ids: list[str]) -> None:
    roles = {run_ids[0]: 1, run_ids[1]: 1}
    assert count(ledger, roles) == count(ledger, roles) == {1: 2}
    assert numbers(ledger) == {1: 2}


def test_another_role_moves_the_posting(ledger: Connect, run_ids: list[str]) -> None:
    count(ledger, {run_ids[0]: 1, run_ids[1]: 1})
    assert count(ledger, {run_ids[0]: 2}) == {2: 1}
    assert numbers(ledger) == {1: 1, 2: 1}


def test_an_outcome_without_a_role_takes_the_posting_out(ledger: Connect, run_ids: list[str]) -> None:
    count(ledger, {run_ids[0]: 1})
    assert count(ledger, {}, [run_ids[0]]) == {}
    assert numbers(ledger) == {1: 0}
    with ledger() as connection:
        assert read_members(connection, TINY, run_ids) == {}


def test_another_vector_takes_the_place_of_the_old_one(ledger: Connect, run_ids: list[str]) -> None:
    apply_members(ledger, TINY, run_ids[:1], [LedgerEntry(run_ids[0], 1, unit(1))])
    apply_members(ledger, TINY, run_ids[:1], [LedgerEntry(run_ids[0], 1, unit(2))])
    with ledger() as connection:
        centroid = read_centroids(connection, TINY)[1]
    assert np.allclose(centroid.total, unit(2), atol=1e-7)


def test_the_number_after_a_batch_counts_those_before_it_too(ledger: Connect, run_ids: list[str]) -> None:
    count(ledger, dict.fromkeys(run_ids[:3], 1))
    assert count(ledger, {run_ids[3]: 1, run_ids[0]: 2}) == {1: 3, 2: 1}


def test_postings_that_are_not_in_the_batch_are_left_alone(ledger: Connect, run_ids: list[str]) -> None:
    count(ledger, {run_ids[0]: 1, run_ids[1]: 2})
    count(ledger, {}, run_ids[2:])
    assert numbers(ledger) == {1: 1, 2: 1}


def test_vectors_of_two_embedders_never_mix(ledger: Connect, run_ids: list[str]) -> None:
    count(ledger, {run_ids[0]: 1, run_ids[1]: 1})
    vector = unit(9, size=7)
    assert apply_members(ledger, OTHER, run_ids[:1], [LedgerEntry(run_ids[0], 1, vector)]) == Applied({1: 1}, {})
    assert (numbers(ledger, TINY), numbers(ledger, OTHER)) == ({1: 1}, {1: 1})
    with ledger() as connection:
        assert np.allclose(read_centroids(connection, OTHER)[1].total, vector, atol=1e-7)
        assert list(read_members(connection, TINY, run_ids)) == [run_ids[1]]
        assert list(read_members(connection, OTHER, run_ids)) == [run_ids[0]]


def test_a_member_is_read_with_the_vector_it_was_counted_with(ledger: Connect, run_ids: list[str]) -> None:
    count(ledger, {run_ids[0]: 2})
    with ledger() as connection:
        role_id, vector = read_members(connection, TINY, run_ids)[run_ids[0]]
    assert role_id == 2
    assert np.array_equal(vector, unit(int(run_ids[0][-1])))


def test_a_batch_that_cannot_be_written_whole_is_not_written_at_all(ledger: Connect, run_ids: list[str]) -> None:
    count(ledger, {run_ids[0]: 1})
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        count(ledger, {run_ids[0]: 2, run_ids[1]: 99})
    assert numbers(ledger) == {1: 1}


def test_batches_at_once_that_overlap_count_every_posting_once(ledger: Connect, run_ids: list[str]) -> None:
    batches = [{run_id: 1 + (at + shift) % 2 for at, run_id in enumerate(run_ids)} for shift in range(6)]
    with ThreadPoolExecutor(4) as pool:
        for after in pool.map(lambda batch: count(ledger, batch), batches):
            assert after == {1: 3, 2: 3}
    assert sum(numbers(ledger).values()) == len(run_ids)


def test_a_batch_waits_for_the_one_that_is_at_the_ledger(ledger: Connect, run_ids: list[str]) -> None:
    @contextmanager
    def impatient() -> Iterator[psycopg.Connection]:
        with ledger() as connection:
            connection.execute("SET lock_timeout = '50ms'")
            yield connection

    with ledger() as other:
        other.execute(sql("centroid_lock"))
        with pytest.raises(psycopg.errors.LockNotAvailable):
            count(impatient, {run_ids[0]: 1})
    assert count(impatient, {run_ids[0]: 1}) == {1: 1}


#: One batch: the role of each of six runs, None for an outcome without one, and runs that it is not about left out.
BATCHES = st.lists(st.dictionaries(st.integers(0, 5), st.sampled_from([None, 1, 2]), min_size=1), max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=BATCHES, embedders=st.lists(st.sampled_from([TINY, OTHER]), min_size=8, max_size=8))
def test_after_any_history_the_sums_are_those_of_the_last_outcomes(
    ledger: Connect, run_ids: list[str], batches: list[dict[int, int | None]], embedders: list[str]
) -> None:
    apply_members(ledger, TINY, run_ids, [])
    last: dict[int, int | None] = {}
    for step, (batch, embedder) in enumerate(zip(batches, embedders, strict=False)):
        members = [LedgerEntry(run_ids[at], role, unit(10 * step + at)) for at, role in batch.items() if role]
        after = apply_members(ledger, embedder, [run_ids[at] for at in batch], members)
        last |= batch
        assert set(after.n_after) == {member.role_id for member in members}
    with ledger() as connection:
        assert_sums_are_the_ledgers(connection)
        counted: dict[str, int] = dict(
            connection.execute("SELECT run_id::text, role_id FROM role_centroid_member").fetchall()
        )
    assert counted == {run_ids[at]: role for at, role in last.items() if role}
