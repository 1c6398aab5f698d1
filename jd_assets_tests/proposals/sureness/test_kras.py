"""A duty in the form of the library's KRAs, and how sure it is to be one."""

import pytest

from jd_assets.proposals.sureness.grades import Grade
from jd_assets.proposals.sureness.kras import as_kra, kra_grade
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.proposals.sureness.test_titles_and_skills import run_of


@pytest.mark.parametrize(
    ("sentence", "kra"),
    [
        ("Design, build and test ovens for the early shift", "Designs, builds and tests ovens for the early shift."),
        ("You will plan and run tests of new ovens.", "Plans and runs tests of new ovens."),
        ("Responsible for developing and reviewing recipes", "Develops and reviews recipes."),
        ("As a Baker, you will supply the shops of the region", "Supplies the shops of the region."),
        ("The Night Baker will be responsible for ordering flour", "Orders flour."),
        ("Designs and maintains mixing lines", "Designs and maintains mixing lines."),
        ("• Monitor ovens, and resolve faults of the line", "Monitors ovens, and resolves faults of the line."),
        ("Track stocks to prevent and resolve shortages", "Tracks stocks to prevent and resolve shortages."),
        ("Build pipelines for flour data Collaborate with shops", "Builds pipelines for flour data."),
    ],
)
def test_a_duty_is_written_as_the_library_writes_it(sentence: str, kra: str) -> None:
    assert as_kra(sentence) == kra


@pytest.mark.parametrize(
    "sentence",
    [
        "Five years of baking experience",
        "Our ovens are the pride of the town",
        "You will be part of us",
        "Reports will show the bread of each day",
        "Tests focused on the crust of every loaf",
    ],
)
def test_what_says_no_duty_is_none(sentence: str) -> None:
    assert as_kra(sentence) is None


@pytest.mark.parametrize(
    ("kra", "grade"),
    [
        ("Plans the ovens of the night shift and orders flour for them.", Grade.SURE),
        ("Orders flour and support of the mixing line from outside.", Grade.SURE),
        ("Guides these recipes from the first trial to the shops.", Grade.DOUBTFUL),
        ("Understands how a dough behaves in every oven.", Grade.DOUBTFUL),
        ("Plans the ovens of the night shift and clean every tin.", Grade.DOUBTFUL),
        ("Plans the ovens of the shift, and support the bakers.", Grade.DOUBTFUL),
    ],
)
def test_a_duty_is_sure_where_it_is_whole_and_the_holders(kra: str, grade: Grade) -> None:
    assert kra_grade(run_of("Bakes.", {}), kra, LIBRARY) is grade
