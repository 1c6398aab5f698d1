"""`centroid_update`: each decided posting in the ledger, and each job counted once."""

from collections.abc import Mapping

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.embedding.vectors import Floats
from jd_assets.library.centroids.ledger import Applied, LedgerEntry
from jd_assets.library.reposts.signature import Signature, posting_signature
from jd_assets.stages.batch import map_batch
from jd_assets.text.employers import employer_key


def decided_roles(case_decision: Batch[CaseDecision], persistence: Batch[Persistence]) -> dict[str, int]:
    """The role id of every posting that went through so far and was decided to be a role of the library."""
    return {
        run_id: decision.stage4_decision.chosen_role.role_id
        for run_id, decision in case_decision.payloads.items()
        if run_id in persistence.payloads and decision.stage4_decision.chosen_role
    }


def signatures(posting: Batch[Posting], nano_parse: Batch[NanoParse]) -> dict[str, Signature]:
    """What tells reposts, of every posting that was read, whatever it is decided to be."""
    return {
        run_id: posting_signature(posting.payloads[run_id], parse)
        for run_id, parse in nano_parse.payloads.items()
        if run_id in posting.payloads
    }


def members(
    roles: Mapping[str, int], vectors: Mapping[str, Floats], posting: Batch[Posting], nano_parse: Batch[NanoParse]
) -> list[LedgerEntry]:
    """The ledger rows of a batch; a posting without a sentence to embed has none."""

    def employer(run_id: str) -> str:
        return employer_key(posting.payloads[run_id].company or nano_parse.payloads[run_id].nano_parsed.company_name)

    return [
        LedgerEntry(run_id, role_id, vectors[run_id], employer(run_id))
        for run_id, role_id in roles.items()
        if run_id in vectors
    ]


def centroid_update(
    persistence: Batch[Persistence], members: list[LedgerEntry], applied: Applied, embedder: str
) -> Batch[CentroidUpdate]:
    """What each posting's centroid looks like after the batch was committed."""
    roles = {member.run_id: member.role_id for member in members}

    def update(run_id: str, _: Persistence) -> CentroidUpdate:
        role_id = roles.get(run_id)
        if role_id is None:
            return CentroidUpdate(centroid_updated=False, centroid_n_after=None)
        return CentroidUpdate(
            centroid_updated=run_id not in applied.left_out,
            centroid_n_after=applied.n_after[role_id],
            role_id=role_id,
            embedder=embedder,
            left_out=applied.left_out.get(run_id),
        )

    return map_batch("centroid_update", persistence, update)
