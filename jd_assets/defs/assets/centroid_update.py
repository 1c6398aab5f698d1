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
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.stage_asset import StageResult, materialised, stage_asset
from jd_assets.stages.effects import count


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
    deps=["role_library"],
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
    with errors_for_people(context):
        index = role_library_db.role_index(embedder.embedder())
        done = count(
            role_library_db.connect(),
            index,
            context.partition_keys,
            posting,
            nano_parse,
            case_decision,
            persistence,
            config.max_per_employer,
        )
    reasons = Counter(done.applied.left_out.values())
    return materialised(
        context,
        done.batch,
        describe,
        counted=len(done.members) - reasons.total(),
        reposts=reasons["repost"],
        beyond_employer_cap=reasons["employer"],
        centroids=len(done.applied.n_after),
    )


def describe(payload: CentroidUpdate) -> dict[str, object]:
    """What is worth seeing of a posting in the UI."""
    told: dict[str, object] = {"counted": payload.centroid_updated, "centroid_n_after": payload.centroid_n_after or 0}
    return told | ({"left_out": payload.left_out} if payload.left_out else {})
