"""A duty in the form of the library's KRAs, and how sure it is to be one."""

import pytest

from jd_assets.proposals.sureness.kras import as_kra


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
    "sentence", ["Five years of baking experience", "Our ovens are the pride of the town", "You will be part of us"]
)
def test_what_says_no_duty_is_none(sentence: str) -> None:
    assert as_kra(sentence) is None
