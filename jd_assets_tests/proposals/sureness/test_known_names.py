"""Names that only look new."""

import pytest

from jd_assets.proposals.sureness.known_names import is_known, is_part_of_name

SPELLINGS = frozenset(
    (
        "proofer",
        "sourdough",
        "crumb",
        "kneadml",
        "bakery",
        "crumb oven",
        "google loaves",
        "crust analysis",
        "rye mix",
        "mill",
    )
)


@pytest.mark.parametrize(
    "name",
    [
        "Proofer's",
        "DW",
        "kneamdl",  # two letters changed over
        "Miil",  # the wrong one doubled
        "Sourdugh",
        "Sourdowgh",
        "Sourdoughh",
        "Proofer2",
        "CrumbBakery",
        "ProoferDB",
        "Oven",  # said without its suite
        "Loaves",  # said without its maker
    ],
)
def test_another_way_to_write_a_known_skill_is_no_new_one(name: str) -> None:
    assert is_known(name, SPELLINGS)


@pytest.mark.parametrize("name", ["Crimb", "iSourdough", "Sourdoughs", "Mix", "oven", "Flourish", "Crumb3D"])
def test_a_short_name_with_another_letter_and_a_longer_name_may_be_something_else(name: str) -> None:
    assert not is_known(name, SPELLINGS)


def test_a_word_of_known_names_says_too_little_alone() -> None:
    assert is_part_of_name("Analysis", SPELLINGS)
    assert is_part_of_name("RYE", SPELLINGS)
    assert not is_part_of_name("Proofer", SPELLINGS)
