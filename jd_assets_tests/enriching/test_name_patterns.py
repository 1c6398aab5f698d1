"""The file of name patterns speaks the library's language."""

from jd_assets.enriching.name_patterns import by_name_pattern, name_patterns
from jd_assets.enriching.neighbours import SkillIndex


def test_every_pattern_gives_a_type_of_the_library(skill_index: SkillIndex) -> None:
    categories, natures = skill_index.skills_by_type.categories, skill_index.skills_by_type.natures
    for row in name_patterns():
        assert row.category in categories, row.label
        assert row.sub_category is None or row.sub_category in categories[row.category], row.label
        assert row.skill_nature is None or row.skill_nature in natures, row.label


def test_the_patterns_are_right_of_four_in_five_library_skills_that_they_fit(skill_index: SkillIndex) -> None:
    categories = skill_index.skills_by_type.categories
    said = [(skill.category, by_name_pattern(skill.name, categories)) for skill in skill_index.skills]
    right = [held == opinion.category for held, opinion in said if opinion]
    assert sum(right) > 0.8 * len(right)


def test_a_name_that_no_pattern_fits_has_no_opinion() -> None:
    assert by_name_pattern("Zorblax", {}) is None
