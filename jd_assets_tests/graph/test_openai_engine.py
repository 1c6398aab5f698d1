"""The graph with a model: what it costs is recorded, and a server that fails leaves its postings failed."""

import json
from collections.abc import Callable

import pytest

from jd_assets_tests.graph.test_failures import CURSE
from jd_assets_tests.graph.test_materialise import BACKEND, observed
from jd_assets_tests.llm.fake_server import FakeLlmServer, Reply, Request, completion, error
from jd_assets_tests.pipeline import Pipeline, posting_record

ANSWERS = {"nano_parse": {"JD_type": "pass", "role": "Backend Engineer"}, "skill_extraction": {"skills": []}}


def stage_of(request: Request) -> str:
    name: str = request["response_format"]["json_schema"]["name"]
    return name


def fails_at(stage: str) -> Callable[[Request], Reply]:
    """Answers everything but the cursed posting's question of one stage."""

    def answer(request: Request) -> Reply:
        if stage_of(request) == stage and CURSE in request["messages"][1]["content"]:
            return error(500, "the model is on fire")
        return completion(json.dumps(ANSWERS[stage_of(request)]))

    return answer


@pytest.mark.parametrize("stage", ["nano_parse", "skill_extraction"])
def test_a_posting_that_the_server_gives_up_on_is_failed_and_the_rest_goes_on(
    pipeline: Pipeline, server: FakeLlmServer, stage: str
) -> None:
    server.answer = fails_at(stage)
    texts = {"first": BACKEND, "cursed": f"{BACKEND}\n{CURSE}", "last": f"{BACKEND}\nlast"}
    run_ids = pipeline.take_in([posting_record(f"{stage} {name}", text) for name, text in texts.items()])
    pipeline.materialise(run_ids, llm={"engine": "openai", "base_url": server.url, "max_retries": 1})
    rows = pipeline.rows("run_record", run_ids)
    assert set(rows.payloads) == {run_ids[0], run_ids[2]}
    failure = rows.failures[run_ids[1]]
    assert (failure.stage, failure.kind) == (stage, "transient")
    assert "500" in failure.reason
    assert (
        sum(CURSE in request["messages"][1]["content"] and stage_of(request) == stage for request in server.requests)
        == 2
    )


def test_what_the_calls_cost_is_in_the_record(pipeline: Pipeline, server: FakeLlmServer) -> None:
    server.answer = lambda request: completion(json.dumps(ANSWERS[stage_of(request)]))
    [run_id] = pipeline.take_in([posting_record("paid", BACKEND + "\npaid")])
    pipeline.materialise([run_id], llm={"engine": "openai", "base_url": server.url})
    output = pipeline.record(run_id).final_role_output
    assert output.llm_cost_api1_usd == pytest.approx(2 * 0.0002)
    assert output.llm_cost_total_usd == output.llm_cost_api1_usd


def test_the_batch_shows_how_many_calls_were_answered_and_how_long_the_slow_ones_took(
    pipeline: Pipeline, server: FakeLlmServer
) -> None:
    server.answer = lambda request: completion(json.dumps(ANSWERS[stage_of(request)]))
    run_ids = pipeline.take_in([posting_record(f"slow {n}", f"{BACKEND}\nslow {n}") for n in range(2)])
    pipeline.materialise(run_ids, llm={"engine": "openai", "base_url": server.url})
    counts = observed(pipeline, "nano_parse", None)[0]
    assert counts["llm_calls"] == 2
    assert counts["llm_call_seconds_p95"] > 0
    unasked = observed(pipeline, "case_decision", None)[0]
    assert unasked["llm_calls"] == 0
    assert "llm_call_seconds_p95" not in unasked


def test_a_model_without_a_known_price_leaves_the_costs_null(pipeline: Pipeline, server: FakeLlmServer) -> None:
    server.answer = lambda request: completion(json.dumps(ANSWERS[stage_of(request)]), model="house-model")
    [run_id] = pipeline.take_in([posting_record("free", BACKEND + "\nfree")])
    pipeline.materialise([run_id], llm={"engine": "openai", "base_url": server.url, "model": "house-model"})
    output = pipeline.record(run_id).final_role_output
    assert (output.llm_cost_api1_usd, output.llm_cost_api2_usd, output.llm_cost_total_usd) == (None, 0.0, None)


def test_the_same_question_is_not_paid_for_twice(pipeline: Pipeline, server: FakeLlmServer) -> None:
    server.answer = lambda request: completion(json.dumps(ANSWERS[stage_of(request)]))
    [run_id] = pipeline.take_in([posting_record("asked once", BACKEND + "\nonce")])
    for _ in range(2):
        pipeline.materialise([run_id], llm={"engine": "openai", "base_url": server.url})
    assert len(server.requests) == 2
    assert pipeline.record(run_id).final_role_output.llm_cost_total_usd == 0.0
