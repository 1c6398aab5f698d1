"""The one partitions definition: a key is a run_id, one posting's way through the pipeline."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import dagster as dg

RUN_IDS = dg.DynamicPartitionsDefinition(name="run_id")

#: Keys added in one call; Dagster sends each call as one statement.
_ADD_AT_ONCE = 10_000
#: A run covers a contiguous range in the order of registration (dagster issue 32335). Scattered keys make a run each,
#: of 1.5 s at least; beyond this many ranges it is cheaper to register the keys again, side by side.
MAX_RANGES = 4


def register(instance: dg.DagsterInstance, run_ids: Sequence[str]) -> None:
    """Register run_ids as partition keys; keys that are known keep their place."""
    for start in range(0, len(run_ids), _ADD_AT_ONCE):
        instance.add_dynamic_partitions(str(RUN_IDS.name), list(run_ids[start : start + _ADD_AT_ONCE]))


def contiguous_ranges(instance: dg.DagsterInstance, run_ids: Iterable[str]) -> list[tuple[str, str]]:
    """The first and last key of each block that the run_ids form; few blocks, so that few runs do the work."""
    wanted = set(run_ids)
    blocks = _blocks(instance.get_dynamic_partitions(str(RUN_IDS.name)), wanted)
    if len(blocks) > MAX_RANGES:
        for run_id in wanted:
            instance.delete_dynamic_partition(str(RUN_IDS.name), run_id)
        register(instance, sorted(wanted))
        blocks = _blocks(instance.get_dynamic_partitions(str(RUN_IDS.name)), wanted)
    return blocks


def _blocks(registered: Sequence[str], wanted: set[str]) -> list[tuple[str, str]]:
    places = [place for place, key in enumerate(registered) if key in wanted]
    if not places:
        return []
    ends = [place for place, after in pairwise(places) if after != place + 1]
    starts = [after for place, after in pairwise(places) if after != place + 1]
    return [
        (registered[start], registered[end])
        for start, end in zip([places[0], *starts], [*ends, places[-1]], strict=True)
    ]
