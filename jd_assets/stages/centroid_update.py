"""`centroid_update`: each decided posting counted once, for its role."""

from collections.abc import Mapping

from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.persistence import Persistence
from jd_assets.library.centroids import Member
from jd_assets.scoring.index import Floats
from jd_assets.stages.batch import Batch, map_batch


def decided_roles(decisions: Batch[CaseDecision], persisted: Batch[Persistence]) -> dict[str, int]:
    """The role id of every posting that went through so far and was decided to be a role of the library."""
    return {
        run_id: decision.stage4_decision.chosen_role.role_id
        for run_id, decision in decisions.payloads.items()
        if run_id in persisted.payloads and decision.stage4_decision.chosen_role
    }


def members(roles: Mapping[str, int], vectors: Mapping[str, Floats]) -> list[Member]:
    """The ledger rows of a batch; a posting without a sentence to embed counts for no centroid."""
    return [Member(run_id, role_id, vectors[run_id]) for run_id, role_id in roles.items() if run_id in vectors]


def centroid_update(
    persisted: Batch[Persistence], counted: list[Member], n_after: Mapping[int, int], embedder: str
) -> Batch[CentroidUpdate]:
    """What each posting's centroid looks like after the batch was committed."""
    roles = {member.run_id: member.role_id for member in counted}

    def update(run_id: str, _: Persistence) -> CentroidUpdate:
        role_id = roles.get(run_id)
        if role_id is None:
            return CentroidUpdate(centroid_updated=False, centroid_n_after=None)
        return CentroidUpdate(
            centroid_updated=True, centroid_n_after=n_after[role_id], role_id=role_id, embedder=embedder
        )

    return map_batch("centroid_update", persisted, update)
