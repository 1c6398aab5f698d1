"""`centroid_update`: the role's centroid after this posting was counted."""

import dagster as dg

from jd_assets.assets.common import errors_for_people, materialised, stage_settings
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.library.centroids import apply_members
from jd_assets.resources.embedder import EmbedderResource
from jd_assets.resources.role_library import RoleLibraryResource
from jd_assets.stages import centroid_update as stage
from jd_assets.stages.batch import Batch, ready
from jd_assets.stages.role_scoring import posting_vectors


@dg.asset(
    **stage_settings("centroid_update", "teaching", {"numpy"}, "posting", "nano_parse", "case_decision", "persistence"),
    description="Each decided posting counted exactly once in the centroid of its role, by a ledger.",
)
def centroid_update(
    context: dg.AssetExecutionContext,
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    case_decision: Batch[CaseDecision],
    persistence: Batch[Persistence],
    embedder: EmbedderResource,
    role_library_db: RoleLibraryResource,
) -> dg.MaterializeResult:
    """Count the batch."""
    with errors_for_people():
        persistence = ready(persistence, posting, nano_parse, case_decision)
        index = role_library_db.role_index(embedder.embedder())
        roles = stage.decided_roles(case_decision, persistence)
        members = stage.members(roles, posting_vectors(posting, nano_parse, list(roles), index))
        embedder_id = index.embedder.embedder_id
        n_after = apply_members(role_library_db.connect(), embedder_id, context.partition_keys, members)
        batch = stage.centroid_update(persistence, members, n_after, embedder_id)
    return materialised(context, batch, _describe, counted=len(members), centroids=len(n_after))


def _describe(payload: CentroidUpdate) -> dict[str, object]:
    return {"counted": payload.centroid_updated, "centroid_n_after": payload.centroid_n_after or 0}
