"""Wording scores: the words that are peculiar to a role, in texts that are kept as counts of hashed terms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.scoring.inputs import pack_terms, unpack_terms
from jd_assets.scoring.terms import term_counts
from jd_assets.scoring.tfidf import RoleWording
from jd_assets_tests.decision.small_library import LIBRARY

WORDING = RoleWording(LIBRARY.roles)
TEXTS = st.lists(st.text("abc+# .é\n", max_size=40), max_size=4)


def test_a_text_is_nearest_to_the_role_whose_words_it_uses() -> None:
    scores = WORDING.scores(term_counts(["We seek a cloud architect.", "Big data, all day."]))
    assert LIBRARY.roles[int(scores[0].argmax())].slug == "cloud-architect"
    assert scores[1, 1] > scores[1, 0]


def test_words_that_no_role_uses_count_for_nothing() -> None:
    scores = WORDING.scores(term_counts(["cloud architect", "cloud architect with sourdough and marzipan"]))
    assert scores[0].tolist() == scores[1].tolist()


def test_the_scores_are_those_of_the_textbook() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    documents = [" ".join([*role.kras, *(alias.normalised for alias in role.aliases)]) for role in LIBRARY.roles]
    textbook = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), stop_words="english")
    roles = textbook.fit_transform(documents)
    text = "A cloud engineer does what a data engineer does, and the data."
    expected = (textbook.transform([text]) @ roles.T).toarray()
    # The textbook's words have two letters and more, as ours do: no word of this text tells the two apart.
    assert WORDING.scores(term_counts([text])) == pytest.approx(expected, abs=1e-6)


@given(TEXTS)
def test_terms_that_were_packed_score_as_before(texts: list[str]) -> None:
    counts = term_counts(texts)
    again = unpack_terms([pack_terms(counts, row) for row in range(len(texts))])
    assert np.array_equal(WORDING.scores(again), WORDING.scores(counts))


def test_no_text_has_no_scores() -> None:
    assert WORDING.scores(term_counts([])).shape == (0, len(LIBRARY.roles))
