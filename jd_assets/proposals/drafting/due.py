"""Which clusters are to be drafted: enough employers back them, and no admin has settled them."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.proposal import ProposalStatus
from jd_assets.contracts.role_draft import RoleDraft
from jd_assets.proposals.drafting.cluster import Cluster


@dataclass(frozen=True)
class StoredDraft:
    """A row of `role_draft`."""

    draft_id: int
    cluster_key: str
    status: ProposalStatus
    draft: RoleDraft
    dagster_run_id: str


@dataclass(frozen=True)
class NewRolePath:
    """How far a proposed role came: `stage5_updates.v3_*` of the postings that propose it.

    Attributes:
        slug: Slug of its draft; None where enough employers back it and it is not drafted yet.
        dagster_run_id: The Dagster run that drafted it.
    """

    slug: str | None
    dagster_run_id: str | None


def backed(clusters: Sequence[Cluster], stored: Sequence[StoredDraft], min_employers: int) -> list[Cluster]:
    """The clusters that are drafted now.

    A settled role stays settled when its cluster grows, also when a proposal with a smaller key joins it.
    """
    settled = {key for row in stored if row.status != "pending" for key in row.draft.proposal_keys}
    return [
        cluster
        for cluster in clusters
        if cluster.employers >= min_employers and settled.isdisjoint(item.key for item in cluster.proposals)
    ]


def awaiting(clusters: Sequence[Cluster], stored: Sequence[StoredDraft], min_employers: int) -> list[Cluster]:
    """Those of the clusters to draft that have no draft yet, or one that other employers backed."""
    drafted = {row.cluster_key: row.draft.employer_count for row in stored}
    return [
        cluster for cluster in backed(clusters, stored, min_employers) if drafted.get(cluster.key) != cluster.employers
    ]
