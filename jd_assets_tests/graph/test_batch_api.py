"""The graph with a model behind the Batch API: postings wait, and go on where they were when it has answered."""

import json
import uuid
from collections.abc import Iterator

import pytest

from jd_assets.database.attempts import OpenPosting, open_postings
from jd_assets.defs.faults import AWAITS_TAG
from jd_assets.llm.batch_exchange import BatchExchange
from jd_assets.llm.settings import LlmSettings
from jd_assets_tests.graph.test_materialise import BACKEND
from jd_assets_tests.graph.test_openai_engine import ANSWERS, stage_of
from jd_assets_tests.llm.fake_batch_server import FakeBatchServer, chat, ok
from jd_assets_tests.pipeline import Pipeline, posting_record


@pytest.fixture
def batch_server() -> Iterator[FakeBatchServer]:
    fake = FakeBatchServer(
        name=uuid.uuid4().hex, answer=lambda request: ok(chat(json.dumps(ANSWERS[stage_of(request["body"])])))
    )
    yield fake
    fake.close()


def open_of(pipeline: Pipeline, run_ids: list[str]) -> list[OpenPosting]:
    return [each for each in open_postings(pipeline.connect) if each.run_id in run_ids]


def test_postings_wait_for_answers_and_go_on_with_them(pipeline: Pipeline, batch_server: FakeBatchServer) -> None:
    run_ids = pipeline.take_in([posting_record(f"batch {each}", f"{BACKEND}\n{each}") for each in ("one", "two")])
    llm = {"engine": "openai", "base_url": batch_server.url, "service_tier": "batch"}
    exchange = BatchExchange(pipeline.connect, LlmSettings.model_validate(llm | {"max_retries": 0}))

    for stage in ("nano_parse", "skill_extraction"):
        result = pipeline.materialise(run_ids, llm=llm, succeeds=False)
        run = pipeline.instance.get_run_by_id(result.run_id)
        assert run is not None
        assert AWAITS_TAG in run.tags
        waiting = open_of(pipeline, run_ids)
        assert [(each.kind, each.stage, each.is_due) for each in waiting] == [("batch", stage, False)] * 2
        exchange.turn()
        batch_server.finish()
        assert not any(each.is_due for each in open_of(pipeline, run_ids))
        exchange.turn()
        assert all(each.is_due for each in open_of(pipeline, run_ids))

    pipeline.materialise(run_ids, llm=llm)

    assert not open_of(pipeline, run_ids)
    assert set(pipeline.rows("run_record", run_ids).payloads) == set(run_ids)
    assert len(batch_server.asked) == len(set(batch_server.asked)) == 4


def test_an_undone_run_asks_for_no_second_batch(pipeline: Pipeline, batch_server: FakeBatchServer) -> None:
    run_ids = pipeline.take_in([posting_record("batch again", f"{BACKEND}\nagain")])
    llm = {"engine": "openai", "base_url": batch_server.url, "service_tier": "batch"}
    exchange = BatchExchange(pipeline.connect, LlmSettings.model_validate(llm | {"max_retries": 0}))
    for _ in range(2):
        pipeline.materialise(run_ids, llm=llm, succeeds=False)
        exchange.turn()
    assert len(batch_server.batches) == 1
