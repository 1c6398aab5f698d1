"""Postings in other languages: evidence in their own words, names in English."""

import pytest

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.llm.nano_parser import OpenAiNanoParser
from jd_assets.llm.skill_extractor import OpenAiSkillExtractor
from jd_assets.parsing.gate import READ_BY_MODEL
from jd_assets.parsing.rules import read_posting
from jd_assets.text.job_sentences import job_sentences
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer
from jd_assets_tests.llm.labelled import FOREIGN, Labels, labelled_posting, reply
from jd_assets_tests.llm.postings import VOCABULARY

each_posting = pytest.mark.parametrize("labels", FOREIGN, ids=[labels["id"] for labels in FOREIGN])


@pytest.fixture
def read(server: FakeLlmServer, make_client: MakeClient, labels: Labels) -> tuple[NanoParse, SkillExtraction]:
    """The posting, read by a model that makes no fault."""
    server.answer = reply
    posting, client = labelled_posting(labels), make_client()
    parse = OpenAiNanoParser(client).parse_many([posting])[0]
    assert isinstance(parse, NanoParse), parse
    skills = OpenAiSkillExtractor(client, VOCABULARY).extract_many([(posting, parse)])[0]
    assert isinstance(skills, SkillExtraction), skills
    return parse, skills


def test_the_set_has_six_of_the_languages_that_are_read() -> None:
    languages = {labels["language"] for labels in FOREIGN}
    assert len(FOREIGN) == 12
    assert len(languages) == 6
    assert languages <= set(READ_BY_MODEL)


@each_posting
def test_every_stated_fact_is_read(read: tuple[NanoParse, SkillExtraction], labels: Labels) -> None:
    parse, parsed = read[0], read[0].nano_parsed
    assert (parsed.JD_type, parsed.language, parse.dropped_claims) == ("pass", labels["language"], [])
    assert (parsed.role, parsed.company_name) == (labels["role"], labels["company"])
    assert parsed.role_as_stated == (labels["role_as_stated"] if labels["role_as_stated"] != labels["role"] else None)
    assert [place.city for place in parsed.job_locations] == labels["locations"]
    assert (parsed.work_arrangement, parsed.employment_type) == (labels["work_arrangement"], labels["employment_type"])
    assert [item.raw for item in parsed.education] == [item["raw"] for item in labels["education"]]
    assert [item.name for item in parsed.certifications] == labels["certifications"]
    assert parsed.languages == labels["languages"]
    for found, label in ((parsed.ctc, labels["pay"]), (parsed.experience, labels["experience"])):
        stated = (found.min, found.max) if found else (None, None)
        assert stated == ((label["min"], label["max"]) if label else (None, None))


@each_posting
def test_duties_stand_in_their_own_words_and_in_english(
    read: tuple[NanoParse, SkillExtraction], labels: Labels
) -> None:
    blocks = read[0].nano_parsed.roles_and_responsibilities
    for block in blocks:
        assert block.text == labels["text"][block.start : block.end]
    own, english = " ".join(block.text for block in blocks), "\n".join(block.text_en or "" for block in blocks)
    assert all(duty in own for duty in labels["responsibilities"])
    assert english.splitlines() == labels["responsibilities_en"]


@each_posting
def test_scoring_compares_the_duties_in_english(read: tuple[NanoParse, SkillExtraction], labels: Labels) -> None:
    long_enough = [duty for duty in labels["responsibilities_en"] if len(duty.split()) >= 4]
    assert job_sentences(labelled_posting(labels), read[0]) == long_enough


@each_posting
def test_skills_have_english_names_and_their_own_words(read: tuple[NanoParse, SkillExtraction], labels: Labels) -> None:
    skills = [skill for skill in read[1].final_skills if not skill.negated]
    said = {words for skill in skills for seen in skill.evidence for words in [seen.text]}
    assert {skill["text"] for skill in labels["skills"]} <= said
    names = {skill.skill_name for skill in skills}
    assert not names.intersection(labels["traps"])
    for skill in labels["skills"]:
        found = next(each for each in skills if any(seen.text == skill["text"] for seen in each.evidence))
        assert found.is_primary is (skill["ask"] == "required")
    assert read[1].dropped_claims == []


@each_posting
def test_the_rules_refuse_it_and_say_who_reads_it(labels: Labels) -> None:
    parsed = read_posting(labelled_posting(labels)).nano_parsed
    assert parsed.JD_type == "fail"
    assert parsed.JD_type_reason is not None
    assert parsed.JD_type_reason.startswith(f"language {labels['language']} is not supported by the engine rules")
    assert "JD_LLM_ENGINE=openai" in parsed.JD_type_reason
