"""Only what comes out otherwise shows as stale."""

from collections.abc import Sequence

import dagster as dg
import pytest

from jd_assets.defs.runless import report_effects
from jd_assets.impact.compare import DecisionChange, Impact
from jd_assets_tests.graph.staleness import stale
from jd_assets_tests.graph.test_partial import select
from jd_assets_tests.pipeline import Pipeline, posting_record, seed_text


@pytest.fixture
def three(pipeline: Pipeline) -> list[str]:
    """Postings that went through."""
    run_ids = pipeline.take_in([posting_record(f"stale {each}", f"{seed_text()}\nNumber: {each}") for each in "abc"])
    pipeline.materialise(run_ids)
    return run_ids


def affected(run_ids: Sequence[str], version: int) -> Impact:
    """What `library_change_sensor` found."""
    changes = tuple(DecisionChange(each, "A", "data-engineer", "A", "data-analyst", "Engineer") for each in run_ids)
    return Impact(version, 3, changes, 0.0)


def test_nothing_is_after_a_run_nor_after_the_library_was_observed(
    pipeline: Pipeline, three: list[str], instance: dg.DagsterInstance
) -> None:
    assert stale(instance, three) == {}
    instance.report_runless_asset_event(dg.AssetObservation("role_library", metadata={"library_version": 7}))
    assert stale(instance, three) == {}


def test_after_a_change_of_the_library_only_what_it_decides_otherwise_is_until_it_is_done_again(
    pipeline: Pipeline, three: list[str], instance: dg.DagsterInstance
) -> None:
    report_effects(instance, affected(three[1:2], 8))
    marked = {(stage, three[1]): ["library_effects"] for stage in ("case_decision", "run_record")}
    assert stale(instance, three) == marked
    pipeline.materialise(three[1:2])
    assert stale(instance, three) == {}
    report_effects(instance, affected(three[1:2], 9))
    assert stale(instance, three) == marked


def test_a_stage_that_writes_the_same_again_leaves_what_follows_fresh(
    pipeline: Pipeline, three: list[str], instance: dg.DagsterInstance
) -> None:
    assert select(pipeline, three[:1], "skill_extraction").success
    assert stale(instance, three) == {}


def test_a_stage_that_writes_something_else_makes_what_reads_it_stale_for_that_posting(
    pipeline: Pipeline, three: list[str], instance: dg.DagsterInstance
) -> None:
    with pipeline.connect() as connection:
        connection.execute(
            'UPDATE posting SET payload = payload || \'{"title": "Baker"}\' WHERE run_id = %s', (three[0],)
        )
    assert select(pipeline, three, "posting").success
    found = stale(instance, three)
    assert {run_id for _, run_id in found} == {three[0]}
    assert found["nano_parse", three[0]] == ["posting"]
