"""The engine `auto`: the model is asked where the rules are unsure, and nowhere else."""

import json
from dataclasses import dataclass

import pytest

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.llm.client import LlmClient
from jd_assets.parsing.doubt import doubt_of
from jd_assets.parsing.rules import read_posting
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary
from jd_assets.stages.tools import nano_parser, skill_extractor
from jd_assets_tests.llm.conftest import MakeClient
from jd_assets_tests.llm.fake_server import FakeLlmServer, Request, completion
from jd_assets_tests.llm.labelled import FOREIGN, labelled_posting
from jd_assets_tests.llm.postings import posting_of

NAMES = ("Java", "SQL", "Docker", "Kafka", "PostgreSQL", "Python")
VOCABULARY = Vocabulary.build(
    [SkillEntry(name.lower(), name, "Programming Languages", "Languages", "LANGUAGE") for name in NAMES]
)
SURE = """Backend Engineer

Responsibilities
- Build services in Java and Python and keep their PostgreSQL schemas fast
- Move batch jobs to Kafka

Requirements
- 5 years of experience with Java, SQL and Docker
"""
#: Long lists of duties and wants in which the vocabulary finds one name.
FEW = """Backend Engineer

Responsibilities
- Keep our services fast and our customers happy, day and night, whatever the weather and the season may be
- Write down what you did so that those who come after you can go on where you stopped, and find what they need

Requirements
- 5 years of experience with Java and with large groups of colleagues in several offices and time zones
"""
NO_DUTIES = """Backend Engineer

Requirements
- 5 years of experience with Java, SQL and Docker
- Experience with Kafka and PostgreSQL in the production of a company of our size, or of one that is larger
"""


@dataclass(frozen=True)
class Read:
    """What was read of a posting, and which questions were asked."""

    parse: NanoParse
    skills: SkillExtraction
    asked: list[str]


def read(server: FakeLlmServer, client: LlmClient, posting: Posting) -> Read:
    server.answer = lambda request: completion(json.dumps({"JD_type": "pass", "skills": []}))
    [parse] = nano_parser(client).parse_many([posting])
    assert isinstance(parse, NanoParse), parse
    [skills] = skill_extractor(client, VOCABULARY).extract_many([(posting, parse)])
    assert isinstance(skills, SkillExtraction), skills
    return Read(parse, skills, [name_of(request) for request in server.requests])


def name_of(request: Request) -> str:
    name: str = request["response_format"]["json_schema"]["name"]
    return name


@pytest.mark.parametrize(
    ("posting", "asked"),
    [
        (posting_of(SURE), []),
        (posting_of(FEW), ["skill_extraction"]),
        (posting_of(NO_DUTIES), ["nano_parse"]),
        (labelled_posting(FOREIGN[0]), ["nano_parse"]),
        (posting_of("Baker wanted"), []),
    ],
    ids=["sure", "few skills", "no duties", "another language", "no posting"],
)
def test_only_what_the_rules_are_unsure_of_is_asked(
    server: FakeLlmServer, make_client: MakeClient, posting: Posting, asked: list[str]
) -> None:
    assert read(server, make_client(engine="auto"), posting).asked == asked


def test_what_is_not_asked_is_what_the_rules_read(server: FakeLlmServer, make_client: MakeClient) -> None:
    found = read(server, make_client(engine="auto"), posting_of(SURE))
    assert found.parse == read_posting(posting_of(SURE))
    assert found.skills.usage.engine == "rules"


def test_a_doubt_has_its_reason() -> None:
    assert doubt_of(read_posting(posting_of(SURE))) is None
    assert doubt_of(read_posting(posting_of(NO_DUTIES))) == "no duties found"


@pytest.mark.parametrize(("calls", "asked"), [("one", ["nano_parse"]), ("two", ["nano_parse", "skill_extraction"])])
def test_a_posting_takes_one_call_or_two(
    server: FakeLlmServer, make_client: MakeClient, calls: str, asked: list[str]
) -> None:
    found = read(server, make_client(calls=calls), posting_of(SURE))
    assert found.asked == asked
    assert (found.parse.usage.calls, found.skills.usage.calls) == (1, len(asked) - 1)


def test_an_answer_without_skills_is_asked_for_them(server: FakeLlmServer, make_client: MakeClient) -> None:
    server.script = [completion('{"JD_type": "pass"}')]
    assert read(server, make_client(), posting_of(SURE)).asked == ["nano_parse", "skill_extraction"]
