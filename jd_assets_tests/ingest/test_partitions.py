from collections.abc import Iterator

import dagster as dg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.defs import partitions
from jd_assets.defs.partitions import MAX_RANGES, RUN_IDS, contiguous_ranges, register

KEYS = [f"run-{number:02}" for number in range(16)]


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def registered(instance: dg.DagsterInstance) -> list[str]:
    return list(instance.get_dynamic_partitions(str(RUN_IDS.name)))


def covered(instance: dg.DagsterInstance, ranges: list[tuple[str, str]]) -> list[str]:
    """The keys that runs over these ranges would work on."""
    keys = registered(instance)
    return [key for first, last in ranges for key in keys[keys.index(first) : keys.index(last) + 1]]


def test_keys_are_registered_in_their_order_and_once(instance: dg.DagsterInstance) -> None:
    register(instance, ["c", "a"])
    register(instance, ["b", "a", "c"])
    assert registered(instance) == ["c", "a", "b"]


def test_many_keys_are_registered_in_several_calls(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "_ADD_AT_ONCE", 5)
    register(instance, KEYS)
    assert registered(instance) == KEYS


def test_a_fresh_drop_is_one_range(instance: dg.DagsterInstance) -> None:
    register(instance, KEYS)
    assert contiguous_ranges(instance, KEYS[3:9]) == [(KEYS[3], KEYS[8])]


def test_one_key_is_a_range_of_its_own(instance: dg.DagsterInstance) -> None:
    register(instance, KEYS)
    assert contiguous_ranges(instance, [KEYS[5]]) == [(KEYS[5], KEYS[5])]


def test_no_key_is_no_range(instance: dg.DagsterInstance) -> None:
    register(instance, KEYS)
    assert contiguous_ranges(instance, []) == []


def test_few_blocks_stay_where_they_are(instance: dg.DagsterInstance) -> None:
    register(instance, KEYS)
    assert contiguous_ranges(instance, KEYS[:2] + KEYS[5:6] + KEYS[14:]) == [
        (KEYS[0], KEYS[1]),
        (KEYS[5], KEYS[5]),
        (KEYS[14], KEYS[15]),
    ]
    assert registered(instance) == KEYS


def test_the_order_in_which_they_are_asked_for_does_not_matter(instance: dg.DagsterInstance) -> None:
    register(instance, KEYS)
    assert contiguous_ranges(instance, reversed(KEYS[3:9])) == [(KEYS[3], KEYS[8])]


def test_too_many_blocks_are_registered_again_side_by_side(instance: dg.DagsterInstance) -> None:
    register(instance, KEYS)
    scattered = KEYS[: 2 * (MAX_RANGES + 1) : 2]
    assert contiguous_ranges(instance, scattered) == [(scattered[0], scattered[-1])]
    assert registered(instance) == [key for key in KEYS if key not in scattered] + scattered


def test_blocks_that_are_worth_a_run_are_not_moved(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "WORTH_A_RUN", 3)
    register(instance, KEYS)
    large, small = KEYS[1:4], [KEYS[5], KEYS[7], KEYS[9], KEYS[11]]
    assert contiguous_ranges(instance, large + small) == [(KEYS[1], KEYS[3]), (KEYS[5], KEYS[11])]
    assert registered(instance) == [key for key in KEYS if key not in small] + small


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(KEYS), wanted=st.sets(st.sampled_from(KEYS)))
def test_the_ranges_cover_exactly_what_was_asked_for(
    instance: dg.DagsterInstance, order: list[str], wanted: set[str]
) -> None:
    for key in registered(instance):
        instance.delete_dynamic_partition(str(RUN_IDS.name), key)
    register(instance, order)
    ranges = contiguous_ranges(instance, wanted)
    assert len(ranges) <= MAX_RANGES
    found = covered(instance, ranges)
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert set(registered(instance)) == set(KEYS)
