"""Each asset check fails when what it stands for is broken."""

import dagster as dg
import numpy as np
import pytest

from jd_assets.contracts import STAGES
from jd_assets.contracts.base import Evidence
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.database.connection import connector
from jd_assets.defs.checks.evidence import evidence_check
from jd_assets.defs.checks.roles import role_check
from jd_assets.defs.checks.tables import centroid_n_is_ledger_count, record_check
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.ingest.records import Record
from jd_assets.ingest.register import take_in
from jd_assets.library.centroids.ledger import LedgerEntry, apply_members
from jd_assets.library.changes import begin_change
from jd_assets_tests.decision.signals import exact, scoring
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.decision.test_outcome import decided
from jd_assets_tests.llm.postings import posting_of


def found(start: int, end: int, text: str) -> dg.AssetCheckResult:
    """The evidence check of a posting "I bake." with one skill found there."""
    postings: Batch[Posting] = Batch({"run": posting_of("I bake.")}, {})
    skill = FinalSkill(skill_name="Baking", is_primary=True, evidence=[Evidence(start=start, end=end, text=text)])
    return evidence_check(postings, Batch({"run": SkillExtraction(final_skills=[skill])}, {}))


def test_evidence_that_is_the_text_passes() -> None:
    assert found(2, 6, "bake").passed


@pytest.mark.parametrize(("start", "end", "text"), [(1, 5, "bake"), (2, 6, "Bake"), (2, 6, "bakes"), (50, 54, "bake")])
def test_evidence_that_is_not_the_text_fails(start: int, end: int, text: str) -> None:
    result = found(start, end, text)
    assert not result.passed
    assert result.metadata["wrong"].value == 1
    assert result.metadata["first"].value == f"run: Baking at {start}"


def decision() -> CaseDecision:
    return decided(scoring(exact("backend-engineer")))


def checked(payload: CaseDecision) -> bool:
    return role_check(Batch({"run": payload}, {}), LIBRARY).passed


def test_a_decided_role_of_the_library_passes() -> None:
    assert checked(decision())


@pytest.mark.parametrize(("field", "value"), [("slug", "no-such-role"), ("role_id", 2)])
def test_a_decided_role_that_the_library_does_not_hold_fails(field: str, value: object) -> None:
    payload = decision()
    assert payload.stage4_decision.chosen_role is not None
    setattr(payload.stage4_decision.chosen_role, field, value)
    assert not checked(payload)


def test_a_decision_without_role_and_proposal_fails_unless_it_rejects() -> None:
    payload = decision()
    payload.stage4_decision.chosen_role = None
    assert not checked(payload)
    payload.stage4_decision.case = "R"
    assert checked(payload)


@pytest.fixture
def counted(database_url: str) -> tuple[RoleLibraryResource, str]:
    """A database with one posting, counted for role 1."""
    connect = connector(database_url)
    with connect() as connection:
        begin_change(connection, "approve", "ann", "asked for")
        connection.execute(
            "INSERT INTO role VALUES (1, 'baker', 'Baker', 'Food', ''), (2, 'miller', 'Miller', 'Food', '')"
        )
    [run_id] = take_in(connect, [Record("test", "1", "I bake bread.")]).run_ids
    apply_members(connect, "tiny@1/fp32", [run_id], [LedgerEntry(run_id, 1, np.array([0.6, 0.8], dtype=np.float32))])
    return RoleLibraryResource(database_url=database_url), run_id


def tamper(library: RoleLibraryResource, *statements: str) -> None:
    with library.connect()() as connection:
        for statement in statements:
            connection.execute(statement.encode())


def ledger_passes(library: RoleLibraryResource) -> bool:
    result = centroid_n_is_ledger_count(role_library_db=library)
    assert isinstance(result, dg.AssetCheckResult)
    return result.passed


def test_a_centroid_that_counts_its_ledger_passes(counted: tuple[RoleLibraryResource, str]) -> None:
    assert ledger_passes(counted[0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE role_centroid SET n = 2",
        "DELETE FROM role_centroid",
        "DELETE FROM role_centroid_member",
        "UPDATE role_centroid_member SET role_id = 2",
        "UPDATE role_centroid_member SET counted = false",
        "UPDATE role_centroid_member SET embedder = 'other@1/fp32'",
    ],
)
def test_a_centroid_that_counts_otherwise_fails(counted: tuple[RoleLibraryResource, str], statement: str) -> None:
    tamper(counted[0], statement)
    assert not ledger_passes(counted[0])


def failure_row(stage: str, run_id: str) -> str:
    return f"INSERT INTO {stage} (run_id, failure) VALUES ('{run_id}', '{{}}')"


def test_a_record_with_the_stages_before_it_passes(counted: tuple[RoleLibraryResource, str]) -> None:
    library, run_id = counted
    tamper(library, *(failure_row(stage, run_id) for stage in STAGES if stage not in ("posting", "run_record")))
    assert record_check(library.connect(), [run_id]).passed


def test_a_record_without_a_stage_before_it_fails(counted: tuple[RoleLibraryResource, str]) -> None:
    library, run_id = counted
    tamper(library, *(failure_row(stage, run_id) for stage in list(STAGES)[1:-2]))
    result = record_check(library.connect(), [run_id])
    assert not result.passed
    assert result.metadata["first"].value == f"centroid_update: {run_id}"


def test_what_other_runs_left_behind_does_not_fail_a_run(counted: tuple[RoleLibraryResource, str]) -> None:
    library, run_id = counted
    tamper(library, failure_row("run_record", run_id))
    assert record_check(library.connect(), []).passed
