import pytest

from jd_assets.contracts.base import Section
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import extracted, required


@pytest.mark.parametrize(
    "sentence",
    [
        "Own the go-to-market plan",
        "You go above and beyond",
        "Go the extra mile for customers",
        "Be the Go-to person for questions",
        "React quickly to changing needs",
        "Excel in a busy environment",
        "Swift response to incidents",
        "Work with R&D in Washington, D.C.",
        "Work with our R D department",
        "Present to the C-level and the C suite",
        "A Series C company",
        "Reports to John C. Smith",
        "We stay curious as the rest of the spring begins",
        "YOU CAN ALSO WORK FROM HOME",
    ],
)
def test_a_word_of_prose_is_no_skill(vocabulary: Vocabulary, sentence: str) -> None:
    hard = {"Go", "React", "Excel", "Swift", "R", "C", "CAN", "Spring"}

    assert hard.isdisjoint(required(vocabulary, sentence))


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Experience in Go", "Go"),
        ("Services written in C", "C"),
        ("Statistics with Python, R, or SAS", "R"),
        ("React experience", "React"),
        ("Excel skills", "Excel"),
        ("Knowledge of react and angular", "React"),
        ("Go-based services and Docker", "Go"),
        ("Rust, C and Kotlin", "C"),
    ],
)
def test_the_same_word_among_skills_is_one(vocabulary: Vocabulary, sentence: str, name: str) -> None:
    assert name in required(vocabulary, sentence)


def test_a_line_of_tags_names_skills_in_any_case(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (None, "Technologies"), (Section.ABOUT_COMPANY, "go java react c++"))

    assert {skill.skill_name for skill in found.final_skills} == {"Go", "Java", "React", "C++"}


def test_items_that_stand_alone_on_their_lines_bear_each_other_out(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Kotlin"), (Section.REQUIRED, "Go"), (Section.REQUIRED, "Rust"))

    assert {skill.skill_name for skill in found.final_skills} == {"Kotlin", "Go", "Rust"}


@pytest.mark.parametrize("item", ["- Go", "* Go.", "1. Go", "| Go | Basic |", "| Level 2 | Go |", "Go | 3 years"])
@pytest.mark.parametrize("section", [Section.REQUIRED, Section.PREFERRED])
def test_a_short_name_that_is_all_of_an_item_is_asked_for(vocabulary: Vocabulary, item: str, section: Section) -> None:
    found = extracted(vocabulary, (section, "- Work well with others"), (section, item), (section, "- Be kind"))
    assert "Go" in {skill.skill_name for skill in found.final_skills}


@pytest.mark.parametrize("item", ["- go", "- Go fast", "Go", "| Level | C |", "- Go to people"])
def test_what_is_no_item_or_a_grade_is_no_short_name(vocabulary: Vocabulary, item: str) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "- Work well with others"), (Section.REQUIRED, item))
    assert found.final_skills == []


def test_an_item_of_the_duties_is_no_short_name(vocabulary: Vocabulary) -> None:
    assert extracted(vocabulary, (Section.RESPONSIBILITIES, "- Go")).final_skills == []


def test_the_employer_is_not_its_product(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.RESPONSIBILITIES, "At Oracle you write Java"), company="Oracle")

    assert [skill.skill_name for skill in found.final_skills] == ["Java"]


def test_the_product_of_the_employer_counts_in_a_list_of_skills(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "Experience with Oracle or Postgres"), company="Oracle")

    assert {skill.skill_name for skill in found.final_skills} == {"Oracle", "PostgreSQL"}


def test_a_field_of_work_before_a_role_is_the_role(vocabulary: Vocabulary) -> None:
    assert required(vocabulary, "Work with our DevOps engineers") == {}


def test_a_department_is_no_knowledge_of_a_domain(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.RESPONSIBILITIES, "Work closely with the Banking division"))

    assert found.final_skills == []


def test_a_description_of_the_employer_asks_for_no_field_of_work(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.ROLE_SUMMARY, "A global leader in financial services"))

    assert found.final_skills == []


def test_a_name_read_as_a_word_is_kept_as_unmatched(vocabulary: Vocabulary) -> None:
    found = extracted(vocabulary, (Section.REQUIRED, "React quickly to changes"))

    assert [(mention.text, mention.cause) for mention in found.unmatched_mentions] == [("React", "not_a_skill")]
