"""The stored numbers of typing."""

from dataclasses import replace
from pathlib import Path

import pytest

from jd_assets.enriching.typing_fit import TYPING_FIT, read_fit, write_fit


def test_a_fit_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "fit.json"
    write_fit(TYPING_FIT, file)
    assert read_fit(file) == TYPING_FIT


def test_other_numbers_are_another_version_and_other_figures_are_not() -> None:
    assert replace(TYPING_FIT, figures={"right": 0.0}).version == TYPING_FIT.version
    assert replace(TYPING_FIT, weights={**TYPING_FIT.weights, "called": 0.0}).version != TYPING_FIT.version


def test_a_chance_between_two_measured_ones_lies_between_their_shares() -> None:
    fit = replace(TYPING_FIT, calibration=[[0.0, 0.0], [0.5, 0.4], [1.0, 0.9]])
    assert [fit.measured(chance) for chance in (0.25, 0.5, 0.75, 1.0)] == pytest.approx([0.2, 0.4, 0.65, 0.9])


def test_the_stored_calibration_rises_over_the_whole_range() -> None:
    said, right = zip(*TYPING_FIT.calibration, strict=True)
    assert (said[0], said[-1]) == (0.0, 1.0)
    assert list(said) == sorted(said)
    assert list(right) == sorted(right)
