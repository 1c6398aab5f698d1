"""The packaged client, at a server that listens."""

from collections.abc import Iterator

import pytest

from jd_assets.embedding.embedder import Embedder
from jd_assets.web.api.payloads import PostingIn, RunRef
from jd_assets.web.client import CallRefused, JdAssets
from jd_assets.web.problems import Problem
from jd_assets_tests.web.api.postings import posting
from jd_assets_tests.web.api_server import listening
from jd_assets_tests.web.console_app import TOKENS, holders


@pytest.fixture
def client(address: str) -> Iterator[JdAssets]:
    with JdAssets(address) as made:
        yield made


def given(name: str) -> PostingIn:
    return PostingIn(**posting(name))


def test_a_posting_goes_through_all_calls(client: JdAssets) -> None:
    decided = client.extract_from_jd(given("client"))
    by_run = RunRef(run_id=decided.run_id)
    assert client.extract_details(by_run).run_id == decided.run_id
    assert client.final_role_output(by_run).chosen_role_resolution
    assert client.client_output(by_run).meta.cached
    assert client.run(decided.run_id).extract_from_jd.stage4_decision == decided.stage4_decision
    assert client.replay(decided.run_id).same


def test_many_come_back_in_their_order_with_problems_in_their_place(client: JdAssets) -> None:
    asked: list[PostingIn | RunRef] = [given("many 1"), RunRef(run_id="nothing"), given("many 2")]
    first, wrong, second = list(client.client_output_of(asked))
    assert isinstance(wrong, Problem)
    assert (wrong.index, wrong.status) == (1, 422)
    assert not isinstance(first, Problem)
    assert not isinstance(second, Problem)
    assert first.run_id != second.run_id


def test_a_key_gives_the_same_answer(client: JdAssets) -> None:
    first = client.extract_from_jd(given("client key"), key="client-1")
    assert client.extract_from_jd(given("client key"), key="client-1") == first


def test_a_problem_is_raised_with_what_to_do(client: JdAssets) -> None:
    with pytest.raises(CallRefused, match="is no run_id") as refused:
        client.extract_details(RunRef(run_id="nothing"))
    assert refused.value.problem.errors[0].pointer == "/run_id"


def test_a_token_is_sent(api_url: str, embedder: Embedder) -> None:
    with listening(api_url, embedder, holders()) as url:
        with JdAssets(url, TOKENS["client"]) as client:
            assert client.extract_from_jd(given("token")).run_id
        with JdAssets(url) as stranger, pytest.raises(CallRefused, match="Bearer"):
            stranger.extract_from_jd(given("token"))
