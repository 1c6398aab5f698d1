"""Skills that the library lacks, told by their words and their place alone, in any trade."""

import pytest

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.skills.discovery.phrase_fit import PHRASE_FIT
from jd_assets.skills.discovery.phrases import phrases_of
from jd_assets.skills.extract import extract_skills
from jd_assets.skills.mentions import How
from jd_assets.skills.tokens import lower_view
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import entry, extracted, posted


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.build(
        [
            entry("Docker"),
            entry("Kafka"),
            entry("Python", "LANGUAGE"),
            entry("Deep Learning", "CONCEPT"),
            entry("Data Analysis", "PRACTICE"),
            entry("Supply Chain Management", "PRACTICE", aliases="supply chains"),
            entry("Cloud Computing", "CONCEPT", aliases="cloud"),
            entry("Initiative", "SOFT", aliases="proactively"),
            entry("English Language", "SOFT", aliases="fluent in English"),
            entry("Vue.js", "FRAMEWORK", "cased", aliases="=Vue"),
            entry("Angular", "FRAMEWORK"),
            entry("Palantir Foundry", "PLATFORM", aliases="=Palantir"),
        ]
    )


def found(vocabulary: Vocabulary, sentence: str, section: Section = Section.REQUIRED) -> list[str]:
    return [skill.skill_name for skill in extracted(vocabulary, (section, sentence)).final_skills]


@pytest.mark.parametrize(
    ("section", "sentence", "skill"),
    [
        (Section.REQUIRED, "Understanding of soil chemistry and irrigation scheduling", "soil chemistry"),
        (Section.PREFERRED, "Experience with kiln firing and glaze mixing", "kiln firing"),
        (Section.REQUIRED, "Ability to interpret survey results", "interpret survey results"),
        (Section.REQUIRED, "Strong scheduling, rostering and payroll preparation skills", "payroll preparation"),
        (
            Section.RESPONSIBILITIES,
            "Prepare monthly stock reports and reconcile till balances",
            "Prepare monthly stock",
        ),
    ],
)
def test_a_phrase_where_skills_stand_is_one(
    vocabulary: Vocabulary, section: Section, sentence: str, skill: str
) -> None:
    assert any(name.startswith(skill) for name in found(vocabulary, sentence, section))


@pytest.mark.parametrize(
    "sentence",
    [
        "We offer a friendly place and a good lunch",
        "You will have a great time with us",
        "The team is based in an old mill",
        "Reports to the floor manager",
        "Must be willing to travel",
        "A statistical, verbal and global role",
    ],
)
def test_prose_names_no_skill(vocabulary: Vocabulary, sentence: str) -> None:
    assert found(vocabulary, sentence) == []


def test_a_graded_skill_is_less_sure_than_an_announced_one(vocabulary: Vocabulary) -> None:
    skills = extracted(vocabulary, (Section.REQUIRED, "Ability to handle livestock and soil sampling")).final_skills
    assert {skill.confidence for skill in skills} <= {How.GRADED.value, How.PHRASE.value}
    assert all(skill.skill_id is None for skill in skills)


def test_items_that_lost_their_line_break_are_read_apart() -> None:
    text = "Topics include soil science4.Crop rotation and pest scouting Operate tractors"
    span = Span(start=0, end=len(text), section=Section.REQUIRED)
    phrases = [phrase.chunk.phrase for phrase in phrases_of(text, lower_view(text), span, [])]
    assert phrases == ["topics", "soil science", "crop rotation", "pest scouting", "operate tractors"]


def test_a_phrase_knows_what_stands_beside_it() -> None:
    text = "Experience with Docker, beekeeping and Kafka"
    span = Span(start=0, end=len(text), section=Section.REQUIRED)
    known = [(16, 22), (39, 44)]
    [phrase] = [each for each in phrases_of(text, text.lower(), span, known) if each.chunk.phrase == "beekeeping"]
    assert not phrase.holds_known
    placed = dict(phrase.placed())
    assert (placed["left"], placed["right"], placed["announced"]) == ("True True", "True True", "experience")


def test_every_feature_has_a_group_of_the_fit() -> None:
    text = "Prepare invoices, ledgers and year-end accounts for small firms"
    span = Span(start=0, end=len(text), section=Section.RESPONSIBILITIES, bullet=True)
    groups = {group for phrase in phrases_of(text, text.lower(), span, []) for group, _ in phrase.said()}
    groups |= {group for phrase in phrases_of(text, text.lower(), span, []) for group, _ in phrase.placed()}
    assert groups == set(PHRASE_FIT.weights)


@pytest.mark.parametrize(
    "sentence",
    ["Fluent in English", "Good command of English and Amharic", "English and Amharic languages"],
)
def test_a_language_that_one_speaks_is_no_skill(vocabulary: Vocabulary, sentence: str) -> None:
    posting, parsed = posted((Section.REQUIRED, f"Clerk\n{sentence}"))
    spoken = parsed.nano_parsed.model_copy(update={"languages": ["English", "Amharic"]})
    assert extract_skills(posting, parsed.model_copy(update={"nano_parsed": spoken}), vocabulary).final_skills == []


def test_a_language_in_the_title_is_what_the_job_is_about(vocabulary: Vocabulary) -> None:
    posting, parsed = posted((Section.REQUIRED, "English teacher"), (Section.REQUIRED, "Fluent in English"))
    spoken = parsed.nano_parsed.model_copy(update={"languages": ["English"]})
    skills = extract_skills(posting, parsed.model_copy(update={"nano_parsed": spoken}), vocabulary).final_skills
    assert "English Language" in [skill.skill_name for skill in skills]


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("This holds Python, Kafka and deep learning", "Deep Learning"),
        ("Python and Docker for services and data analysis", "Data Analysis"),
        ("Kafka feeds it, and deep learning ranks it", "Deep Learning"),
        ("Data analysis lives in Python here", "Data Analysis"),
        ("It is deep learning on Docker", "Deep Learning"),
    ],
)
def test_a_field_beside_a_technology_is_said_of_the_work(vocabulary: Vocabulary, sentence: str, skill: str) -> None:
    assert skill in found(vocabulary, sentence, Section.ROLE_SUMMARY)


@pytest.mark.parametrize(
    ("section", "sentence", "skill"),
    [
        (Section.ABOUT_COMPANY, "Our tools help shops with supply chains", "Supply Chain Management"),
        (Section.REQUIRED, "Experience with cloud-based bookkeeping", "Cloud Computing"),
        (Section.RESPONSIBILITIES, "Share what you learned proactively", "Initiative"),
        (Section.ROLE_SUMMARY, "It was founded by the Palantir co-founder", "Palantir Foundry"),
        (Section.ROLE_SUMMARY, "We are also looking for Docker engineers", "Docker"),
        (Section.ROLE_SUMMARY, "We're still hiring for other Kafka roles", "Kafka"),
    ],
)
def test_what_is_said_of_others(vocabulary: Vocabulary, section: Section, sentence: str, skill: str) -> None:
    assert skill not in found(vocabulary, sentence, section)


@pytest.mark.parametrize("line", ["-Vue/Angular", "-Vue", "-Vue, Docker", "-Vue and Angular", "-Vue (any version)"])
def test_a_hyphen_at_the_head_of_a_line_is_a_list_mark(vocabulary: Vocabulary, line: str) -> None:
    assert "Vue.js" in found(vocabulary, line)
