"""What a batch of runs puts before the admins and links on its own: planned as data, written in one transaction.

Everything is keyed by run_id. Writing a plan first takes back what the same runs wrote before and no longer say, so
doing a batch again, with the same or another outcome, leaves each sighting once.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.library.locks import lock_library
from jd_assets.library.unseen import drop_unseen_proposals
from jd_assets.text.spelling_key import spelling_key

#: Kind, role and normalised name: what makes two sightings the same proposal.
ProposalKey = tuple[str, int | None, str]


@dataclass(frozen=True)
class Sighting:
    """One posting's reason for a proposal.

    `sureness` is the chance that it is good by this posting alone (`sureness.grades`); None where nobody graded it.
    """

    run_id: str
    kind: ProposalKind
    role_id: int | None
    key: str
    label: str
    employer: str | None = None
    is_primary: bool | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    evidence: Sequence[Mapping[str, Any]] = ()
    sureness: float | None = None

    @property
    def proposal_key(self) -> ProposalKey:
        """What identifies the proposal."""
        return (self.kind, self.role_id, self.key)


@dataclass(frozen=True)
class CollisionEntry:
    """A row of the collision log."""

    run_id: str
    kind: str
    alias: str
    slugs: Sequence[str]
    resolved_to: str | None
    resolved_by: str


@dataclass(frozen=True)
class Teaching:
    """All that a batch of runs teaches.

    Attributes:
        run_ids: Every run of the batch, also those that teach nothing.
        sightings: What they saw that the library does not hold.
        role_dimensions: Links (run_id, role_id, dimension_id) of known roles.
        skill_dimensions: Links (run_id, skill_id, dimension_id) of known skills.
        collisions: Alias collisions and contradictions.
    """

    run_ids: Sequence[str]
    sightings: Sequence[Sighting]
    role_dimensions: Sequence[tuple[str, int, str]]
    skill_dimensions: Sequence[tuple[str, str, str]]
    collisions: Sequence[CollisionEntry]


@dataclass(frozen=True)
class Receipt:
    """The ids that a plan's rows have in the database.

    Attributes:
        proposals: Id and status of each proposal.
        collisions: Id of each run's row in the collision log.
    """

    proposals: Mapping[ProposalKey, tuple[int, str]]
    collisions: Mapping[str, int]


def write_teaching(connect: Connect, plan: Teaching) -> Receipt:
    """Write a plan in one transaction and return its ids."""
    with connect() as connection:
        lock_library(connection)
        runs = {"run_ids": sorted(plan.run_ids)}
        proposals = _write_proposals(connection, plan)
        for statement in ("observed_role_dimension_clear", "observed_skill_dimension_clear"):
            connection.execute(sql(statement), runs)
        connection.execute(
            sql("observed_role_dimension_add"),
            {"rows": _rows(plan.role_dimensions, ("run_id", "role_id", "dimension_id"))},
        )
        connection.execute(
            sql("observed_skill_dimension_add"),
            {"rows": _rows(plan.skill_dimensions, ("run_id", "skill_id", "dimension_id"))},
        )
        collisions = connection.execute(
            sql("collision_replace"), {**runs, "rows": json.dumps([asdict(entry) for entry in plan.collisions])}
        ).fetchall()
    return Receipt(proposals, dict(collisions))


def recount_spellings(connect: Connect) -> None:
    """Name and detail every proposal by its sightings anew, and drop those without any, in one transaction."""
    with connect() as connection:
        lock_library(connection)
        drop_unseen_proposals(connection)
        connection.execute(sql("proposal_spellings_anew"))
        connection.execute(sql("proposal_labels_anew"))


def _write_proposals(connection: psycopg.Connection, plan: Teaching) -> dict[ProposalKey, tuple[int, str]]:
    firsts: dict[ProposalKey, Sighting] = {}
    by_run: dict[tuple[ProposalKey, str], Sighting] = {}
    for sighting in sorted(plan.sightings, key=lambda item: (item.kind, item.role_id or 0, item.key, item.run_id)):
        firsts.setdefault(sighting.proposal_key, sighting)
        by_run.setdefault((sighting.proposal_key, sighting.run_id), sighting)
    rows = [
        {
            "kind": item.kind,
            "role_id": item.role_id,
            "key": item.key,
            "spelling": spelling_key(item.key),
            "label": item.label,
            "detail": item.detail,
        }
        for item in firsts.values()
    ]
    found = connection.execute(sql("proposal_upsert"), {"rows": json.dumps(rows)}).fetchall()
    proposals = {(kind, role_id, key): (number, status) for number, kind, role_id, key, status in found}
    sightings = [
        {
            "proposal_id": proposals[key][0],
            "run_id": run_id,
            "label": item.label,
            "detail": {**item.detail, "sureness": item.sureness},
            "employer": item.employer,
            "is_primary": item.is_primary,
            "evidence": list(item.evidence),
        }
        for (key, run_id), item in by_run.items()
    ]
    lost = connection.execute(
        sql("proposal_sighting_replace"), {"rows": json.dumps(sightings), "run_ids": sorted(plan.run_ids)}
    ).fetchall()
    if lost:
        connection.execute(sql("proposal_drop_retracted"), {"proposal_ids": [number for (number,) in lost]})
    return proposals


def _rows(values: Sequence[tuple[object, ...]], names: Sequence[str]) -> str:
    return json.dumps([dict(zip(names, value, strict=True)) for value in dict.fromkeys(values)])
