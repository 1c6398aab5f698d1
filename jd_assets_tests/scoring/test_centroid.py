"""Centroid scores: a role's postings vote, enough of them, and never a posting for itself."""

import numpy as np
import pytest

from jd_assets.embedding.vectors import Floats
from jd_assets.library.centroids.centroid import Centroid
from jd_assets.scoring.centroid import MIN_POSTINGS, centroid_match_roles, centroid_scores, mean_vectors, neutral
from jd_assets_tests.scoring.small_index import small_index, unit

INDEX = small_index()
EAST, NORTH = unit(0)[0], unit(90)[0]


def scores_of(vector: Floats, own: tuple[int, Floats] | None, centroids: dict[int, Centroid]) -> Floats:
    """The scores of one posting."""
    [scores] = centroid_scores(vector[None], [own], centroids, INDEX)
    return np.asarray(scores)


def of(n: int, vector: Floats) -> Centroid:
    """A centroid of n postings that all have this vector."""
    return Centroid(n, (vector * n).astype(np.float32))


def test_a_posting_is_the_direction_of_the_mean_of_its_sentences() -> None:
    assert mean_vectors(unit(0, 90), [2])[0] == pytest.approx(unit(45)[0], abs=1e-6)


@pytest.mark.parametrize("sentences", [unit(), unit(0, 180)])
def test_a_posting_without_a_direction_has_no_vector(sentences: Floats) -> None:
    assert not mean_vectors(np.round(sentences, 6), [len(sentences)]).any()


def test_the_vectors_of_a_batch_are_each_postings_own() -> None:
    vectors = mean_vectors(unit(0, 90, 180), [1, 0, 2])
    assert vectors == pytest.approx(np.concatenate([unit(0), np.zeros((1, 2)), unit(135)]), abs=1e-6)


def test_the_score_is_the_cosine_to_the_centroid() -> None:
    scores = scores_of(unit(60)[0], None, {1: of(MIN_POSTINGS, EAST), 2: of(MIN_POSTINGS, NORTH)})
    assert scores.tolist() == pytest.approx([0.5, np.sqrt(0.75), 0, 0], abs=1e-6)


def test_a_centroid_of_too_few_postings_says_nothing() -> None:
    assert scores_of(EAST, None, {1: of(MIN_POSTINGS - 1, EAST)}).tolist() == [0, 0, 0, 0]


def test_the_postings_own_vote_is_taken_out_first() -> None:
    crowd = of(MIN_POSTINGS, NORTH)
    with_own = Centroid(crowd.n + 1, crowd.total + EAST)
    assert scores_of(EAST, (1, EAST), {1: with_own})[0] == pytest.approx(0, abs=1e-6)
    assert scores_of(EAST, None, {1: with_own})[0] > 0.04


def test_without_the_own_vote_a_centroid_may_be_too_small() -> None:
    assert scores_of(EAST, (1, EAST), {1: of(MIN_POSTINGS, EAST)})[0] == 0


def test_a_vote_for_another_role_is_left_where_it_is() -> None:
    assert scores_of(EAST, (2, EAST), {1: of(MIN_POSTINGS, EAST)})[0] == pytest.approx(1)


def test_a_centroid_on_the_other_side_scores_nothing() -> None:
    assert scores_of(EAST, None, {1: of(MIN_POSTINGS, -EAST)})[0] == 0


def test_a_posting_without_a_vector_scores_nothing() -> None:
    assert scores_of(np.zeros(2, dtype=np.float32), None, {1: of(MIN_POSTINGS, EAST)}).tolist() == [0, 0, 0, 0]


def test_a_role_without_a_centroid_is_neither_helped_nor_hurt() -> None:
    assert neutral(np.array([[0.9, 0.0, 0.5, 0.0]], dtype=np.float32))[0].tolist() == pytest.approx(
        [0.9, 0.7, 0.5, 0.7]
    )
    assert neutral(np.zeros((1, 4), dtype=np.float32)).tolist() == [[0, 0, 0, 0]]


def test_roles_with_a_score_are_listed_best_first() -> None:
    matches = centroid_match_roles(np.array([0.2, 0.0, 0.7, 0.0], dtype=np.float32), INDEX)
    assert [(match.slug, match.score) for match in matches] == [("ml-engineer", 0.7), ("backend-engineer", 0.2)]
