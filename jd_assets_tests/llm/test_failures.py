import json

import pytest

from jd_assets.failures import JdAssetsError, PermanentFailure, TransientFailure
from jd_assets.llm.outage import TOLERATED_IN_A_ROW
from jd_assets_tests.llm.asking import RED, ask, ask_all
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer, Reply, completion, error


def test_a_rate_limit_is_waited_out(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.script = [error(429, "slow down"), completion(RED)]
    assert ask(make_client()).parsed.name == "red"
    assert len(server.requests) == 2


def test_a_broken_server_is_given_up_after_the_retries(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(500, "kaput")
    with pytest.raises(TransientFailure, match=r"failed in 3 tries, at last with status 500: kaput"):
        ask(make_client())
    assert len(server.requests) == 3


def test_a_lasting_rate_limit_says_what_to_lower(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(429, "slow down")
    with pytest.raises(TransientFailure, match="JD_LLM_MAX_CONCURRENCY"):
        ask(make_client())


def test_a_server_that_keeps_silent_is_timed_out(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: Reply({}, silent=True)
    with pytest.raises(TransientFailure, match=r"within 0.2 s in 2 tries; JD_LLM_TIMEOUT"):
        ask(make_client(timeout_seconds=0.2, max_retries=1))
    assert len(server.requests) == 2


def test_a_server_that_is_not_there_is_named(server: FakeLlmServer, make_client: MakeClient) -> None:
    client = make_client(max_retries=0)
    server.close()
    with pytest.raises(TransientFailure, match=r"at http://127\.0\.0\.1:\d+/v1 cannot be reached .* OPENAI_BASE_URL"):
        ask(client)


def test_a_refused_key_is_named_by_its_end(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(401, "Incorrect API key provided")
    with pytest.raises(PermanentFailure, match=r"the key in OPENAI_API_KEY \(…wxyz\)"):
        ask(make_client())
    assert len(server.requests) == 1


def test_an_unknown_model_says_which_setting_to_change(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(404, "The model `gpt-4.1-nano` does not exist", code="model_not_found")
    with pytest.raises(PermanentFailure, match=r"no model 'gpt-4\.1-nano': set JD_LLM_MODEL"):
        ask(make_client(model="gpt-4.1-nano"))


def test_a_refused_parameter_says_which_setting_to_change(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(400, "Unsupported value: 'none'", param="reasoning_effort")
    with pytest.raises(PermanentFailure, match="set JD_LLM_REASONING_EFFORT"):
        ask(make_client())


def test_an_account_without_quota_is_not_a_rate_limit(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(429, "You exceeded your current quota", code="insufficient_quota")
    with pytest.raises(PermanentFailure, match="no quota left"):
        ask(make_client())


def test_a_text_that_is_too_long_fails_alone(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: (
        error(400, "maximum context length is 8192", code="context_length_exceeded")
        if "long" in request["messages"][1]["content"]
        else completion(RED)
    )
    outcomes = ask_all(make_client(max_concurrency=1), ["long", "short"])
    assert isinstance(outcomes[0], PermanentFailure)
    assert not isinstance(outcomes[1], JdAssetsError)


ODD = [
    Reply("<html>Welcome</html>"),
    Reply({"hello": "world"}),
    Reply({"choices": []}),
    Reply([]),
    Reply({"choices": "many"}),
    Reply(json.dumps(completion(RED).body).encode("cp500")),
    Reply(json.dumps(completion(RED).body).encode()[:-40]),
]


@pytest.mark.parametrize("odd", ODD, ids=lambda reply: repr(reply.body)[:30])
def test_a_server_of_another_kind_is_a_wrong_setting(
    server: FakeLlmServer, make_client: MakeClient, odd: Reply
) -> None:
    server.answer = lambda request: odd
    with pytest.raises(PermanentFailure, match="does not speak chat completions; check OPENAI_BASE_URL"):
        ask(make_client())


@pytest.mark.parametrize("odd", [*ODD, Reply(completion(RED).body, cut=20)], ids=lambda reply: repr(reply.body)[:30])
def test_one_odd_answer_is_asked_for_again(server: FakeLlmServer, make_client: MakeClient, odd: Reply) -> None:
    server.script = [odd, completion(RED)]
    assert ask(make_client()).parsed.name == "red"
    assert len(server.requests) == 2


def test_odd_answers_to_one_question_fail_that_one_alone(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: Reply("<html>") if "bad" in request["messages"][1]["content"] else completion(RED)
    good, bad = ask_all(make_client(max_concurrency=1), ["good", "bad"])
    assert not isinstance(good, JdAssetsError)
    assert isinstance(bad, TransientFailure)
    assert "sent no chat completion in 3 tries: '<html>'" in str(bad)


def test_a_server_that_spoke_before_and_sends_a_page_now_is_away(
    server: FakeLlmServer, make_client: MakeClient
) -> None:
    server.script = [completion(RED)]
    ask(make_client())
    server.answer = lambda request: Reply("<html>Maintenance</html>")
    with pytest.raises(TransientFailure, match="no chat completion"):
        ask(make_client())


def test_a_drip_fed_answer_ends_at_the_timeout_as_a_whole(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: Reply(completion(RED).body, drip=0.02)
    with pytest.raises(TransientFailure, match=r"did not answer within 0.3 s in one try"):
        ask(make_client(timeout_seconds=0.3, max_retries=0))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "300"}, 300.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_the_pause_that_the_server_asks_for_is_handed_on(
    server: FakeLlmServer, make_client: MakeClient, headers: dict[str, str], seconds: float | None
) -> None:
    server.answer = lambda request: Reply({"error": {"message": "slow"}}, 429, headers)
    with pytest.raises(TransientFailure) as raised:
        ask(make_client(max_retries=0))
    assert raised.value.retry_after == seconds


def test_a_refused_key_ends_the_batch(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(401)
    with pytest.raises(PermanentFailure):
        ask_all(make_client(max_concurrency=1), [str(number) for number in range(30)])
    assert len(server.requests) == 1


def test_a_server_that_is_down_ends_the_batch(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(503, "down")
    with pytest.raises(TransientFailure):
        ask_all(make_client(max_concurrency=1, max_retries=0), [str(number) for number in range(30)])
    assert len(server.requests) == TOLERATED_IN_A_ROW


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_takes_no_questions_is_no_fault_of_the_one_that_met_it(
    server: FakeLlmServer, make_client: MakeClient, status: int
) -> None:
    server.answer = lambda request: error(status) if "bad" in request["messages"][1]["content"] else completion(RED)
    with pytest.raises(TransientFailure):
        ask_all(make_client(max_retries=0), ["good", "bad", "good too"])


def test_one_failure_leaves_the_rest_of_the_batch_alone(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: (
        error(500, "kaput") if "bad" in request["messages"][1]["content"] else completion(RED)
    )
    outcomes = ask_all(make_client(max_retries=0), ["good", "bad", "good too"])
    assert [isinstance(outcome, JdAssetsError) for outcome in outcomes] == [False, True, False]
