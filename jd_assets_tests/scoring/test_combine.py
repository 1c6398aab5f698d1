"""The ranking: the weighted sum of the signals, and the parts that it is made of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.role_scoring import RankedRole
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.combine import SIGNALS, TOP, Weights, rank_roles
from jd_assets.scoring.index import RoleIndex
from jd_assets_tests.scoring.small_index import small_index

ROW = st.lists(st.floats(0, 1, width=32), min_size=4, max_size=4)
GIVEN = st.fixed_dictionaries(dict.fromkeys(SIGNALS, ROW))


def ranking(given_scores: dict[str, list[float]]) -> list[RankedRole]:
    rows: dict[str, Floats] = {name: np.array([row], dtype=np.float32) for name, row in given_scores.items()}
    [ranked] = rank_roles(rows, small_index(), Weights())
    return ranked


def test_there_is_a_weight_for_every_signal_and_those_of_what_speaks_for_roles_alone_sum_to_one() -> None:
    weights = Weights().as_mapping()
    assert set(weights) == set(SIGNALS)
    assert sum(weights.values()) - weights["evidence_model"] == pytest.approx(1)
    assert all(weight >= 0 for weight in weights.values())


@given(GIVEN)
def test_the_parts_of_a_role_sum_to_its_score(given_scores: dict[str, list[float]]) -> None:
    for role in ranking(given_scores):
        # Score and parts are rounded to four digits each.
        assert sum(role.parts.values()) == pytest.approx(role.score, abs=(len(SIGNALS) + 1) * 0.00005)


@given(GIVEN)
def test_scores_lie_between_nought_and_one_best_first(given_scores: dict[str, list[float]]) -> None:
    scores = [role.score for role in ranking(given_scores)]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


@given(GIVEN, st.sampled_from(SIGNALS), st.floats(0, 1, width=32))
def test_a_higher_signal_never_lowers_a_role(given_scores: dict[str, list[float]], signal: str, more: float) -> None:
    raised = given_scores | {signal: [max(given_scores[signal][0], more), *given_scores[signal][1:]]}
    before, after = (score_of(ranking(given)) for given in (given_scores, raised))
    assert after >= before


def score_of(ranked: list[RankedRole]) -> float:
    """The score of the first role of the library."""
    return next(role.score for role in ranked if role.role_id == 1)


def test_each_posting_of_a_batch_is_ranked_by_its_own_row() -> None:
    rows = np.array([[0, 0, 1, 0], [1, 0, 0, 0]], dtype=np.float32)
    first, second = rank_roles(dict.fromkeys(SIGNALS, rows), small_index(), Weights())
    assert (first[0].role_id, second[0].role_id) == (3, 1)


def test_few_roles_are_kept(index: RoleIndex) -> None:
    zeros = np.zeros((1, len(index.roles)), dtype=np.float32)
    [ranked] = rank_roles(dict.fromkeys(SIGNALS, zeros), index, Weights())
    assert len(ranked) == TOP
