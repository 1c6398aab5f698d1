"""The model of what names mean, fitted on the library itself."""

import numpy as np
import pytest

from jd_assets.enriching.name_meaning import Examples, by_hypernym, by_meaning, fit_name_meaning
from jd_assets.enriching.neighbours import SkillIndex

NAMES = np.eye(4, dtype=np.float32)


def test_a_name_reads_like_the_names_of_its_category() -> None:
    examples = Examples(NAMES, ["Baking", "Baking", "Brewing", "Brewing"], NAMES[:0], [])
    bread, beer = fit_name_meaning(examples).scores(NAMES[[0, 3]])
    assert bread["Baking"] > bread["Brewing"]
    assert beer["Brewing"] > beer["Baking"]


def test_the_name_of_a_category_is_read_as_one_of_its_own() -> None:
    examples = Examples(NAMES[:2], ["Baking", "Brewing"], NAMES[2:3], ["Brewing"])
    [scores] = fit_name_meaning(examples).scores(NAMES[2:3])
    assert scores["Brewing"] > scores["Baking"]


def test_a_category_of_many_names_is_not_likelier_for_that() -> None:
    alike = NAMES[[0] * 11]
    examples = Examples(alike, ["Baking"] * 10 + ["Brewing"], NAMES[:0], [])
    [scores] = fit_name_meaning(examples).scores(NAMES[:1])
    assert scores["Baking"] == pytest.approx(scores["Brewing"], abs=1e-5)


@pytest.mark.parametrize(
    ("phrase", "category"),
    [
        ("cyber security tools", "Security"),
        ("Learning Management Systems", "Enterprise Applications"),
        ("relational databases", "Databases & Storage"),
        ("working languages", "Soft Skills"),
    ],
)
def test_what_a_sentence_calls_a_skill_tells_its_category(skill_index: SkillIndex, phrase: str, category: str) -> None:
    reading = skill_index.read([phrase])[phrase]
    said = by_hypernym(phrase, reading.meaning, reading.neighbours, skill_index.skills_by_type.categories)
    assert said is not None
    assert said.category == category


def test_what_was_not_read_has_no_opinion(skill_index: SkillIndex) -> None:
    assert by_meaning({}, skill_index.skills_by_type.categories) is None
    assert by_hypernym("", {"Security": 1.0}, [], skill_index.skills_by_type.categories) is None
