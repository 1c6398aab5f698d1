"""The record: the four payloads of a run, put together from its stages."""

from typing import Any

import pytest

from jd_assets.contracts import STAGES
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.centroid_update import CentroidUpdate
from jd_assets.contracts.run_record import RunRecord
from jd_assets.stages.run_record import run_record
from jd_assets.stages.runs import enriched_runs, persisted_runs
from jd_assets_tests.database.payloads import RUN_ID, stage_rows
from jd_assets_tests.decision.small_library import LIBRARY

ROWS = stage_rows()
#: The stages that a record is made of.
READ = [stage for stage in STAGES if stage != "run_record"]


def recorded(**changes: Batch[Any]) -> Batch[RunRecord]:
    batch = {stage: changes.get(stage, Batch({RUN_ID: ROWS[stage]}, {})) for stage in READ}
    persistence, centroid_update = batch.pop("persistence"), batch.pop("centroid_update")
    runs = persisted_runs(enriched_runs(**batch), persistence, centroid_update)
    return run_record(runs, new_roles={}, library=LIBRARY, fingerprint="f1")


def record() -> RunRecord:
    return recorded().payloads[RUN_ID]


def test_each_payload_is_the_stages_own() -> None:
    made = record()
    assert (made.run_id, made.fingerprint) == (RUN_ID, "f1")
    assert made.extract_details == ROWS["enrichment"].extract_details  # type: ignore[attr-defined]
    assert made.final_role_output == ROWS["persistence"].final_role_output  # type: ignore[attr-defined]
    assert made.extract_from_jd.nano_parsed == ROWS["nano_parse"].nano_parsed  # type: ignore[attr-defined]
    assert made.extract_from_jd.final_skills == ROWS["skill_extraction"].final_skills  # type: ignore[attr-defined]
    assert made.extract_from_jd.stage3_signals == ROWS["role_scoring"].stage3_signals  # type: ignore[attr-defined]
    assert made.extract_from_jd.stage4_decision == ROWS["case_decision"].stage4_decision  # type: ignore[attr-defined]


def test_the_role_is_what_the_posting_calls_it() -> None:
    role = record().extract_from_jd.jd_role
    assert (role.display_name, role.role_aliases, role.role_archetype) == (
        "Backend Engineer",
        ["Services Engineer"],
        "Engineering",
    )
    assert role.slug == ""


def untitled(**changes: Any) -> RunRecord:
    nano_parse = ROWS["nano_parse"]
    parsed = nano_parse.nano_parsed.model_copy(update={"role": None, "role_aliases": [], **changes})  # type: ignore[attr-defined]
    row = nano_parse.model_copy(update={"nano_parsed": parsed, "title_given": False})
    return recorded(nano_parse=Batch({RUN_ID: row}, {})).payloads[RUN_ID]


def test_where_no_title_is_stated_the_role_is_the_decided_one_and_marked_as_inferred() -> None:
    made = untitled().extract_from_jd
    chosen = made.stage4_decision.chosen_role
    assert chosen is not None
    assert made.jd_role.display_name == made.nano_parsed.role == LIBRARY.role_by_slug[chosen.slug].display_name
    assert made.jd_role.inferred
    assert made.nano_parsed.warnings[-1] == "states no title: the role is inferred from the text"


def test_of_several_openings_none_is_made_the_role() -> None:
    made = untitled(warnings=["names several openings: Nurse, Cook"]).extract_from_jd
    assert (made.jd_role.display_name, made.jd_role.inferred) == (None, False)


def test_the_updates_hold_what_was_counted_and_queued() -> None:
    updates = record().extract_from_jd.stage5_updates
    assert (updates.centroid_updated, updates.centroid_n_after) == (True, 41)
    assert (updates.collision_log_id, updates.queue_entry_id) == (501, 7004)
    assert (updates.v3_pipeline_triggered, updates.v3_role_slug, updates.v3_run_id) == (False, None, None)


def test_a_rejected_posting_says_why() -> None:
    rejected = ROWS["case_decision"].model_copy(deep=True)
    rejected.stage4_decision.case = "R"  # type: ignore[attr-defined]
    rejected.rejection_reason = "a recipe"  # type: ignore[attr-defined]
    api1 = recorded(case_decision=Batch({RUN_ID: rejected}, {})).payloads[RUN_ID].extract_from_jd
    assert (api1.rejected, api1.rejection_reason) == (True, "a recipe")
    assert (record().extract_from_jd.rejected, record().extract_from_jd.rejection_reason) == (False, None)


def test_the_client_output_is_of_the_posting() -> None:
    client = record().client_output
    assert client.run_id == RUN_ID
    assert [term.term for term in client.vocabulary.terms] == ["Java", "Kafka", "Kafka Streams", "Kotlin"]
    assert {share.kind for share in client.nature_of_work.shares} == {"build", "run"}


def test_the_client_output_of_a_rejected_posting_says_why_in_every_part() -> None:
    rejected = ROWS["case_decision"].model_copy(deep=True)
    rejected.stage4_decision.case = "R"  # type: ignore[attr-defined]
    rejected.rejection_reason = "a recipe"  # type: ignore[attr-defined]
    client = recorded(case_decision=Batch({RUN_ID: rejected}, {})).payloads[RUN_ID].client_output
    parts = {name: part for name, part in client.model_dump().items() if name != "run_id"}
    assert {part["not_stated"] for part in parts.values()} == {"The posting was rejected: a recipe"}
    assert not any(value for part in parts.values() for key, value in part.items() if key != "not_stated")


def test_a_posting_that_no_centroid_counts_says_so() -> None:
    uncounted = CentroidUpdate(centroid_updated=False, centroid_n_after=None)
    updates = recorded(centroid_update=Batch({RUN_ID: uncounted}, {})).payloads[RUN_ID].extract_from_jd.stage5_updates
    assert (updates.centroid_updated, updates.centroid_n_after) == (False, None)


@pytest.mark.parametrize("stage", READ)
def test_a_failure_of_any_stage_is_the_runs(stage: str) -> None:
    lost = Failure(stage, "permanent", "lost")
    batch = recorded(**{stage: Batch({}, {RUN_ID: lost})})
    assert (dict(batch.payloads), batch.failures) == ({}, {RUN_ID: lost})
