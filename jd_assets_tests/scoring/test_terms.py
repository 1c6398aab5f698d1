"""Hashed terms: stored postings and the packaged model hold them, so they stay those that scikit-learn makes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import HashingVectorizer

from jd_assets.scoring.terms import TERMS, term_counts

TEXTS = st.lists(st.text("abcdeTH+#. é\nİK", max_size=60) | st.text(max_size=20), max_size=4)
VECTORISER = HashingVectorizer(
    n_features=TERMS,
    alternate_sign=False,
    norm=None,
    token_pattern=r"(?u)\b[a-zA-Z][a-zA-Z+#.]*[a-zA-Z+#]",
    ngram_range=(1, 2),
    stop_words="english",
)


@pytest.mark.parametrize(
    ("word", "term"),
    [("cloud", 1_570_547_443), ("architect", 349_299_173), ("c++", 1_104_843_002), ("node.js", 1_613_769_082)],
)
def test_a_term_is_the_hash_that_stored_postings_hold(word: str, term: int) -> None:
    assert term_counts([word]).indices.tolist() == [term]


def test_pairs_of_neighbours_are_terms_and_words_of_grammar_stand_between_none() -> None:
    [pair] = set(term_counts(["design of data"]).indices.tolist()) - set(term_counts(["data", "design"]).indices)
    assert pair in term_counts(["Design data"]).indices


def test_a_term_is_counted_as_often_as_it_stands() -> None:
    assert term_counts(["go-go-go dancer"]).data.sum() == 1
    assert sorted(term_counts(["yeast, yeast, flour"]).data.tolist()) == [1, 1, 1, 2]


@given(TEXTS.filter(bool))
def test_counts_are_those_of_the_hashing_vectoriser(texts: list[str]) -> None:
    expected, counts = VECTORISER.transform(texts), term_counts(texts)
    expected.sort_indices()
    assert np.array_equal(counts.indices, expected.indices)
    assert np.array_equal(counts.data, expected.data)
    assert np.array_equal(counts.indptr, expected.indptr)
