from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from jd_assets.definitions import defs

UTC = ZoneInfo("UTC")
EVENING = datetime(2026, 11, 28, 23, 10, tzinfo=UTC)


def requested(*times: datetime) -> list[set[str]]:
    """What each look asks for, at these times one after the other."""
    found: list[set[str]] = []
    cursor = None
    with dg.DagsterInstance.ephemeral() as instance:
        for time in times:
            result = dg.evaluate_automation_conditions(
                defs=defs,
                instance=instance,
                asset_selection=dg.AssetSelection.assets("role_library", "role_draft", "evidence_model"),
                evaluation_time=time,
                cursor=cursor,
            )
            cursor = result.cursor
            asked = {key.to_user_string(): result.get_num_requested(key) for key in defs.resolve_all_asset_keys()}
            found.append({name for name, count in asked.items() if count})
    return found


def test_the_library_is_observed_once_an_hour() -> None:
    looks = [EVENING, EVENING + timedelta(minutes=20), EVENING + timedelta(minutes=55), EVENING + timedelta(minutes=56)]

    assert requested(*looks) == [set(), set(), {"role_library"}, set()]


def test_drafts_are_made_anew_once_a_night() -> None:
    night = datetime(2026, 11, 29, 2, 29, tzinfo=UTC)

    first, at_half_past, after = requested(night, night + timedelta(minutes=2), night + timedelta(minutes=4))

    assert "role_draft" not in first
    assert "role_draft" in at_half_past
    assert "role_draft" not in after


def test_the_evidence_model_is_taught_once_a_night_before_the_drafts() -> None:
    night = datetime(2026, 11, 29, 2, 14, tzinfo=UTC)

    first, at_quarter_past, after = requested(night, night + timedelta(minutes=2), night + timedelta(minutes=4))

    assert "evidence_model" not in first
    assert at_quarter_past == {"evidence_model"}
    assert "evidence_model" not in after


def test_the_sensor_looks_at_every_asset_with_a_condition() -> None:
    sensor = defs.resolve_sensor_def("automation_sensor")
    specs = [spec for spec in defs.resolve_all_asset_specs() if spec.automation_condition]

    assert isinstance(sensor, dg.AutomationConditionSensorDefinition)
    assert {spec.key for spec in specs} == sensor.asset_selection.resolve(defs.resolve_asset_graph())


@pytest.mark.parametrize("name", ["role_draft", "evidence_model"])
def test_what_is_made_by_the_clock_says_how_old_it_may_be(name: str) -> None:
    [spec] = [spec for spec in defs.resolve_all_asset_specs() if spec.key.to_user_string() == name]

    assert spec.freshness_policy is not None
