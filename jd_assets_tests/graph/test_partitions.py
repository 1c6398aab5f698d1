"""Partition keys: blocks side by side, so that few runs do the work."""

from collections.abc import Iterator

import dagster as dg
import pytest

from jd_assets.defs.partitions import MAX_RANGES, RUN_IDS, WORTH_A_RUN, contiguous_ranges, register


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        register(made, [f"k{number:03}" for number in range(400)])
        yield made


def keys(*numbers: int) -> list[str]:
    return [f"k{number:03}" for number in numbers]


def registered(instance: dg.DagsterInstance) -> list[str]:
    return list(instance.get_dynamic_partitions(str(RUN_IDS.name)))


def test_known_keys_keep_their_place(instance: dg.DagsterInstance) -> None:
    register(instance, ["new", *keys(5)])
    assert registered(instance) == [*keys(*range(400)), "new"]


def test_neighbours_are_one_block_in_whatever_order_they_are_named(instance: dg.DagsterInstance) -> None:
    assert contiguous_ranges(instance, keys(7, 5, 6)) == [("k005", "k007")]


def test_one_key_is_a_block_of_its_own(instance: dg.DagsterInstance) -> None:
    assert contiguous_ranges(instance, keys(9)) == [("k009", "k009")]


def test_a_few_blocks_are_left_where_they_are(instance: dg.DagsterInstance) -> None:
    wanted = keys(0, 1, 10, 20, 21, 399)
    assert contiguous_ranges(instance, wanted) == [
        ("k000", "k001"),
        ("k010", "k010"),
        ("k020", "k021"),
        ("k399", "k399"),
    ]
    assert registered(instance) == keys(*range(400))


def test_many_small_blocks_are_brought_together(instance: dg.DagsterInstance) -> None:
    wanted = keys(*range(0, 2 * (MAX_RANGES + 1), 2))
    [(first, last)] = contiguous_ranges(instance, wanted)
    order = registered(instance)
    assert set(order[order.index(first) : order.index(last) + 1]) == set(wanted)
    assert sorted(order) == keys(*range(400))


def test_a_large_block_stays_where_it_is(instance: dg.DagsterInstance) -> None:
    large, small = keys(*range(WORTH_A_RUN)), keys(*range(200, 220, 2))
    ranges = contiguous_ranges(instance, [*large, *small])
    assert ranges[0] == (large[0], large[-1])
    assert len(ranges) == 2


def test_what_is_not_registered_makes_no_block(instance: dg.DagsterInstance) -> None:
    assert contiguous_ranges(instance, ["nobody"]) == []
    assert contiguous_ranges(instance, []) == []
