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
        ("Define checks that review and verify each dough", "Defines checks that review and verify each dough."),
        ("Maintaining ovens by cleaning and testing them", "Maintains ovens by cleaning and testing them."),
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
        "Process focused with an eye for every loaf",
        "Reporting will include the bread of each day",
    ],
)
def test_what_says_no_duty_is_none(sentence: str) -> None:
    assert as_kra(sentence) is None


SURE = [
    "Plans the ovens of the night shift for every rye dough.",
    "Designs, builds and tests mixing lines for rye dough.",
    "Monitors the temperature of rye dough to prevent and resolve faults.",
    "Maintains recipes of rye dough by weighing and recording each batch.",
    "Documents processes that shape rye dough and cool it.",
]
TWO_DUTIES = [
    "Plans the ovens of the night shift and maintains the rye dough.",
    "Reviews recipes of rye dough, and supervises the bakers.",
    "Coordinates with shops, understands their needs and delivers rye dough.",
    "Analyzes the rye dough, escalates every fault of it.",
    "Designs and tests rye dough as well as maintains its ovens.",
]
OF_NO_WORK = [
    "Focuses on the improvement of rye dough and its standards.",
    "Serves as the first person for all rye dough.",
    "Understands how a rye dough behaves in every oven.",
    "Develops expertise at the edge of rye dough and milling.",
    "Drives excellence in a world of ever more rye dough.",
]
BROKEN = [
    "Guides these recipes of rye dough from the first trial to the shops.",
    "Plans rye dough for the night shift and clean every tin.",
    "Plans rye dough for the shift, and support the bakers.",
    "Delivers rye dough to shops, markets, schools, etc.",
    "Builds mixing lines for rye dough and soft crumbs.**Key.",
]
OF_THE_EMPLOYERS = [
    "Supervises the activities of the department for scheduling.",
    "Delivers products according to a schedule of the season.",
    "Ensures compliance with the timelines of the whole town.",
    "Collects and improves the relevant information of the shops.",
    "Provides support in the event of failures at night.",
]
LONG = "Plans rye dough for the shops of the region in the night shift before the markets of the whole town open again."


@pytest.mark.parametrize("kra", SURE)
def test_one_whole_duty_of_the_holder_that_names_a_skill_is_sure(kra: str) -> None:
    assert kra_grade(run_of("Knows rye dough.", {"rye dough": "spark"}), kra, LIBRARY) is Grade.SURE


@pytest.mark.parametrize("kra", [*TWO_DUTIES, *OF_NO_WORK, *BROKEN, *OF_THE_EMPLOYERS, LONG])
def test_what_is_several_duties_or_none_or_not_whole_or_about_no_skill_waits(kra: str) -> None:
    assert kra_grade(run_of("Knows rye dough.", {"rye dough": "spark"}), kra, LIBRARY) is Grade.DOUBTFUL


def test_a_duty_about_a_skill_that_its_role_does_not_ask_waits() -> None:
    of_another_role = run_of("Knows rye dough.", {"rye dough": "pytorch"})
    assert [kra_grade(of_another_role, kra, LIBRARY) for kra in SURE] == [Grade.DOUBTFUL] * len(SURE)
