import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.proposals.drafting.linkage import complete_linkage, near_pairs

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]))


def test_a_chain_of_near_ones_is_no_cluster() -> None:
    assert complete_linkage(3, [(0, 1), (1, 2)]) == [[0, 1], [2]]
    assert complete_linkage(3, [(1, 2), (0, 1)]) == [[0], [1, 2]]


def test_what_is_near_to_all_of_a_cluster_joins_it() -> None:
    assert complete_linkage(4, [(0, 3), (0, 1), (1, 3)]) == [[0, 1, 3], [2]]


@given(PAIRS)
def test_each_item_is_in_one_cluster_and_any_two_of_a_cluster_are_a_pair(pairs: list[tuple[int, int]]) -> None:
    found = complete_linkage(8, pairs)
    assert sorted(number for group in found for number in group) == list(range(8))
    assert all((a, b) in pairs for group in found for a in group for b in group if a < b)


def test_pairs_are_the_nearest_first_and_reach_the_floor() -> None:
    similar = np.asarray([[1, 0.8, 0.9], [0.8, 1, 0.79], [0.9, 0.79, 1]], dtype=np.float32)
    assert near_pairs(similar, 0.8) == [(0, 2), (0, 1)]
