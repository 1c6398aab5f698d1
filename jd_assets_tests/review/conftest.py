"""Fixtures of the review tests: the small library, and postings that propose things for it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.enrichment import Derived, Enrichment, ExtractDetails, NewSkillMeta, Placed, SkillDetail
from jd_assets.contracts.proposal import ProposalKind
from jd_assets.contracts.role_draft import DraftAlias, DraftKra, DraftSkill, NearRole, RoleDraft
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import write_batch
from jd_assets.library.snapshot import Library
from jd_assets.proposals.write import Sighting, Teaching, write_teaching
from jd_assets_tests.library.conftest import connect, library_of, loaded, run_ids, seed

__all__ = ["connect", "loaded", "run_ids", "seed"]

#: Every table that a change of the library may write, but for the log of versions.
TABLES = (
    "role role_alias role_kra role_sub_role dimension skill skill_alias role_skill role_dimension skill_dimension "
    "imported_role"
).split()
TYPING = Derived(
    category="Kitchen",
    sub_category="Vessels",
    skill_nature="TOOL",
    typical_lifespan="EVERGREEN",
    version_strategy="UNVERSIONED",
    volatility="LOW",
)


class Kitchen:
    """The small library with its postings.

    Attributes:
        connect: Connections to the database.
        run_ids: The postings.
    """

    def __init__(self, connect: Connect, run_ids: list[str]) -> None:
        self.connect = connect
        self.run_ids = run_ids
        self.sightings: list[Sighting] = []

    def propose(self, kind: ProposalKind, role_id: int | None, *labels: str, run: int | None = None) -> list[int]:
        """Let a posting propose each label, and return the ids in the order of the labels."""
        sightings = []
        for number, label in enumerate(labels):
            run_id = self.run_ids[number if run is None else run]
            sightings.append(Sighting(run_id, kind, role_id, " ".join(label.lower().split()), label, "Crumb & Co"))
        return self.teach(*sightings)

    def teach(self, *sightings: Sighting) -> list[int]:
        """Let postings teach these besides what they taught already."""
        self.sightings += sightings
        receipt = write_teaching(self.connect, Teaching(self.run_ids, self.sightings, [], [], []))
        return [receipt.proposals[sighting.proposal_key][0] for sighting in sightings]

    def forget(self) -> None:
        """Let the postings be done again and teach nothing."""
        self.sightings = []
        self.teach()

    def enrich(self, run: int, skills: Mapping[str, Derived | None], placed: Placed | None = None) -> None:
        """Store what enrichment found out about new skills of a posting."""
        details = [
            SkillDetail(
                input_skill=name,
                source_tag="rules",
                was_in_llm_skills=False,
                new_skill_meta=NewSkillMeta(derived=derived, skill_id="x", placed=placed) if derived else None,
            )
            for name, derived in skills.items()
        ]
        run_id = self.run_ids[run]
        enrichment = Enrichment(extract_details=ExtractDetails(run_id=run_id, skills_detail=details))
        write_batch(self.connect, "enrichment", Batch({run_id: enrichment}, {}))

    def draft(self, *keys: str, near: bool = True) -> int:
        """Store the draft of a miller, made of the proposals of these keys."""
        draft = RoleDraft(
            slug=keys[0],
            display_name="Miller",
            aliases=[DraftAlias(alias="Miller", postings=2), DraftAlias(alias="Waiter", postings=1)],
            kras=[DraftKra(kra="Grinds corn into flour.", employers=3, postings=3)],
            skills=[
                DraftSkill(skill="Oven", skill_id="oven", weight=2, share=0.4),
                DraftSkill(skill="Millstone", skill_id=None, weight=3, share=0.9),
                DraftSkill(skill="Gone", skill_id="gone", weight=3, share=0.9),
            ],
            nearest_roles=[NearRole(role_id=1, slug="baker", display_name="Baker", similarity=0.7)] if near else [],
            employers=["Crumb & Co"],
            unknown_employer=False,
            employer_count=1,
            posting_count=1,
            proposal_keys=list(keys),
            run_ids=[],
        )
        with self.connect() as connection:
            row = connection.execute(
                "INSERT INTO role_draft (cluster_key, slug, display_name, payload, employers, postings, "
                "dagster_run_id) VALUES (%s, %s, %s, %s, 1, 1, 'run') RETURNING draft_id",
                (keys[0], keys[0], "Miller", draft.model_dump_json()),
            ).fetchone()
        assert row is not None
        return int(row[0])

    def library(self) -> Library:
        return library_of(self.connect)

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            return connection.execute(statement.encode(), values).fetchall()

    def status(self, *proposal_ids: int) -> list[str]:
        rows = dict(self.query("SELECT proposal_id, status FROM proposal"))
        return [rows[proposal_id] for proposal_id in proposal_ids]

    def dump(self, tables: Iterable[str] = (*TABLES, "proposal", "role_draft", "observed_skill_dimension")) -> str:
        """Every row of the tables, as one text."""
        rows = {table: self.query(f"SELECT to_jsonb(t) FROM {table} t ORDER BY to_jsonb(t)") for table in tables}
        return json.dumps(rows, indent=1)


@pytest.fixture
def kitchen(loaded: Connect, run_ids: list[str]) -> Kitchen:
    return Kitchen(loaded, run_ids)
