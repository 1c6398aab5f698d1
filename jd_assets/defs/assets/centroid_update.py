"""`centroid_update`: the role's centroid after this posting was counted."""

from collections import Counter

import dagster as dg
from pydantic import Field

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, errors_for_people, materialised, stage_asset
from jd_assets.library.centroids.ledger import apply_members
from jd_assets.stages import centroid_update as stage
from jd_assets.stages.batch import ready
from jd_assets.stages.role_scoring import posting_vectors


class CentroidUpdateConfig(dg.Config):
    """Which postings count."""

    max_per_employer: int | None = Field(
        default=None,
        ge=0,
        description="Postings of one employer that count for a role; it holds for all postings until it is set again. "
        "0 is no cap, as at first; empty leaves it as it is",
    )


@stage_asset(
    group="teaching",
    kinds={"numpy"},
    description="Each job counted exactly once in the centroid of its role, by a ledger; a repost does not count.",
)
def centroid_update(
    context: dg.AssetExecutionContext,
    config: CentroidUpdateConfig,
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    case_decision: Batch[CaseDecision],
    persistence: Batch[Persistence],
    embedder: EmbedderResource,
    role_library_db: RoleLibraryResource,
) -> StageResult:
    """Count the batch."""
    with errors_for_people():
        persistence = ready(persistence, posting, nano_parse, case_decision)
        index = role_library_db.role_index(embedder.embedder())
        roles = stage.decided_roles(case_decision, persistence)
        vectors = posting_vectors(posting, nano_parse, list(roles), index)
        members = stage.members(roles, vectors, posting, nano_parse)
        applied = apply_members(
            role_library_db.connect(),
            index.embedder.embedder_id,
            context.partition_keys,
            members,
            stage.signatures(posting, nano_parse),
            config.max_per_employer,
        )
        batch = stage.centroid_update(persistence, members, applied, index.embedder.embedder_id)
    reasons = Counter(applied.left_out.values())
    return materialised(
        context,
        batch,
        _describe,
        counted=len(members) - reasons.total(),
        reposts=reasons["repost"],
        beyond_employer_cap=reasons["employer"],
        centroids=len(applied.n_after),
    )


def _describe(payload: CentroidUpdate) -> dict[str, object]:
    told: dict[str, object] = {"counted": payload.centroid_updated, "centroid_n_after": payload.centroid_n_after or 0}
    return told | ({"left_out": payload.left_out} if payload.left_out else {})
