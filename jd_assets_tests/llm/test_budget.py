"""A cap on what a run and a day may cost: what is left is not asked."""

import pytest

from jd_assets.database.connection import connector
from jd_assets.failures import PermanentFailure
from jd_assets.llm.budget import Bill
from jd_assets.llm.cache import PostgresAnswerCache
from jd_assets.llm.client import LlmClient
from jd_assets.llm.failures import LlmBudgetReached
from jd_assets_tests.llm.asking import RED, ask, ask_all
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer, completion

#: What one call of the fake server costs.
CALL_USD = 0.0002
TEXTS = [str(number) for number in range(10)]


@pytest.fixture(autouse=True)
def answers(server: FakeLlmServer) -> None:
    server.answer = lambda request: completion(RED)


def capped(make_client: MakeClient, cache: PostgresAnswerCache | None = None, **caps: object) -> LlmClient:
    return make_client(cache, max_concurrency=1, **caps)


def test_a_run_stops_at_its_cap_and_keeps_what_it_paid_for(
    server: FakeLlmServer, make_client: MakeClient, database_url: str
) -> None:
    cache = PostgresAnswerCache(connector(database_url))
    with pytest.raises(LlmBudgetReached, match=r"JD_LLM_MAX_USD_RUN is 0\.0005"):
        ask_all(capped(make_client, cache, max_usd_run=2.5 * CALL_USD), TEXTS)
    assert len(server.requests) == 3
    ask_all(make_client(cache), TEXTS)
    assert len(server.requests) == len(TEXTS)


def test_clients_of_one_run_share_its_cap(server: FakeLlmServer, make_client: MakeClient) -> None:
    settings, bill = make_client(max_usd_run=1.5 * CALL_USD, max_concurrency=1).settings, Bill()
    ask(LlmClient(settings, bill=bill), "one")
    ask(LlmClient(settings, bill=bill), "two")
    with pytest.raises(LlmBudgetReached):
        ask(LlmClient(settings, bill=bill), "three")
    assert bill.calls == 2
    assert bill.spent_usd == pytest.approx(2 * CALL_USD)


def test_a_day_stops_at_its_cap_over_all_runs_and_says_until_when(
    server: FakeLlmServer, make_client: MakeClient, database_url: str
) -> None:
    cache = PostgresAnswerCache(connector(database_url))
    ask_all(capped(make_client, cache), TEXTS[:4])
    with pytest.raises(LlmBudgetReached, match="JD_LLM_MAX_USD_DAY") as raised:
        ask_all(capped(make_client, cache, max_usd_day=6 * CALL_USD), TEXTS)
    assert len(server.requests) == 6
    assert 0 < (raised.value.retry_after or 0) <= 86_400


def test_a_cap_that_cannot_hold_is_refused_before_anything_is_asked(
    server: FakeLlmServer, make_client: MakeClient
) -> None:
    with pytest.raises(PermanentFailure, match="No price of model 'house-model' is known"):
        ask(capped(make_client, max_usd_run=1.0, model="house-model"))
    assert server.requests == []
