"""Of the postings that are one job advertised again one counts, whatever happened before."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.database.connection import Connect
from jd_assets.library.centroids.ledger import Applied, LedgerEntry, apply_members
from jd_assets.library.centroids.ledger_audit import miscounted, recount, wrong_groups, wrong_sums, wrongly_counted
from jd_assets.library.centroids.sums import read_centroids
from jd_assets.library.centroids.without_batch import read_members
from jd_assets.library.reposts.signature import Signature, make_signature
from jd_assets_tests.library.test_centroids import OTHER, TINY, unit


def saying(*numbers: int) -> Signature:
    """The signature of a posting with these sentences."""
    return make_signature([f"sentence number {number} of the posting" for number in numbers], ())


BREAD = saying(1, 2, 3, 4)
#: Each shares three sentences of five with its neighbour and one of seven with the next but one.
CHAIN = [saying(0, 1, 2, 3), saying(1, 2, 3, 4), saying(2, 3, 4, 5), saying(3, 4, 5, 6)]
CAKES = saying(11, 12, 13, 14)


@dataclass(frozen=True)
class Ad:
    """A posting as a batch brings it: role None where it is decided to be none."""

    role_id: int | None = 1
    signature: Signature | None = BREAD
    employer: str = ""
    embedder: str = TINY


def bring(connect: Connect, ads: Mapping[str, Ad], cap: int | None = None) -> Applied:
    """One batch; the vector of a posting depends on its run_id alone."""
    embedder = next(iter(ads.values())).embedder if ads else TINY
    members = [
        LedgerEntry(run_id, ad.role_id, unit(int(run_id[-1])), ad.employer) for run_id, ad in ads.items() if ad.role_id
    ]
    signatures = {run_id: ad.signature for run_id, ad in ads.items() if ad.signature}
    return apply_members(connect, embedder, list(ads), members, signatures, cap)


def counted(connect: Connect, embedder: str = TINY) -> dict[str, int]:
    """The role that each posting counts for."""
    with connect() as connection:
        rows = connection.execute(
            "SELECT run_id::text, role_id FROM role_centroid_member WHERE counted AND embedder = %s", (embedder,)
        )
        return dict(rows.fetchall())


def state(connect: Connect) -> list[list[tuple[object, ...]]]:
    """All that the ledger consists of; a centroid that nothing counts for is as good as none."""
    with connect() as connection:
        return [
            connection.execute(statement).fetchall()
            for statement in (
                (
                    "SELECT run_id::text, role_id, embedder, employer, counted, vector::text "
                    "FROM role_centroid_member ORDER BY 1"
                ),
                "SELECT run_id::text, signature_id, group_id::text FROM repost ORDER BY 1",
                "SELECT role_id, embedder, n, total, centroid::text FROM role_centroid WHERE n <> 0 ORDER BY 1, 2",
                "SELECT signature_id FROM signature ORDER BY 1",
            )
        ]


def empty(connect: Connect) -> None:
    with connect() as connection:
        connection.execute("DELETE FROM role_centroid_member")
        connection.execute("DELETE FROM role_centroid")
        connection.execute("DELETE FROM repost")
        connection.execute("DELETE FROM signature")
        connection.execute("DELETE FROM centroid_setting")


@pytest.fixture
def ledger(loaded: Connect) -> Iterator[Connect]:
    """The database; whatever a test did, the audit finds nothing wrong."""
    yield loaded
    assert_right(loaded)


def assert_right(connect: Connect) -> None:
    with connect() as connection:
        assert (miscounted(connection), wrong_sums(connection)) == ([], [])
        assert (wrongly_counted(connection), wrong_groups(connection)) == ([], {})


def test_a_repost_in_the_batch_counts_once(ledger: Connect, run_ids: list[str]) -> None:
    assert bring(ledger, dict.fromkeys(run_ids[:3], Ad())) == Applied({1: 1}, dict.fromkeys(run_ids[1:3], "repost"))
    assert counted(ledger) == {run_ids[0]: 1}


def test_a_repost_in_a_later_batch_does_not_count(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, {run_ids[0]: Ad()})
    assert bring(ledger, {run_ids[1]: Ad()}) == Applied({1: 1}, {run_ids[1]: "repost"})


def test_the_smallest_run_id_counts_also_when_it_comes_last(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, {run_ids[1]: Ad()})
    bring(ledger, {run_ids[0]: Ad()})
    assert counted(ledger) == {run_ids[0]: 1}
    with ledger() as connection:
        assert np.allclose(read_centroids(connection, TINY)[1].total, unit(int(run_ids[0][-1])), atol=1e-7)


def test_another_job_counts_beside_it(ledger: Connect, run_ids: list[str]) -> None:
    assert bring(ledger, {run_ids[0]: Ad(), run_ids[1]: Ad(signature=CAKES)}).n_after == {1: 2}


def test_a_repost_that_is_decided_to_be_another_role_does_not_count_there(ledger: Connect, run_ids: list[str]) -> None:
    assert bring(ledger, {run_ids[0]: Ad(1), run_ids[1]: Ad(2)}) == Applied({1: 1, 2: 0}, {run_ids[1]: "repost"})


def test_a_posting_that_joins_two_groups_makes_them_one(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, {run_ids[1]: Ad(signature=CHAIN[0]), run_ids[2]: Ad(2, signature=CHAIN[2])})
    assert counted(ledger) == {run_ids[1]: 1, run_ids[2]: 2}
    bring(ledger, {run_ids[3]: Ad(signature=CHAIN[1])})
    assert counted(ledger) == {run_ids[1]: 1}


def test_groups_part_when_the_text_between_them_is_read_otherwise(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, {run_ids[at]: Ad(signature=CHAIN[at]) for at in range(3)})
    bring(ledger, {run_ids[1]: Ad(signature=CAKES)})
    assert counted(ledger) == dict.fromkeys(run_ids[:3], 1)


@pytest.mark.parametrize("then", [Ad(role_id=None), Ad(role_id=None, signature=None), Ad(signature=CAKES)])
def test_when_the_one_that_counts_leaves_the_next_takes_its_place(
    ledger: Connect, run_ids: list[str], then: Ad
) -> None:
    bring(ledger, dict.fromkeys(run_ids[:3], Ad()))
    bring(ledger, {run_ids[0]: then})
    expected = {run_ids[1]: 1} | ({run_ids[0]: 1} if then.role_id else {})
    assert counted(ledger) == expected


def test_a_group_counts_once_for_each_embedder(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, dict.fromkeys(run_ids[:3], Ad()))
    bring(ledger, {run_ids[1]: Ad(embedder=OTHER)})
    assert (counted(ledger, TINY), counted(ledger, OTHER)) == ({run_ids[0]: 1}, {run_ids[1]: 1})


def other_jobs(run_ids: Sequence[str], employer: str) -> dict[str, Ad]:
    """Postings of one employer, no two of them alike."""
    return {run_id: Ad(signature=None, employer=employer) for run_id in run_ids}


def test_an_employer_counts_no_more_often_than_the_cap(ledger: Connect, run_ids: list[str]) -> None:
    applied = bring(ledger, other_jobs(run_ids[:4], "crumb"), cap=2)
    assert applied == Applied({1: 2}, dict.fromkeys(run_ids[2:4], "employer"))


def test_the_cap_is_for_each_role_and_not_for_unknown_employers(ledger: Connect, run_ids: list[str]) -> None:
    ads = other_jobs(run_ids[:2], "crumb") | other_jobs(run_ids[2:4], "") | {run_ids[4]: Ad(2, CAKES, "crumb")}
    assert bring(ledger, ads, cap=1).n_after == {1: 3, 2: 1}


def test_the_cap_holds_for_later_batches_that_do_not_name_it(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, other_jobs(run_ids[:1], "crumb"), cap=1)
    assert bring(ledger, other_jobs(run_ids[1:2], "crumb")).left_out == {run_ids[1]: "employer"}


def test_another_cap_holds_for_what_is_in_the_ledger_already(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, other_jobs(run_ids[:4], "crumb"))
    bring(ledger, {}, cap=1)
    assert counted(ledger) == {run_ids[0]: 1}
    bring(ledger, {}, cap=0)
    assert counted(ledger) == dict.fromkeys(run_ids[:4], 1)


def test_the_next_of_an_employer_takes_the_place_of_one_that_leaves(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, other_jobs(run_ids[:3], "crumb"), cap=1)
    bring(ledger, {run_ids[0]: Ad(role_id=None, signature=None)})
    assert counted(ledger) == {run_ids[1]: 1}


def test_a_repost_is_read_with_the_vector_that_counts_for_it(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, {run_ids[0]: Ad(2), run_ids[1]: Ad()})
    with ledger() as connection:
        found = read_members(connection, TINY, run_ids[1:2], {run_ids[1]: BREAD})
        role_id, vector = found[run_ids[1]]
    assert role_id == 2
    assert np.array_equal(vector, unit(int(run_ids[0][-1])))


def test_a_posting_that_was_never_counted_is_read_with_the_one_that_it_reposts(
    ledger: Connect, run_ids: list[str]
) -> None:
    bring(ledger, {run_ids[0]: Ad(signature=CHAIN[0])})
    with ledger() as connection:
        assert list(read_members(connection, TINY, run_ids[1:], {run_ids[1]: CHAIN[1], run_ids[2]: CAKES})) == [
            run_ids[1]
        ]


def test_counting_anew_mends_what_deleting_a_posting_left(ledger: Connect, run_ids: list[str]) -> None:
    bring(ledger, {run_ids[at]: Ad(signature=CHAIN[at]) for at in range(4)})
    with ledger() as connection:
        connection.execute("DELETE FROM posting WHERE run_id = %s", (run_ids[1],))
        assert wrong_groups(connection) == dict.fromkeys(run_ids[2:4], (run_ids[0], run_ids[2]))
    recount(ledger)
    assert counted(ledger) == {run_ids[0]: 1, run_ids[2]: 1}


SIGNATURES = st.sampled_from([*CHAIN, CAKES, None])
ADS = st.builds(Ad, st.sampled_from([None, 1, 2]), SIGNATURES, st.sampled_from(["", "crumb", "hive"]))
#: One batch: which of six postings, and what of them.
BATCHES = st.lists(st.dictionaries(st.integers(0, 5), ADS, min_size=1), min_size=1, max_size=6)
#: The cap that each batch asks for.
CAPS = st.lists(st.sampled_from([None, 0, 1, 2]), min_size=6, max_size=6)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=BATCHES,
    caps=st.lists(st.sampled_from([None, 0, 1, 2]), min_size=6, max_size=6),
    order=st.randoms(use_true_random=False),
)
def test_any_history_ends_as_one_pass_from_scratch(
    loaded: Connect, run_ids: list[str], batches: list[dict[int, Ad]], caps: list[int | None], order: Random
) -> None:
    empty(loaded)
    last: dict[str, Ad] = {}
    cap = 0
    for batch, asked in zip(batches, caps, strict=False):
        ads = {run_ids[at]: ad for at, ad in batch.items()}
        applied = bring(loaded, ads, asked)
        last |= ads
        cap = cap if asked is None else asked
        for role_id, n in applied.n_after.items():
            assert n == list(counted(loaded).values()).count(role_id)
    assert_right(loaded)
    after = state(loaded)
    empty(loaded)
    singles = list(last.items())
    order.shuffle(singles)
    for run_id, ad in singles:
        bring(loaded, {run_id: ad}, cap)
    assert state(loaded) == after
    empty(loaded)
    bring(loaded, last, cap)
    assert state(loaded) == after


def test_batches_at_once_end_as_one_after_the_other(ledger: Connect, run_ids: list[str]) -> None:
    ads = [Ad(1 + at % 2, CHAIN[at % 4] if at < 5 else CAKES, "crumb") for at in range(6)]
    batches = [{run_ids[at]: ads[at] for at in range(6) if at % 4 != left} for left in range(4)]
    bring(ledger, dict(zip(run_ids, ads, strict=True)), cap=1)
    alone = state(ledger)
    empty(ledger)
    bring(ledger, {}, cap=1)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda batch: bring(ledger, batch), batches * 3))
    assert state(ledger) == alone
