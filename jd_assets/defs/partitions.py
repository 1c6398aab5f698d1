"""The one partitions definition: a key is a run_id, one posting's way through the pipeline."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

import dagster as dg
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

RUN_IDS = dg.DynamicPartitionsDefinition(name="run_id")

#: Keys added in one call; Dagster sends each call as one statement.
_ADD_AT_ONCE = 10_000
#: A run covers a contiguous range in the order of registration (dagster issue 32335). Scattered keys make a run each;
#: beyond this many ranges the small ones are registered again, side by side.
MAX_RANGES = 4
#: Keys from which a block is left where it is: a run costs 1.5 s at least, and moving a key 9.5 ms (measured).
WORTH_A_RUN = 150


def register(instance: dg.DagsterInstance, run_ids: Sequence[str]) -> None:
    """Register run_ids as partition keys; keys that are known keep their place."""
    for start in range(0, len(run_ids), _ADD_AT_ONCE):
        instance.add_dynamic_partitions(str(RUN_IDS.name), list(run_ids[start : start + _ADD_AT_ONCE]))


def registered(instance: dg.DagsterInstance) -> list[str]:
    """All keys in the order of their registration."""
    return list(instance.get_dynamic_partitions(str(RUN_IDS.name)))


def keys_of(order: Sequence[str], first: str, last: str) -> Sequence[str]:
    """The keys of a range; none where it has lost an end."""
    if first not in order or last not in order:
        return []
    return order[order.index(first) : order.index(last) + 1]


def contiguous_ranges(
    instance: dg.DagsterInstance, run_ids: Iterable[str], fixed: Collection[str] = frozenset()
) -> list[tuple[str, str]]:
    """The first and last key of each block that the run_ids form; few blocks, so that few runs do the work.

    Args:
        instance: Where the keys are registered.
        run_ids: What the blocks hold, and nothing else.
        fixed: Keys that must stay where they are, because other runs cover them.
    """
    wanted = set(run_ids)
    blocks = _blocks(instance, wanted)
    if len(blocks) > MAX_RANGES:
        moved = [key for block in blocks if len(block) < WORTH_A_RUN for key in block if key not in fixed]
        for key in moved:
            instance.delete_dynamic_partition(str(RUN_IDS.name), key)
        register(instance, moved)
        blocks = _blocks(instance, wanted)
    return [(block[0], block[-1]) for block in blocks]


def bounded_ranges(
    instance: dg.DagsterInstance, run_ids: Iterable[str], size: int, fixed: Collection[str] = frozenset()
) -> list[tuple[str, str]]:
    """The blocks of `contiguous_ranges`, cut where one would hold more partitions than a run should."""
    blocks = contiguous_ranges(instance, run_ids, fixed)
    keys = registered(instance)
    place = {key: number for number, key in enumerate(keys)}
    return [
        (keys[cut], keys[min(cut + size - 1, place[last])])
        for first, last in blocks
        for cut in range(place[first], place[last] + 1, size)
    ]


def range_tags(first: str, last: str) -> dict[str, str]:
    """The tags that make a run cover all keys from the first to the last."""
    return {ASSET_PARTITION_RANGE_START_TAG: first, ASSET_PARTITION_RANGE_END_TAG: last}


def _blocks(instance: dg.DagsterInstance, wanted: set[str]) -> list[list[str]]:
    """The wanted keys that stand side by side."""
    return [list(keys) for is_wanted, keys in groupby(registered(instance), wanted.__contains__) if is_wanted]
