"""Runs that went through outside of Dagster show in its UI like others."""

from collections.abc import Iterator, Sequence

import dagster as dg
import pytest
from dagster._core.definitions.data_version import CODE_VERSION_TAG, DATA_VERSION_TAG

from jd_assets.cli.telling import Outbox, tell_waiting
from jd_assets.contracts import STAGES
from jd_assets.database.connection import pooled_connector
from jd_assets.definitions import defs
from jd_assets.defs.partitions import registered
from jd_assets.defs.runless import report_runs
from jd_assets.embedding.embedder import Embedder
from jd_assets.llm.settings import LlmSettings
from jd_assets.stages.pipeline import process
from jd_assets.stages.tools import Tools
from jd_assets_tests.graph.staleness import stale
from jd_assets_tests.pipeline import Pipeline, posting_record, seed_text

TEXT = f"{seed_text()}\nReference: "


@pytest.fixture
def tools(pipeline: Pipeline, embedder: Embedder) -> Iterator[Tools]:
    with pooled_connector(pipeline.url, 4) as connect:
        yield Tools(connect, embedder, LlmSettings())


def gone_through(tools: Tools, pipeline: Pipeline, name: str) -> str:
    """A posting that went through the stages without Dagster."""
    from jd_assets.ingest.register import take_in

    [run_id] = take_in(pipeline.connect, [posting_record(name, TEXT + name)]).run_ids
    process(tools, [run_id])
    return run_id


def events(instance: dg.DagsterInstance, stage: str, run_id: str) -> list[dg.AssetMaterialization]:
    filters = dg.AssetRecordsFilter(asset_key=dg.AssetKey(stage), asset_partitions=[run_id])
    records = instance.fetch_materializations(filters, limit=10).records
    return [record.asset_materialization for record in records if record.asset_materialization]


def test_every_stage_shows_as_materialised_with_what_is_worth_seeing(
    tools: Tools, pipeline: Pipeline, instance: dg.DagsterInstance
) -> None:
    run_id = gone_through(tools, pipeline, "reported")
    assert report_runs(defs, instance, pipeline.connect, [run_id]) == len(STAGES)
    assert run_id in registered(instance)
    for stage in STAGES:
        [event] = events(instance, stage, run_id)
        assert event.metadata["taken_in_by"].value == "HTTP"
    assert events(instance, "case_decision", run_id)[0].metadata["case"].value in set("ABCDEF")


def test_its_versions_are_those_that_a_dagster_run_gives(
    tools: Tools, pipeline: Pipeline, instance: dg.DagsterInstance
) -> None:
    run_id = gone_through(tools, pipeline, "twice")
    report_runs(defs, instance, pipeline.connect, [run_id])
    pipeline.materialise([run_id])
    for stage in STAGES:
        run, told = events(instance, stage, run_id)
        for tag in (CODE_VERSION_TAG, DATA_VERSION_TAG):
            assert (told.tags or {})[tag] == (run.tags or {})[tag], stage


def test_nothing_of_it_shows_as_stale(tools: Tools, pipeline: Pipeline, instance: dg.DagsterInstance) -> None:
    run_id = gone_through(tools, pipeline, "fresh")
    report_runs(defs, instance, pipeline.connect, [run_id])
    assert stale(instance, [run_id]) == {}


def test_a_stage_without_a_row_is_not_reported(pipeline: Pipeline, instance: dg.DagsterInstance) -> None:
    [run_id] = pipeline.take_in([posting_record("only stored", TEXT + "only stored")])
    assert report_runs(defs, instance, pipeline.connect, [run_id]) == 1
    assert events(instance, "run_record", run_id) == []


def untold(pipeline: Pipeline) -> set[str]:
    return {row[0] for row in pipeline.query("SELECT run_id::text FROM jd.untold_run")}


def test_a_run_is_remembered_until_dagster_was_told(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("told", TEXT + "told")])
    told: list[str] = []
    outbox = Outbox(pipeline.connect)
    outbox.expect([run_id])
    assert tell_waiting(pipeline.connect, told.extend) == 0
    assert untold(pipeline) >= {run_id}
    outbox.tell([run_id])
    assert tell_waiting(pipeline.connect, told.extend) == 1
    assert told == [run_id]
    assert run_id not in untold(pipeline)


def test_while_dagster_is_away_nothing_is_forgotten(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("away", TEXT + "away")])

    def away(run_ids: Sequence[str]) -> None:
        raise ConnectionError("no Dagster")

    outbox = Outbox(pipeline.connect)
    outbox.expect([run_id])
    outbox.tell([run_id])
    with pytest.raises(ConnectionError):
        tell_waiting(pipeline.connect, away)
    told: list[str] = []
    tell_waiting(pipeline.connect, told.extend)
    assert told == [run_id]


def test_what_a_killed_console_left_is_told(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("left", TEXT + "left")])
    Outbox(pipeline.connect).expect([run_id])
    pipeline.query(
        "UPDATE jd.untold_run SET marked_at = now() - interval '11 minutes' WHERE run_id = %s RETURNING 1", run_id
    )
    told: list[str] = []
    tell_waiting(pipeline.connect, told.extend)
    assert told == [run_id]


def test_a_run_that_goes_through_again_meanwhile_is_told_again(pipeline: Pipeline) -> None:
    [run_id] = pipeline.take_in([posting_record("again", TEXT + "again")])
    outbox = Outbox(pipeline.connect)
    outbox.expect([run_id])
    outbox.tell([run_id])
    tell_waiting(pipeline.connect, outbox.expect)  # it is sent again while Dagster is told of it
    assert run_id in untold(pipeline)
