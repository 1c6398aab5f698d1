"""What grades a role is the same where titles are compared, where one is shown, and where its level is told."""

import pytest

from jd_assets.contracts.nano_parse import Seniority
from jd_assets.parsing.fields.seniority import level_of_title
from jd_assets.parsing.fields.title import without_level
from jd_assets.text.level_words import LEVEL_WORDS, RANKS, WORDS_OF_LEVEL
from jd_assets.text.titles import normalise_alias

TOLD = [(word, level) for level, words in WORDS_OF_LEVEL.items() if level for word in words]


@pytest.mark.parametrize("word", sorted(LEVEL_WORDS))
def test_a_level_word_is_no_part_of_the_role_matched_or_shown(word: str) -> None:
    assert normalise_alias(f"{word} pastry chef") == "pastry chef"
    assert without_level(f"{word.title()} Pastry Chef") == "Pastry Chef"


@pytest.mark.parametrize("rank", RANKS)
def test_a_rank_names_a_role_matched_and_shown(rank: str) -> None:
    title = f"{rank} of kitchens"
    assert normalise_alias(title) == title
    assert without_level(title) == title
    assert level_of_title(title) == "manager"


@pytest.mark.parametrize("title", ["head chef", "chief of staff", "lead generation chef", "member of technical staff"])
def test_a_word_that_names_the_role_stays_matched_and_shown(title: str) -> None:
    assert normalise_alias(title) == title
    assert without_level(title) == title


@pytest.mark.parametrize(("word", "level"), TOLD)
def test_a_level_word_tells_the_level(word: str, level: Seniority) -> None:
    assert level_of_title(f"{word} pastry chef") == level


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Mid-Senior Baker", "Baker"),
        ("Entry-Level Baker", "Baker"),
        ("Baker Level II", "Baker"),
        ("Machine Learning Expert", "Machine Learning Expert"),
        ("Lead Data Scientist - NLP Expert", "Data Scientist - NLP Expert"),
        ("Expert Data Scientist", "Data Scientist"),
        ("Senior Expert Data Scientist", "Data Scientist"),
        ("Data Science Lead", "Data Science Lead"),
    ],
)
def test_a_title_is_shown_without_level_if_a_role_is_left(title: str, shown: str) -> None:
    assert without_level(title) == shown


@pytest.mark.parametrize("title", ["Lead Generation Specialist", "Staff Augmentation Recruiter"])
def test_what_belongs_to_the_next_word_is_no_level(title: str) -> None:
    assert level_of_title(title) is None
