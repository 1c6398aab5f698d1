"""A batch is scored against the votes of the others, however often it comes."""

from collections.abc import Mapping

import numpy as np

from jd_assets.database.connection import Connect
from jd_assets.library.centroids.ledger import LedgerEntry, apply_members
from jd_assets.library.centroids.without_batch import Votes, votes_without
from jd_assets.library.reposts.signature import Signature
from jd_assets_tests.library.test_centroids import TINY, unit
from jd_assets_tests.library.test_reposts import BREAD, CAKES, state


def bring(connect: Connect, ads: Mapping[str, Signature]) -> None:
    members = [LedgerEntry(run_id, 1, unit(int(run_id[-1]))) for run_id in ads]
    apply_members(connect, TINY, list(ads), members, ads)


def same(one: Votes, other: Votes) -> bool:
    def plain(votes: Votes) -> object:
        centroids = {role_id: (held.n, held.total.tolist()) for role_id, held in votes.centroids.items() if held.n}
        return centroids, {run_id: (role_id, vector.tolist()) for run_id, (role_id, vector) in votes.members.items()}

    return plain(one) == plain(other)


def test_a_batch_that_was_counted_meets_what_it_met_before(loaded: Connect, run_ids: list[str]) -> None:
    bring(loaded, {run_ids[2]: BREAD})
    batch = {run_ids[0]: BREAD, run_ids[1]: CAKES}
    first = votes_without(loaded, TINY, list(batch), batch)
    bring(loaded, batch)
    assert same(votes_without(loaded, TINY, list(batch), batch), first)


def test_the_posting_that_a_batch_took_the_place_of_votes_again(loaded: Connect, run_ids: list[str]) -> None:
    bring(loaded, {run_ids[1]: BREAD})
    bring(loaded, {run_ids[0]: BREAD})
    votes = votes_without(loaded, TINY, run_ids[:1], {run_ids[0]: BREAD})
    assert votes.centroids[1].n == 1
    assert np.allclose(votes.centroids[1].total, unit(int(run_ids[1][-1])), atol=1e-7)
    assert list(votes.members) == run_ids[:1]


def test_looking_at_the_votes_changes_nothing(loaded: Connect, run_ids: list[str]) -> None:
    bring(loaded, {run_ids[0]: BREAD, run_ids[1]: BREAD, run_ids[2]: CAKES})
    before = state(loaded)
    votes_without(loaded, TINY, run_ids[:2], {run_ids[0]: BREAD, run_ids[1]: BREAD})
    assert state(loaded) == before
