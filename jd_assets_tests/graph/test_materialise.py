"""The whole graph over several postings in one Dagster run."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.definitions.observe import observe

from jd_assets.contracts import STAGES
from jd_assets.defs.checks.open_postings import OPEN_CHECK
from jd_assets.ingest.files import input_files, read_file
from jd_assets.web.pages import page_path
from jd_assets_tests.graph.test_definitions import CHECKS
from jd_assets_tests.pipeline import Pipeline, posting_record

SAMPLES = Path(__file__).parents[2] / "samples"
BACKEND = """Backend Engineer

Responsibilities
- Design and build REST services in Java and keep their PostgreSQL schemas fast
- Move the batch jobs that remain onto Kafka and watch them in production

Requirements
- 5+ years of experience with Java, SQL and Docker
"""


@dataclass(frozen=True)
class Batch:
    """A batch that went through, and the Dagster run that took it."""

    pipeline: Pipeline
    run_ids: list[str]
    result: dg.ExecuteInProcessResult


@pytest.fixture(scope="module")
def samples(pipeline: Pipeline) -> Batch:
    records = [record for file in input_files([SAMPLES]) for record in read_file(file)]
    run_ids = pipeline.take_in(records)
    return Batch(pipeline, run_ids, pipeline.materialise(run_ids))


def rows_of(pipeline: Pipeline, run_ids: list[str]) -> dict[str, list[tuple[object, ...]]]:
    """Every row that the runs have, with the time it was written."""
    statement = "SELECT run_id::text, payload, failure, written_at FROM {} WHERE run_id = ANY(%s::uuid[]) ORDER BY 1"
    return {stage: pipeline.query(statement.format(stage), run_ids) for stage in STAGES}


def counted(pipeline: Pipeline, run_ids: list[str]) -> list[tuple[str, int]]:
    """The ledger's rows of the runs."""
    ledger = "SELECT run_id::text, role_id FROM role_centroid_member WHERE run_id = ANY(%s::uuid[]) ORDER BY 1"
    return pipeline.query(ledger, run_ids)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_payload_for_every_posting(samples: Batch, stage: str) -> None:
    rows = samples.pipeline.rows(stage, samples.run_ids)
    assert set(rows.payloads) == set(samples.run_ids)
    assert not rows.failures


@pytest.mark.parametrize("stage", STAGES)
def test_every_partition_of_every_stage_is_materialised(samples: Batch, stage: str) -> None:
    done = samples.pipeline.instance.get_materialized_partitions(dg.AssetKey(stage))
    assert set(samples.run_ids) <= done


def test_every_check_ran_once_and_passed(samples: Batch) -> None:
    found = samples.result.get_asset_check_evaluations()
    # The one that asks of all that is stored sees what other tests leave behind.
    stored = [each for each in found if each.check_name == OPEN_CHECK.name]
    assert [each.metadata["failed_in_this_run"].value for each in stored] == [0]
    own = [(each.asset_key.path[-1], each.check_name, each.passed) for each in found if each not in stored]
    assert sorted(own) == sorted((key, name, True) for key, name in CHECKS)


def test_a_partition_shows_its_own_decision(samples: Batch) -> None:
    decision = samples.pipeline.record(samples.run_ids[0]).extract_from_jd.stage4_decision
    shown = metadata_of(samples.pipeline, "case_decision", samples.run_ids[0])
    assert (shown["case"], shown["decision"], shown["confidence"]) == (
        decision.case,
        decision.reasoning,
        decision.confidence,
    )


def test_a_partition_links_its_run_page(samples: Batch) -> None:
    run_id = samples.run_ids[0]
    with samples.pipeline.environment():
        path = page_path(run_id)
    assert metadata_of(samples.pipeline, "run_record", run_id)["run_page"] == str(path)
    assert run_id in path.read_text(encoding="utf-8")


def test_the_run_shows_its_counts(samples: Batch) -> None:
    counts = [(each["postings"], each["failed"]) for each in observed(samples.pipeline, "posting", None)]
    assert (len(samples.run_ids), 0) in counts


@pytest.mark.parametrize("stage", STAGES)
def test_a_batch_shows_how_many_rows_the_table_has_after_it(samples: Batch, stage: str) -> None:
    batches = observed(samples.pipeline, stage, None)
    counted = [each["dagster/row_count"] for each in reversed(batches)]
    [[rows]] = samples.pipeline.query(f"SELECT count(*) FROM {stage}")
    assert counted == sorted(counted)
    assert counted[-1] == rows


@pytest.mark.parametrize("stage", ["nano_parse", "skill_extraction", "enrichment", "run_record"])
def test_a_batch_shows_how_long_its_slow_postings_took_and_no_partition_repeats_it(samples: Batch, stage: str) -> None:
    batches = observed(samples.pipeline, stage, None)
    counts = next(each for each in batches if each["postings"] == len(samples.run_ids))
    assert 0 < counts["posting_seconds_p95"] <= counts["seconds"] + 0.01
    assert (
        not {"posting_seconds_p95", "seconds", "postings_per_second", "postings"}
        & metadata_of(samples.pipeline, stage, samples.run_ids[0]).keys()
    )


def test_a_batch_holds_what_is_no_posting_and_what_the_library_lacks(samples: Batch) -> None:
    records = samples.pipeline.rows("run_record", samples.run_ids).payloads.values()
    cases = {record.extract_from_jd.stage4_decision.case for record in records}
    assert {"A", "R", "F"} <= cases


def test_materialising_again_changes_no_row_and_no_count(samples: Batch) -> None:
    before, ledger = rows_of(samples.pipeline, samples.run_ids), counted(samples.pipeline, samples.run_ids)
    proposals = samples.pipeline.query("SELECT * FROM proposal ORDER BY proposal_id")
    samples.pipeline.materialise(samples.run_ids)
    assert rows_of(samples.pipeline, samples.run_ids) == before
    assert counted(samples.pipeline, samples.run_ids) == ledger
    assert samples.pipeline.query("SELECT * FROM proposal ORDER BY proposal_id") == proposals


def test_each_decided_posting_counts_once_and_the_others_not_at_all(samples: Batch) -> None:
    records = samples.pipeline.rows("run_record", samples.run_ids).payloads
    chosen = {key: record.extract_from_jd.stage4_decision.chosen_role for key, record in records.items()}
    assert counted(samples.pipeline, samples.run_ids) == sorted(
        (key, role.role_id) for key, role in chosen.items() if role
    )


def test_one_partition_alone_is_a_batch_of_one(pipeline: Pipeline) -> None:
    first, second = pipeline.take_in([posting_record("alone", BACKEND), posting_record("waits", BACKEND + "- Docker")])
    pipeline.materialise([first])
    decision = pipeline.record(first).extract_from_jd.stage4_decision
    assert decision.chosen_role is not None
    assert (decision.case, decision.chosen_role.slug) == ("A", "backend-engineer")
    assert pipeline.query("SELECT FROM nano_parse WHERE run_id = %s", second) == []


def test_the_library_is_observed_at_its_version(pipeline: Pipeline) -> None:
    with pipeline.environment():
        asset = pipeline.definitions().resolve_assets_def("role_library")
        done = observe([asset], instance=pipeline.instance)
    observation = done.asset_observations_for_node("observe_role_library")[0]
    version = pipeline.query("SELECT max(version) FROM library_version")[0][0]
    assert observation.metadata["library_version"].value == version


def metadata_of(pipeline: Pipeline, stage: str, run_id: str) -> dict[str, object]:
    """What the UI shows beside the latest materialisation of a partition."""
    records = pipeline.instance.fetch_materializations(
        dg.AssetRecordsFilter(asset_key=dg.AssetKey(stage), asset_partitions=[run_id]), limit=1
    ).records
    event = records[0].asset_materialization
    assert event is not None
    return {name: value.value for name, value in event.metadata.items()}


def observed(pipeline: Pipeline, stage: str, partition: str | None) -> list[dict[str, Any]]:
    """The metadata of the observations of a partition, or of batches as a whole, the newest first."""
    records = pipeline.instance.fetch_observations(dg.AssetKey(stage), limit=200).records
    events = [record.event_log_entry.asset_observation for record in records]
    return [
        {name: value.value for name, value in event.metadata.items()}
        for event in events
        if event is not None and event.partition == partition
    ]
