import pytest

from jd_assets.contracts.base import Section
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import extracted, required


@pytest.mark.parametrize(
    "sentence",
    [
        "Kafka is a plus",
        "Kafka would be nice",
        "Nice to have: Kafka",
        "Ideally you know Kafka",
        "Bonus points for Kafka",
        "Experience with Kafka preferred",
        "You know Docker; Kafka is a big advantage",
        "Docker (Kafka a bonus)",
        "It is a plus if you know Kafka",
    ],
)
def test_a_sentence_that_only_welcomes_a_skill_makes_it_secondary(vocabulary: Vocabulary, sentence: str) -> None:
    assert required(vocabulary, sentence)["Kafka"].is_primary is False


@pytest.mark.parametrize(
    "sentence",
    ["Kafka is required", "You know Kafka; Docker is a plus", "Kafka (Docker a bonus)", "Kafka and IT asset tracking"],
)
def test_a_welcome_does_not_reach_beyond_its_clause(vocabulary: Vocabulary, sentence: str) -> None:
    assert required(vocabulary, sentence)["Kafka"].is_primary is True


@pytest.mark.parametrize(
    ("section", "primary"),
    [
        (Section.REQUIRED, True),
        (Section.RESPONSIBILITIES, True),
        (Section.ROLE_SUMMARY, True),
        (Section.PREFERRED, False),
    ],
    ids=str,
)
def test_the_section_decides_where_the_sentence_does_not(
    vocabulary: Vocabulary, section: Section, primary: bool
) -> None:
    assert extracted(vocabulary, (section, "Work with Kafka")).final_skills[0].is_primary is primary


def test_a_requirement_parted_by_a_semicolon_from_a_wish_is_primary(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.PREFERRED, "Strong Kafka skills; Docker is a plus"))
    assert {skill.skill_name: skill.is_primary for skill in found.final_skills} == {"Kafka": True, "Docker": False}


def test_a_must_among_the_preferred_is_primary(vocabulary: Vocabulary) -> None:
    assert extracted(vocabulary, (Section.PREFERRED, "Kafka is a must")).final_skills[0].is_primary


def test_a_skill_both_required_and_preferred_is_primary(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.PREFERRED, "Deep Kafka knowledge"), (Section.REQUIRED, "Some Kafka"))

    assert [skill.is_primary for skill in found.final_skills] == [True]
    assert len(found.final_skills[0].evidence) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "No PHP",
        "PHP is not needed",
        "PHP not required",
        "You don't need PHP",
        "Java without PHP",
        "Java instead of PHP",
        "Java rather than PHP",
        "A typed language, unlike PHP",
        "Java excluding PHP",
        "Neither PHP nor its frameworks",
        "Neither Java nor PHP",
        "A non PHP stack",
        "We are moving away from PHP",
        "We are migrating from PHP",
        "You never use PHP",
        "PHP experience isn't necessary",
    ],
)
def test_a_skill_that_is_not_wanted_is_negated(vocabulary: Vocabulary, sentence: str) -> None:
    skill = required(vocabulary, sentence)["PHP"]

    assert skill.negated
    assert not skill.is_primary


@pytest.mark.parametrize("sentence", ["Not only PHP but also Java", "PHP, no compromises", "Node, not just PHP"])
def test_a_no_about_something_else_negates_nothing(vocabulary: Vocabulary, sentence: str) -> None:
    assert not required(vocabulary, sentence)["PHP"].negated


def test_a_skill_that_is_optional_is_secondary_and_not_negated(vocabulary: Vocabulary) -> None:
    skill = required(vocabulary, "PHP is not required but a plus")["PHP"]

    assert (skill.negated, skill.is_primary) == (False, False)
