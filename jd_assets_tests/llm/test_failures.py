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


@pytest.mark.parametrize("body", ["<html>Welcome</html>", {"hello": "world"}, {"choices": []}, []])
def test_a_server_of_another_kind_is_noticed(server: FakeLlmServer, make_client: MakeClient, body: object) -> None:
    server.answer = lambda request: Reply(body)
    with pytest.raises(PermanentFailure, match="does not speak chat completions; check OPENAI_BASE_URL"):
        ask(make_client())


def test_a_refused_key_ends_the_batch(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(401)
    outcomes = ask_all(make_client(max_concurrency=1), [str(number) for number in range(30)])
    assert all(isinstance(outcome, PermanentFailure) for outcome in outcomes)
    assert len(server.requests) == 1


def test_a_server_that_is_down_ends_the_batch(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: error(503, "down")
    outcomes = ask_all(make_client(max_concurrency=1, max_retries=0), [str(number) for number in range(30)])
    assert all(isinstance(outcome, TransientFailure) for outcome in outcomes)
    assert len(server.requests) == TOLERATED_IN_A_ROW


def test_one_failure_leaves_the_rest_of_the_batch_alone(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: (
        error(500, "kaput") if "bad" in request["messages"][1]["content"] else completion(RED)
    )
    outcomes = ask_all(make_client(max_retries=0), ["good", "bad", "good too"])
    assert [isinstance(outcome, JdAssetsError) for outcome in outcomes] == [False, True, False]
