"""The LLM types what no source could, in the library's own words and at a recorded price."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from jd_assets.enriching.llm_typing import CHUNK, LlmTypings, type_by_llm
from jd_assets.enriching.new_skill import NewSkill
from jd_assets.enriching.skills_by_type import SkillsByType
from jd_assets.enriching.surroundings import Surroundings
from jd_assets.library.snapshot import Skill
from jd_assets.llm.skill_typing import skill_typer
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer, Request, completion, error

BAKING = ("Baking", "Bread", "PRACTICE")


def library_skill(name: str, category: str, sub_category: str, nature: str) -> Skill:
    rest: dict[str, Any] = {"maturity": "mature", "parent": None, "match": "", "aliases": (), "dimensions": ()}
    rest |= {"volatility": "LOW", "typical_lifespan": "EVERGREEN", "version_strategy": "UNVERSIONED"}
    return Skill(skill_id=name, name=name, category=category, sub_category=sub_category, skill_nature=nature, **rest)


FELLOWS = SkillsByType([library_skill("sourdough", *BAKING), library_skill("oven", "Kitchens", "Ovens", "TOOL")])


def new(name: str) -> NewSkill:
    return NewSkill(name, surroundings=Surroundings(sentence=f"You know {name} well."))


def answer(*types: tuple[int, str, str, str]) -> str:
    """An answer that gives these numbers these types."""
    keys = ("number", "category", "sub_category", "skill_nature")
    return json.dumps({"skills": [dict(zip(keys, each, strict=True)) for each in types]})


def asked(request: Request) -> Mapping[str, Any]:
    """The question that a request holds as data."""
    text = request["messages"][1]["content"]
    question: Mapping[str, Any] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return question


def remaining(make_client: MakeClient, untyped: Mapping[str, list[NewSkill]]) -> LlmTypings:
    return type_by_llm(skill_typer(make_client(max_retries=0)), untyped, FELLOWS)


def test_a_name_is_asked_about_with_its_sentence_and_the_librarys_vocabulary(
    server: FakeLlmServer, make_client: MakeClient
) -> None:
    server.script = [completion(answer((0, *BAKING)))]
    result = remaining(make_client, {"run": [new("Quorvex")]})
    question = asked(server.requests[0])
    assert question["skills"] == [{"number": 0, "name": "Quorvex", "sentence": "You know Quorvex well."}]
    assert question["categories"] == {"Baking": ["Bread"], "Kitchens": ["Ovens"]}
    said = result.answers["quorvex"]
    assert (said.category, said.sub_category, said.skill_nature, said.source) == (*BAKING, "llm")


@pytest.mark.parametrize(
    "outside",
    [("Witchcraft", "Bread", "PRACTICE"), ("Baking", "Ovens", "PRACTICE"), ("Baking", "Bread", "SPELL")],
)
def test_a_type_in_other_words_than_the_librarys_is_dropped_and_counted(
    server: FakeLlmServer, make_client: MakeClient, outside: tuple[str, str, str]
) -> None:
    server.script = [completion(answer((0, *outside)))]
    result = remaining(make_client, {"run": [new("Quorvex")]})
    assert (result.answers, result.dropped["run"]) == ({}, 1)
    assert "dropped" in result.warnings["quorvex"]


@pytest.mark.parametrize("said", [answer(), answer((0, "unknown", "unknown", "unknown")), answer((7, *BAKING))])
def test_a_name_that_the_model_does_not_know_stays_untyped_with_a_warning(
    server: FakeLlmServer, make_client: MakeClient, said: str
) -> None:
    server.script = [completion(said)]
    result = remaining(make_client, {"run": [new("Quorvex")]})
    assert (result.answers, result.dropped["run"]) == ({}, 0)
    assert "does not know" in result.warnings["quorvex"]


def test_a_failed_call_leaves_its_names_untyped_and_says_why(server: FakeLlmServer, make_client: MakeClient) -> None:
    names = [new(f"Quorvex {number}") for number in range(CHUNK + 1)]
    server.answer = lambda request: (
        error(500, "kaput") if len(asked(request)["skills"]) == 1 else completion(answer((0, *BAKING)))
    )
    result = remaining(make_client, {"run": names})
    [untyped] = [name for name, warning in result.warnings.items() if "kaput" in warning]
    assert untyped.startswith("quorvex")


def test_a_name_of_many_runs_is_asked_about_once_and_many_names_in_one_question(
    server: FakeLlmServer, make_client: MakeClient
) -> None:
    server.answer = lambda request: completion(answer())
    names = [new(f"Quorvex {number}") for number in range(CHUNK + 1)]
    remaining(make_client, {"first": names, "second": [new("QUORVEX 0")]})
    assert sorted(len(asked(request)["skills"]) for request in server.requests) == [1, CHUNK]


def test_the_runs_share_what_a_question_cost(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.script = [completion(answer((0, *BAKING)))]
    result = remaining(make_client, {"one": [new("Alpha")], "two": [new("Beta"), new("Gamma")]})
    assert set(result.usage) == {"one", "two"}
    assert sum(usage.input_tokens for usage in result.usage.values()) == 1000
    assert sum(usage.output_tokens for usage in result.usage.values()) == 200
    assert sum(usage.cost_usd or 0 for usage in result.usage.values()) == pytest.approx(0.0002)
    assert result.usage["two"].input_tokens > result.usage["one"].input_tokens
    assert result.usage["one"].prompt_version == "skill_typing.v1"


def test_without_a_model_nothing_is_asked() -> None:
    result = type_by_llm(skill_typer(None), {"run": [new("Quorvex")]}, FELLOWS)
    assert (result.answers, result.warnings, result.usage) == ({}, {}, {})
