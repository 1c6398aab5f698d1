"""Complete linkage over a list of pairs: needs no matrix, and its outcome does not depend on the order of the items."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]


def complete_linkage(count: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """Clusters of the numbers below `count` in which any two members are one of the pairs.

    Were it enough to be paired with one member, a chain of small steps would join what has nothing in common.

    Args:
        count: How many items there are.
        pairs: Pairs (smaller, greater) of items that may stand together, nearest first.

    Returns:
        Each cluster in ascending order, the clusters in the order of their first members.
    """
    ordered = list(dict.fromkeys(pairs))
    paired = set(ordered)
    members = {number: [number] for number in range(count)}
    owner = list(range(count))
    for one, other in ordered:
        first, second = sorted((owner[one], owner[other]))
        if first == second or not _all_paired(members[first], members[second], paired):
            continue
        for number in members[second]:
            owner[number] = first
        members[first] += members.pop(second)
    return [sorted(members[first]) for first in sorted(members)]


def near_pairs(similar: NDArray[np.float32], floor: float) -> list[Pair]:
    """Pairs of rows at or above the floor, nearest first; equally near ones in the order of their rows."""
    rows, columns = np.nonzero(np.triu(similar >= floor, k=1))
    return nearest_first(rows, columns, similar[rows, columns])


def nearest_first(rows: NDArray[np.int64], columns: NDArray[np.int64], cosines: NDArray[np.float32]) -> list[Pair]:
    """The pairs (row, column) by falling cosine; equally near ones in the order of their rows."""
    # Rounded, so that the last bits of a product, which differ between machines, do not decide the order.
    order = np.lexsort((columns, rows, -np.round(cosines, 4)))
    return list(zip(rows[order].tolist(), columns[order].tolist(), strict=True))


def _all_paired(first: list[int], second: list[int], paired: set[Pair]) -> bool:
    return all((min(one, other), max(one, other)) in paired for one in first for other in second)
