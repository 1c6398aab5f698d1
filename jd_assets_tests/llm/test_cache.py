from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from jd_assets.database.connection import connector
from jd_assets.failures import JdAssetsError, TransientFailure
from jd_assets.llm.cache import CachedAnswer, LlmCall, PostgresAnswerCache, answer_key
from jd_assets.llm.prompts import Prompt
from jd_assets.llm.settings import LlmSettings
from jd_assets.llm.strict_schema import strict_schema
from jd_assets_tests.llm.asking import PROMPT, RED, Colour, ask, ask_all
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer, Reply, completion, error


@pytest.fixture
def cache(database_url: str) -> PostgresAnswerCache:
    return PostgresAnswerCache(connector(database_url))


def kept(database_url: str) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT count(*) FROM jd.llm_answer").fetchone()
    assert row
    return int(row[0])


def test_an_answer_is_paid_once(server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache) -> None:
    server.script = [completion(RED)]
    paid = ask(make_client(cache))
    again = ask(make_client(cache))
    assert len(server.requests) == 1
    assert again.parsed == paid.parsed
    assert (again.usage.calls, again.usage.cached_calls, again.usage.input_tokens) == (1, 1, 0)
    assert again.usage.cost_usd == 0.0
    assert again.usage.model == paid.usage.model


@pytest.mark.parametrize(
    "reply",
    [
        error(400),
        completion(None, refusal="no"),
        completion(""),
        completion("not JSON"),
        completion('{"wrong": 1}'),
        completion(RED, finish_reason="length"),
    ],
)
def test_what_is_no_answer_is_not_kept(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache, database_url: str, reply: Reply
) -> None:
    server.script = [reply, completion(RED)]
    assert isinstance(ask_all(make_client(cache), ["text"])[0], JdAssetsError)
    assert kept(database_url) == 0
    assert ask(make_client(cache), "text").parsed.name == "red"


def test_only_texts_without_an_answer_are_asked_about(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache
) -> None:
    server.answer = lambda request: completion(RED)
    ask_all(make_client(cache), ["one", "two"])
    ask_all(make_client(cache), ["one", "two", "three"])
    assert len(server.requests) == 3


def test_a_large_batch_is_kept_whole(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache, database_url: str
) -> None:
    server.answer = lambda request: completion(RED)
    ask_all(make_client(cache), [str(number) for number in range(60)])
    assert kept(database_url) == 60


def test_an_answer_that_no_longer_passes_is_asked_again_and_replaced(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache, database_url: str
) -> None:
    server.script = [completion(RED)]
    ask(make_client(cache))
    with psycopg.connect(database_url) as connection:
        connection.execute("""UPDATE jd.llm_answer SET raw = '{"old": "shape"}'""")
    server.script = [completion(RED)]
    assert ask(make_client(cache)).usage.cached_calls == 0
    assert ask(make_client(cache)).usage.cached_calls == 1


def test_every_answered_call_is_on_the_bill(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache, database_url: str
) -> None:
    server.script = [completion(RED), completion("not\x00JSON"), completion(None, refusal="I will not"), error(400)]
    ask_all(make_client(cache, max_concurrency=1), ["one", "two", "three", "four"])
    with psycopg.connect(database_url) as connection:
        calls = connection.execute(
            "SELECT raw, input_tokens, output_tokens, cost_usd::float FROM jd.llm_call"
        ).fetchall()
        failures = connection.execute("SELECT raw FROM jd.llm_call WHERE failure IS NOT NULL").fetchall()
    assert len(calls) == 3
    assert {call[1:] for call in calls} == {(1000, 200, 0.0002)}
    assert set(failures) == {("not\ufffdJSON",), ("I will not",)}


def test_two_clients_at_once_pay_for_a_question_once(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache
) -> None:
    server.answer = lambda request: completion(RED)
    texts = [f"thing {number}" for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        outcomes = [*pool.map(lambda _: ask_all(make_client(cache), texts), range(4))]
    assert all(not isinstance(outcome, JdAssetsError) for each in outcomes for outcome in each)
    assert len(server.requests) == len(texts)


def test_a_question_that_a_killed_process_was_asking_is_asked_after_a_while(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache, database_url: str
) -> None:
    server.script = [completion(RED)]
    client = make_client(cache)
    [key] = [answer_key(client.settings, PROMPT, "a red thing", strict_schema(Colour))]
    assert cache.claim(key, "the dead")
    assert not cache.claim(key, "the living")
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE jd.llm_claim SET expires_at = now() - interval '1 second'")
    assert ask(client).parsed.name == "red"


def test_questions_are_nobodys_once_they_are_answered(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache, database_url: str
) -> None:
    server.script = [completion(RED), error(400)]
    ask_all(make_client(cache, max_concurrency=1), ["one", "two"])
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM jd.llm_claim").fetchone() == (0,)


def test_a_call_without_a_known_price_is_kept(cache: PostgresAnswerCache) -> None:
    cache.put_many([LlmCall("k", "m", "p.v1", "{}", 0, 0, cost_usd=None)])
    assert cache.get_many(["k", "missing"]) == {"k": CachedAnswer("k", "m", "p.v1", "{}")}


BASE = LlmSettings(model="gpt-6-luna")


@pytest.mark.parametrize(
    "other",
    [
        answer_key(BASE, Prompt("p", 1, "Do it"), "other text", {}),
        answer_key(LlmSettings(model="gpt-4.1-nano"), Prompt("p", 1, "Do it"), "text", {}),
        answer_key(LlmSettings(reasoning_effort="low"), Prompt("p", 1, "Do it"), "text", {}),
        answer_key(LlmSettings(temperature=0.5), Prompt("p", 1, "Do it"), "text", {}),
        answer_key(BASE, Prompt("p", 2, "Do it"), "text", {}),
        answer_key(BASE, Prompt("p", 1, "Do it well"), "text", {}),
        answer_key(BASE, Prompt("p", 1, "Do it"), "text", {"type": "object"}),
    ],
)
def test_whatever_changes_an_answer_changes_its_key(other: str) -> None:
    assert other != answer_key(BASE, Prompt("p", 1, "Do it"), "text", {})


def test_what_changes_no_answer_leaves_the_key(server: FakeLlmServer) -> None:
    other = LlmSettings(model="gpt-6-luna", timeout_seconds=1, max_retries=0, service_tier="flex", base_url=server.url)
    prompt = Prompt("p", 1, "Do it")
    assert answer_key(other, prompt, "text", {}) == answer_key(BASE, prompt, "text", {})


def test_one_question_that_the_server_breaks_down_over_beside_answers_of_before_fails_alone(
    server: FakeLlmServer, make_client: MakeClient, cache: PostgresAnswerCache
) -> None:
    server.answer = lambda request: completion(RED)
    ask_all(make_client(cache), ["one", "two"])
    server.answer = lambda request: error(500, "kaput")
    *_, bad = ask_all(make_client(cache, max_retries=0), ["one", "two", "bad"])
    assert isinstance(bad, TransientFailure)
