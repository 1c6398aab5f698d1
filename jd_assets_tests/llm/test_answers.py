import pytest

from jd_assets.failures import PermanentFailure, TransientFailure
from jd_assets_tests.llm.asking import RED, ask
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer, Reply, completion


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (completion('{"name": "re'), 'is not JSON: \'{"name": "re\''),
        (completion("I cannot see a colour."), "is not JSON: 'I cannot see a colour.'"),
        (completion('{"colour": "red"}'), "does not fit, name: Field required"),
        (completion('{"name": ["red"]}'), "does not fit, name: Input should be a valid string"),
        (completion('["red"]'), "does not fit, the whole: "),
        (completion('{"name": "re\\u0000d"}'), "holds a NUL character"),
        (completion('{"name": "\\ud800"}'), "is not JSON"),
        (completion("re\x00d \ud800"), "is not JSON: 're\ufffdd ?'"),
        (completion(""), "is empty"),
        (completion(None), "is empty"),
    ],
)
def test_an_unusable_answer_says_why_and_may_be_tried_again(
    server: FakeLlmServer, make_client: MakeClient, reply: Reply, sentence: str
) -> None:
    server.answer = lambda request: reply
    with pytest.raises(TransientFailure) as failure:
        ask(make_client())
    assert sentence in str(failure.value)


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (completion(None, refusal="I can't help with that."), 'refuses to answer: "I can\'t help with that."'),
        (completion(RED, finish_reason="length"), "cut at the model's length limit"),
        (completion("", finish_reason="content_filter"), "content filter"),
    ],
)
def test_a_refused_or_cut_answer_is_permanent(
    server: FakeLlmServer, make_client: MakeClient, reply: Reply, sentence: str
) -> None:
    server.answer = lambda request: reply
    with pytest.raises(PermanentFailure) as failure:
        ask(make_client())
    assert sentence in str(failure.value)


def test_an_unusable_answer_says_what_it_cost(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: completion("no JSON")
    with pytest.raises(TransientFailure, match=r"\(1000 \+ 200 tokens, \$0\.000200\)"):
        ask(make_client())


def test_tokens_and_dollars_are_counted(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.script = [completion(RED)]
    usage = ask(make_client()).usage
    assert usage.model_dump() == {
        "engine": "openai",
        "model": "gpt-6-luna",
        "prompt_version": "colour.v1",
        "schema_version": None,
        "merge_version": None,
        "calls": 1,
        "cached_calls": 0,
        "input_tokens": 1000,
        "output_tokens": 200,
        "cost_usd": pytest.approx(0.0002),
    }


def test_the_flex_tier_costs_half(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.script = [completion(RED, service_tier="flex")]
    assert ask(make_client()).usage.cost_usd == pytest.approx(0.0001)


def test_a_prefix_that_the_provider_had_cached_is_cheaper(server: FakeLlmServer, make_client: MakeClient) -> None:
    details = {"prompt_tokens": 1000, "completion_tokens": 0, "prompt_tokens_details": {"cached_tokens": 1000}}
    server.script = [completion(RED, usage=details | {"total_tokens": 1000})]
    assert ask(make_client()).usage.cost_usd == pytest.approx(0.00001)


def test_a_model_without_a_known_price_has_no_cost(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.script = [completion(RED, model="house-model-7b")]
    usage = ask(make_client(model="house-model-7b")).usage
    assert (usage.cost_usd, usage.input_tokens) == (None, 1000)


def test_a_server_that_counts_no_tokens_has_no_cost(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.script = [completion(RED, usage=None)]
    assert ask(make_client()).usage.cost_usd is None
