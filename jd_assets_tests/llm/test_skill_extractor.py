import json

import pytest

from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.failures import TransientFailure
from jd_assets.llm.skill_extractor import OpenAiSkillExtractor
from jd_assets.parsing.rules import read_posting
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer, completion, error
from jd_assets_tests.llm.postings import BAKER, VOCABULARY, posting_of

POSTING = posting_of(BAKER)
PARSED = read_posting(POSTING)


def skills(*claims: tuple[str, str]) -> str:
    """An answer that claims these names with these quotes."""
    return json.dumps({"skills": [{"name": name, "quote": quote, "is_primary": True} for name, quote in claims]})


def extracted(server: FakeLlmServer, make_client: MakeClient, answer: str) -> SkillExtraction:
    """The posting's skills with this answer of the model's."""
    server.script = [completion(answer)]
    outcome = OpenAiSkillExtractor(make_client(), VOCABULARY).extract_many([(POSTING, PARSED)])[0]
    assert isinstance(outcome, SkillExtraction), outcome
    return outcome


def names(extraction: SkillExtraction) -> list[str]:
    return [skill.skill_name for skill in extraction.final_skills]


def test_a_skill_that_only_the_model_found_is_kept_with_its_place(
    server: FakeLlmServer, make_client: MakeClient
) -> None:
    found = extracted(server, make_client, skills(("stock control", "deck ovens, sourdough and stock control")))
    skill = next(skill for skill in found.final_skills if skill.skill_name == "stock control")
    assert [POSTING.text[seen.start : seen.end] for seen in skill.evidence] == ["stock control"]
    assert found.llm_skills == ["stock control"]


def test_skills_that_the_text_does_not_contain_are_dropped_and_counted(
    server: FakeLlmServer, make_client: MakeClient
) -> None:
    without = extracted(server, make_client, skills())
    lied = extracted(server, make_client, skills(("Kubernetes", "Plan the night shift"), ("COBOL", "COBOL is a must")))
    assert names(lied) == names(without)
    assert lied.dropped_claims == ["Kubernetes", "COBOL"]


def test_what_the_skills_cost_comes_with_them(server: FakeLlmServer, make_client: MakeClient) -> None:
    usage = extracted(server, make_client, skills()).usage
    assert (usage.engine, usage.prompt_version, usage.calls) == ("openai", "skill_extraction.v2", 1)
    assert usage.cost_usd == pytest.approx(0.0002)


def test_a_posting_that_is_no_job_description_is_not_paid_for(server: FakeLlmServer, make_client: MakeClient) -> None:
    posting = posting_of("Baker wanted")
    outcome = OpenAiSkillExtractor(make_client(), VOCABULARY).extract_many([(posting, read_posting(posting))])[0]
    assert isinstance(outcome, SkillExtraction)
    assert (outcome.final_skills, outcome.usage.cost_usd) == ([], 0.0)
    assert server.requests == []


def test_a_failed_call_fails_its_posting_and_no_other(server: FakeLlmServer, make_client: MakeClient) -> None:
    other = posting_of(BAKER + "\nWe are a team of nine.")
    items = [(POSTING, PARSED), (other, read_posting(other))]
    server.answer = lambda request: (
        error(500, "kaput") if "team of nine" in request["messages"][1]["content"] else completion(skills())
    )
    good, bad = OpenAiSkillExtractor(make_client(max_retries=0), VOCABULARY).extract_many(items)
    assert isinstance(good, SkillExtraction)
    assert isinstance(bad, TransientFailure)
    assert "kaput" in str(bad)
