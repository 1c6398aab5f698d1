"""The stages that read or write more than their own rows: each with its reads and writes around the pure function."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.run import PersistedRun, Run
from jd_assets.contracts.run_record import RunRecord
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import existing, read_batch
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.centroids.ledger import Applied, LedgerEntry, apply_members
from jd_assets.library.centroids.without_batch import votes_without
from jd_assets.library.snapshot import Library
from jd_assets.library.vocabulary_store import is_kept, keep_vocabulary
from jd_assets.proposals.drafting.store import new_role_paths
from jd_assets.proposals.write import Receipt, write_teaching
from jd_assets.scoring.combine import Weights
from jd_assets.scoring.index import RoleIndex
from jd_assets.stages import centroid_update as counting
from jd_assets.stages import persistence as teaching
from jd_assets.stages import posting as intake
from jd_assets.stages import role_scoring as scoring
from jd_assets.stages import run_record as recording
from jd_assets.stages.batch import ready


def stored_postings(connect: Connect, run_ids: Sequence[str]) -> Batch[Posting]:
    """`posting` of these runs; a run_id without one is a failure like others."""
    with connect() as connection:
        held = existing(connection, intake.STAGE, run_ids)
    return intake.posting(read_batch(connect, intake.STAGE, sorted(held)), run_ids)  # type: ignore[arg-type]


def score(
    connect: Connect,
    index: RoleIndex,
    run_ids: Sequence[str],
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    skill_extraction: Batch[SkillExtraction],
) -> Batch[RoleScoring]:
    """`role_scoring` against the centroids without the batch's own postings."""
    with connect() as connection:
        if not is_kept(connection, index.vocabulary):
            keep_vocabulary(connection, index.library)
    signatures = counting.signatures(posting, nano_parse)
    votes = votes_without(connect, index.embedder.embedder_id, run_ids, signatures)
    return scoring.role_scoring(posting, nano_parse, skill_extraction, index, votes.centroids, votes.members, Weights())


@dataclass(frozen=True)
class Persisted:
    """The rows of `persistence`, and what was written for them."""

    batch: Batch[Persistence]
    receipt: Receipt
    sightings: int


def persist(connect: Connect, runs: Batch[Run], library: Library, embedder: Embedder) -> Persisted:
    """`persistence`: what the batch teaches, written in one transaction."""
    plan = teaching.plan_teaching(runs, library, embedder)
    receipt = write_teaching(connect, plan.teaching)
    return Persisted(teaching.persistence(plan, receipt), receipt, len(plan.teaching.sightings))


@dataclass(frozen=True)
class Counted:
    """The rows of `centroid_update`, and the ledger as the batch left it."""

    batch: Batch[CentroidUpdate]
    members: Sequence[LedgerEntry]
    applied: Applied


def count(
    connect: Connect,
    index: RoleIndex,
    run_ids: Sequence[str],
    posting: Batch[Posting],
    nano_parse: Batch[NanoParse],
    case_decision: Batch[CaseDecision],
    persistence: Batch[Persistence],
    max_per_employer: int | None = None,
) -> Counted:
    """`centroid_update`: each decided posting of the batch in the ledger."""
    persistence = ready(persistence, posting, nano_parse, case_decision)
    roles = counting.decided_roles(case_decision, persistence)
    vectors = scoring.posting_vectors(posting, nano_parse, list(roles), index)
    members = counting.members(roles, vectors, posting, nano_parse)
    embedder_id = index.embedder.embedder_id
    signatures = counting.signatures(posting, nano_parse)
    applied = apply_members(connect, embedder_id, run_ids, members, signatures, max_per_employer)
    return Counted(counting.centroid_update(persistence, members, applied, embedder_id), members, applied)


def record(
    connect: Connect,
    runs: Batch[PersistedRun],
    case_decision: Batch[CaseDecision],
    library: Library,
    embedder: Embedder,
    fingerprint: str,
) -> Batch[RunRecord]:
    """`run_record`, with the way that each proposed role has come so far."""
    new_roles = new_role_paths(connect, recording.proposed_slugs(case_decision), embedder)
    return recording.run_record(runs, new_roles, library, fingerprint)
