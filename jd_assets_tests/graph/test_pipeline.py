"""A batch through the stages without Dagster leaves the rows that the graph leaves."""

from collections.abc import Iterator

import pytest

from jd_assets.contracts import STAGES
from jd_assets.database.connection import pooled_connector
from jd_assets.embedding.embedder import Embedder
from jd_assets.llm.settings import LlmSettings
from jd_assets.stages.pipeline import process
from jd_assets.stages.tools import Tools
from jd_assets_tests.pipeline import Pipeline, posting_record, seed_text


@pytest.fixture
def tools(pipeline: Pipeline, embedder: Embedder) -> Iterator[Tools]:
    with pooled_connector(pipeline.url, 4) as connect:
        yield Tools(connect, embedder, LlmSettings())


def test_the_graph_and_the_pipeline_write_the_same_rows(pipeline: Pipeline, tools: Tools) -> None:
    given = [posting_record("both ways", seed_text()), posting_record("rejected both ways", "Buy cheap watches now.")]
    run_ids = pipeline.take_in(given)
    done = process(tools, run_ids)
    without = {stage: pipeline.rows(stage, run_ids) for stage in STAGES}
    assert set(done.records.payloads) == set(run_ids)
    pipeline.materialise(run_ids)
    for stage in STAGES:
        assert pipeline.rows(stage, run_ids).payloads == without[stage].payloads, stage


def test_a_run_without_a_posting_fails_in_every_stage_and_sinks_no_other(pipeline: Pipeline, tools: Tools) -> None:
    [run_id] = pipeline.take_in([posting_record("beside a lost one", seed_text())])
    lost = "00000000-0000-4000-8000-000000000000"
    done = process(tools, [lost, run_id])
    assert set(done.records.payloads) == {run_id}
    assert done.records.failures[lost].stage == "posting"
