"""Drafts of new roles in the database: what they are made from, and what became of them."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import groupby

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_draft import RoleDraft
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.database.stage_tables import read_batch
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.locks import lock_library
from jd_assets.proposals.drafting.cluster import (
    MIN_EMPLOYERS,
    Backing,
    Cluster,
    ProposedRole,
    cluster_proposals,
    once_a_job,
)
from jd_assets.proposals.drafting.draft import Read, draft_role, postings_to_read
from jd_assets.proposals.drafting.due import NewRolePath, StoredDraft, backed
from jd_assets.scoring.index import RoleIndex


def read_clusters(connect: Connect, embedder: Embedder) -> list[Cluster]:
    """The new roles that postings propose now, clustered."""
    with connect() as connection:
        rows = connection.execute(sql("new_role_sightings")).fetchall()
    proposals = [
        ProposedRole(key, label, once_a_job(Backing(*backing) for _, _, *backing in group))
        for (key, label), group in groupby(rows, key=lambda row: (row[0], row[1]))
    ]
    return cluster_proposals(proposals, embedder)


def sightings_stamp(connect: Connect) -> str:
    """A text that changes whenever there may be something new to draft."""
    with connect() as connection:
        row = connection.execute(sql("new_role_sightings_stamp")).fetchone()
    return str(row[0]) if row else ""


def read_drafts(connect: Connect) -> list[StoredDraft]:
    """All drafts, those that most employers back first."""
    with connect() as connection:
        rows = connection.execute(sql("role_drafts")).fetchall()
    return [
        StoredDraft(draft_id, key, status, RoleDraft.model_validate(payload), run_id)
        for draft_id, key, status, payload, run_id in rows
    ]


def write_drafts(
    connect: Connect, index: RoleIndex, dagster_run_id: str, min_employers: int = MIN_EMPLOYERS
) -> list[StoredDraft]:
    """Draft every role that enough employers back, in one transaction, and return all drafts.

    Doing it again with the same evidence changes nothing.
    """
    clusters = read_clusters(connect, index.embedder)
    drafts = {
        cluster.key: draft_role(cluster, _rows(connect, postings_to_read(cluster)), index)
        for cluster in backed(clusters, read_drafts(connect), min_employers)
    }
    rows = [{"cluster_key": key, "payload": draft.model_dump(mode="json")} for key, draft in drafts.items()]
    with connect() as connection:
        lock_library(connection)
        connection.execute(sql("role_draft_drop_gone"), {"cluster_keys": [cluster.key for cluster in clusters]})
        connection.execute(sql("role_draft_upsert"), {"rows": json.dumps(rows), "dagster_run_id": dagster_run_id})
    return read_drafts(connect)


def new_role_paths(connect: Connect, keys: Collection[str], embedder: Embedder) -> dict[str, NewRolePath]:
    """How far each of the proposed roles came; one that too few employers back is left out.

    Args:
        connect: The database.
        keys: Slugs of new roles, as the decisions of a batch propose them.
        embedder: Compares their titles.
    """
    if not keys:
        return {}
    found = {
        proposal.key: NewRolePath(None, None)
        for cluster in read_clusters(connect, embedder)
        if cluster.employers >= MIN_EMPLOYERS
        for proposal in cluster.proposals
    }
    for row in read_drafts(connect):
        found |= dict.fromkeys(row.draft.proposal_keys, NewRolePath(row.draft.slug, row.dagster_run_id))
    return {key: path for key, path in found.items() if key in keys}


def _rows(connect: Connect, run_ids: list[str]) -> dict[str, Read]:
    """The stored rows of the postings that went through."""
    found: Mapping[str, dict[str, object]] = defaultdict(dict)
    for stage in ("posting", "nano_parse", "skill_extraction"):
        for run_id, payload in read_batch(connect, stage, run_ids).payloads.items():
            found[run_id][stage] = payload
    rows = {}
    for run_id, held in found.items():
        posting, parse, skills = (held.get(stage) for stage in ("posting", "nano_parse", "skill_extraction"))
        if isinstance(posting, Posting) and isinstance(parse, NanoParse) and isinstance(skills, SkillExtraction):
            rows[run_id] = Read(posting, parse, skills)
    return rows
