"""The fitted numbers are data that can be stored, read and named."""

from dataclasses import replace
from pathlib import Path

import pytest

from jd_assets.decision.confidence import PER_LEAD, PER_STRENGTH
from jd_assets.decision.thresholds import DECISION_VERSION, Thresholds
from jd_assets.scoring.combine import SIGNALS, Weights
from jd_assets.scoring.fit import FIT, read_fit, write_fit


def test_weights_and_thresholds_are_those_of_the_fit() -> None:
    assert Weights().as_mapping() == FIT.weights
    assert Thresholds().as_mapping() == FIT.thresholds


def test_every_signal_has_a_weight_and_those_of_what_speaks_for_roles_alone_sum_to_one() -> None:
    assert set(FIT.weights) == set(SIGNALS)
    assert sum(FIT.weights.values()) - FIT.weights["evidence_model"] == pytest.approx(1.0)


def test_more_evidence_and_a_greater_lead_make_a_decision_surer() -> None:
    assert min(PER_STRENGTH, PER_LEAD) > 0


def test_a_fit_is_read_as_it_was_written(tmp_path: Path) -> None:
    other = replace(FIT, date="2030-01-01", weights=FIT.weights | {"kra": 0.1})
    write_fit(other, tmp_path / "fit.json")
    assert read_fit(tmp_path / "fit.json") == other


def test_the_decision_version_changes_with_the_numbers_and_not_with_the_date() -> None:
    assert replace(FIT, date="2030-01-01", figures={}).version == FIT.version
    assert replace(FIT, confidence=FIT.confidence | {"per_lead": 1.0}).version != FIT.version
    assert DECISION_VERSION.endswith(FIT.version)
