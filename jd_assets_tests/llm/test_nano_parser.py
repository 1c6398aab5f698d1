import json
from pathlib import Path

import pytest

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.failures import TransientFailure
from jd_assets.llm.nano_parser import OpenAiNanoParser
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer, completion
from jd_assets_tests.llm.postings import BAKER, posting_of

SEED = Path(__file__).parents[1] / "seed"
SEED_JD = (SEED / "jd.txt").read_text(encoding="utf-8").strip()
SEED_ANSWER = (SEED / "nano_parsed.json").read_text(encoding="utf-8")


def parsed(server: FakeLlmServer, make_client: MakeClient, posting: Posting, answer: str) -> NanoParse:
    """The posting parsed with this answer of the model's."""
    server.script = [completion(answer)]
    outcome = OpenAiNanoParser(make_client()).parse_many([posting])[0]
    assert isinstance(outcome, NanoParse), outcome
    return outcome


def test_the_seed_answer_is_a_valid_answer(server: FakeLlmServer, make_client: MakeClient) -> None:
    parse = parsed(server, make_client, posting_of(SEED_JD), SEED_ANSWER)
    seed = json.loads(SEED_ANSWER)
    read = parse.nano_parsed.model_dump(mode="json")
    for field in ("JD_type", "role", "role_aliases", "role_archetype", "company_name", "domain", "education", "urls"):
        assert read[field] == seed[field], field
    assert read["experience"]["min"] == 8
    assert parse.dropped_claims == []


def test_the_seed_block_is_cut_from_the_text_and_counted_there(server: FakeLlmServer, make_client: MakeClient) -> None:
    block = parsed(server, make_client, posting_of(SEED_JD), SEED_ANSWER).nano_parsed.roles_and_responsibilities[0]
    assert block.text == SEED_JD[block.start : block.end]
    assert block.text == json.loads(SEED_ANSWER)["roles_and_responsibilities"][0]["text"]
    assert block.source_marker.last_5_words == "that come along the way."


def test_what_the_parse_cost_comes_with_it(server: FakeLlmServer, make_client: MakeClient) -> None:
    usage = parsed(server, make_client, posting_of(SEED_JD), SEED_ANSWER).usage
    assert (usage.engine, usage.prompt_version, usage.calls) == ("openai", "nano_parse.v2", 1)
    assert usage.cost_usd == pytest.approx(0.0002)


def test_an_answer_may_leave_out_our_additions_and_add_its_own(server: FakeLlmServer, make_client: MakeClient) -> None:
    answer = {"JD_type": "pass", "company_name": "Crumb & Crust", "mood": "happy", "certifications": None}
    parse = parsed(server, make_client, posting_of(BAKER), json.dumps(answer))
    assert parse.nano_parsed.company_name == "Crumb & Crust"


def test_a_word_of_another_list_is_left_to_the_rules(server: FakeLlmServer, make_client: MakeClient) -> None:
    answer = {"JD_type": "pass", "seniority": "Mid-Senior level", "employment_type": ["full_time"]}
    parse = parsed(server, make_client, posting_of(BAKER), json.dumps(answer))
    rules = parsed(server, make_client, posting_of(BAKER), '{"JD_type": "pass"}')
    assert parse.nano_parsed == rules.nano_parsed


def test_title_company_and_place_are_sent_with_the_text(server: FakeLlmServer, make_client: MakeClient) -> None:
    posting = posting_of(BAKER, title="Baker", company="Crumb & Crust", location="Leeds")
    parsed(server, make_client, posting, '{"JD_type": "pass"}')
    sent = server.requests[0]["messages"][1]["content"]
    assert f"Title: Baker\nCompany: Crumb & Crust\nLocation: Leeds\n\n{BAKER}" in sent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Baker wanted",
        "募集要項。 当社では、新しいウェブサービスの開発に携わるエンジニアを募集しています。 " * 9,
    ],
)
def test_a_posting_that_no_answer_can_save_is_not_paid_for(
    server: FakeLlmServer, make_client: MakeClient, text: str
) -> None:
    outcome = OpenAiNanoParser(make_client()).parse_many([posting_of(text)])[0]
    assert isinstance(outcome, NanoParse)
    assert outcome.nano_parsed.JD_type == "fail"
    assert (outcome.usage.engine, outcome.usage.cost_usd) == ("rules", 0.0)
    assert server.requests == []


def test_a_malformed_answer_fails_its_posting_and_no_other(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.answer = lambda request: completion(
        "Sure, here it is:" if "Malformed" in request["messages"][1]["content"] else '{"JD_type": "pass"}'
    )
    postings = [posting_of(BAKER), posting_of(BAKER + "\nMalformed."), posting_of("Too short")]
    good, bad, short = OpenAiNanoParser(make_client()).parse_many(postings)
    assert isinstance(good, NanoParse)
    assert isinstance(bad, TransientFailure)
    assert isinstance(short, NanoParse)
