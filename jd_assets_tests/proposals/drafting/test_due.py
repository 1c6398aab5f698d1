from typing import Literal

import pytest

from jd_assets.contracts.role_draft import RoleDraft
from jd_assets.proposals.drafting.cluster import Backing, Cluster, ProposedRole
from jd_assets.proposals.drafting.due import StoredDraft, awaiting, backed


def cluster(*keys: str, employers: int = 3) -> Cluster:
    backings = tuple(Backing(f"run {number}", f"employer {number}") for number in range(employers))
    return Cluster(tuple(ProposedRole(key, key.title(), backings) for key in keys))


def stored(
    *keys: str, status: Literal["pending", "approved", "rejected"] = "pending", employers: int = 3
) -> StoredDraft:
    draft = RoleDraft(
        slug=keys[0],
        display_name=keys[0].title(),
        aliases=[],
        kras=[],
        skills=[],
        nearest_roles=[],
        employers=[],
        unknown_employer=False,
        employer_count=employers,
        posting_count=employers,
        proposal_keys=list(keys),
        run_ids=[],
    )
    return StoredDraft(1, keys[0], status, draft, "a run")


def test_enough_employers_are_needed() -> None:
    enough, too_few = cluster("baker"), cluster("cook", employers=2)
    assert backed([enough, too_few], [], 3) == [enough]


@pytest.mark.parametrize("status", ["approved", "rejected"])
def test_a_settled_role_is_not_drafted_again_under_another_key(status: Literal["approved", "rejected"]) -> None:
    assert backed([cluster("artisan-baker", "baker")], [stored("baker", status=status)], 3) == []


def test_a_pending_draft_of_the_same_evidence_awaits_nothing() -> None:
    assert awaiting([cluster("baker")], [stored("baker")], 3) == []


def test_a_draft_that_more_employers_back_now_awaits_another() -> None:
    grown = cluster("baker", employers=4)
    assert awaiting([grown], [stored("baker")], 3) == [grown]
