"""Single assets on their own: what is not there, not readable or not up to date."""

from collections.abc import Sequence
from dataclasses import replace

import dagster as dg
import pytest
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from jd_assets.contracts.batch import Failure
from jd_assets.defs.partitions import register
from jd_assets_tests.graph.test_definitions import EDGES
from jd_assets_tests.graph.test_failures import CURSE, CursedReading
from jd_assets_tests.graph.test_materialise import BACKEND
from jd_assets_tests.pipeline import Pipeline, posting_record

STRAY = "00000000-0000-4000-8000-000000000000"


def select(pipeline: Pipeline, run_ids: Sequence[str], *assets: str) -> dg.ExecuteInProcessResult:
    """Materialise some assets only, as a click in the UI does."""
    definitions = dg.Definitions(
        assets=pipeline.definitions().assets,
        asset_checks=pipeline.definitions().asset_checks,
        resources=pipeline.definitions().resources,
        jobs=[dg.define_asset_job("some", dg.AssetSelection.assets(*assets), executor_def=dg.in_process_executor)],
    )
    tags = {ASSET_PARTITION_RANGE_START_TAG: run_ids[0], ASSET_PARTITION_RANGE_END_TAG: run_ids[-1]}
    with pipeline.environment():
        job = definitions.resolve_job_def("some")
        return job.execute_in_process(instance=pipeline.instance, tags=tags, raise_on_error=False)


def reason(result: dg.ExecuteInProcessResult) -> str:
    """Why the run failed, after one try."""
    assert not result.success
    assert not any(event.is_step_up_for_retry for event in result.all_events)
    [failure] = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    assert failure.user_failure_data is not None
    return str(failure.user_failure_data.description)


def test_a_stage_before_its_turn_says_what_to_materialise_first(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("too early", BACKEND)])
    said = reason(select(pipeline, [run_id], "role_scoring"))
    assert said.endswith(("materialise nano_parse for them first", "materialise skill_extraction for them first"))
    assert run_id in said


def test_a_key_without_a_posting_fails_alone(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("beside a stray key", BACKEND)])
    register(pipeline.instance, [STRAY])
    pipeline.materialise([run_id, STRAY])
    rows = pipeline.rows("run_record", [run_id, STRAY])
    assert list(rows.payloads) == [run_id]
    assert rows.failures[STRAY].stage == "posting"
    assert rows.failures[STRAY].reason.startswith("No posting is stored under this run_id")


def test_a_key_that_is_no_run_id_is_named(pipeline: Pipeline) -> None:
    register(pipeline.instance, ["my first job"])
    assert reason(select(pipeline, ["my first job"], "posting")).startswith("my first job is no run_id")


def test_a_row_of_an_older_form_fails_its_posting_alone(pipeline: Pipeline) -> None:
    old, new = pipeline.take_in([posting_record("old form", BACKEND), posting_record("new form", BACKEND + ".")])
    pipeline.materialise([old, new])
    with pipeline.connect() as connection:
        connection.execute(
            """UPDATE skill_extraction SET payload = '{"final_skills": [3]}' WHERE run_id = %s""", (old,)
        )
    assert select(pipeline, [old, new], "role_scoring").success
    rows = pipeline.rows("role_scoring", [old, new])
    assert list(rows.payloads) == [new]
    again = "Its row is not of this version: materialise skill_extraction again"
    assert rows.failures == {old: Failure("skill_extraction", "permanent", again)}


@pytest.fixture(scope="module")
def fallen(pipeline: Pipeline) -> str:
    """A posting that went through once, and that the parser failed on since."""
    [run_id] = pipeline.take_in([posting_record("fallen", BACKEND + CURSE)])
    pipeline.materialise([run_id])
    select(replace(pipeline, resources={"llm": CursedReading()}), [run_id], "nano_parse")
    return run_id


@pytest.mark.parametrize("stage", [stage for stage, reads in EDGES.items() if "nano_parse" in reads])
def test_a_posting_that_failed_since_fails_every_stage_that_reads_it(
    pipeline: Pipeline, fallen: str, stage: str
) -> None:
    # A run ends as failed where none of its postings comes to a record.
    assert select(pipeline, [fallen], stage).success is (stage != "run_record")
    assert pipeline.rows(stage, [fallen]).failures[fallen].reason == "The dragon ate it"
