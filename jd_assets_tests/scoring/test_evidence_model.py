"""The evidence model: what labelled postings teach about the words of roles, on top of what the library says."""

import uuid
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.scoring.evidence_model import FOLDS, EvidenceModel, as_score, fold_of, packaged_model
from jd_assets.scoring.evidence_training import teach
from jd_assets.scoring.terms import term_counts
from jd_assets_tests.scoring.small_index import small_index

SLUGS = ["baker", "smith", "tailor"]
TEXTS = ["flour and yeast", "flour and ovens", "yeast in ovens", "anvil and iron", "iron on coals", "coals and anvil"]
BAKER, SMITH, TAILOR = range(3)


def taught(*, times: int = 3) -> EvidenceModel:
    """A model of bakers and smiths, whom the library alone cannot tell apart."""
    right = np.array([BAKER, BAKER, BAKER, SMITH, SMITH, SMITH] * times)
    return teach(term_counts(TEXTS * times), np.zeros((len(right), len(SLUGS))), right, SLUGS)


def test_words_speak_for_the_role_whose_postings_used_them_and_against_others() -> None:
    [odds] = taught().log_odds(term_counts(["yeast and flour for the night"]), SLUGS)
    assert odds[BAKER] > 0 > odds[SMITH]


def test_a_role_that_no_posting_taught_gets_nothing_added() -> None:
    assert not taught().log_odds(term_counts(TEXTS), SLUGS)[:, TAILOR].any()


def test_words_that_it_never_met_say_nothing() -> None:
    assert not taught().log_odds(term_counts(["marzipan"]), SLUGS).any()


def test_a_posting_that_the_library_decides_right_already_teaches_less() -> None:
    right = np.array([BAKER, BAKER, BAKER, SMITH, SMITH, SMITH] * 3)
    sure = np.where(np.eye(len(SLUGS))[right] > 0, 6.0, 0.0)
    known = teach(term_counts(TEXTS * 3), sure, right, SLUGS)
    assert np.abs(known.weights).max() < np.abs(taught().weights).max() / 2


def test_a_word_of_one_or_two_postings_is_not_learned() -> None:
    assert len(taught(times=1).terms) == 0


def test_columns_follow_the_slugs_of_the_library_it_is_asked_for() -> None:
    counts = term_counts(["flour"])
    turned = taught().log_odds(counts, [*reversed(SLUGS), "newcomer"])
    assert turned[0].tolist() == [*reversed(taught().log_odds(counts, SLUGS)[0].tolist()), 0.0]


def test_a_packed_model_says_what_it_said_to_the_third_digit() -> None:
    model = taught()
    again = EvidenceModel.from_bytes(model.to_bytes())
    counts = term_counts(TEXTS)
    assert again.slugs == model.slugs
    assert again.log_odds(counts, SLUGS) == pytest.approx(model.log_odds(counts, SLUGS), rel=2e-3)


def test_the_package_holds_one_for_roles_of_the_seed_library() -> None:
    [odds] = packaged_model().log_odds(
        term_counts(["dbt models in the warehouse for dashboards"]), ["data-engineer", "x"]
    )
    assert odds[0] != 0
    assert odds[1] == 0


@given(st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=5))
def test_a_signal_lies_between_minus_one_and_one(odds: list[float]) -> None:
    assert np.abs(as_score(np.array([odds], dtype=np.float32))).max() <= 1


@given(st.uuids())
def test_a_posting_has_one_fold_for_good(run_id: object) -> None:
    [fold] = fold_of([str(run_id)])
    assert 0 <= fold < FOLDS
    assert fold_of([str(run_id)]).tolist() == [fold]


def test_a_librarys_own_model_of_another_fold_does_not_score_a_posting() -> None:
    index = small_index()
    slugs = [role.slug for role in index.roles]
    right = np.array([0, 0, 0, 1, 1, 1] * 3)
    own = teach(term_counts(TEXTS * 3), np.zeros((len(right), len(slugs))), right, slugs)
    none = replace(own, weights=np.zeros_like(own.weights))
    ids = [str(uuid.UUID(int=number)) for number in range(100)]
    run_ids = [next(run_id for run_id in ids if fold_of([run_id])[0] == fold) for fold in (0, 1)]
    archives = (own.to_bytes(), *[none.to_bytes()] * (FOLDS - 1))
    learned = replace(index, library=replace(index.library, evidence_model=archives))
    counts = term_counts(["flour and yeast", "flour and yeast"])

    first, second = learned.evidence_scores(counts, run_ids) - index.evidence_scores(counts, run_ids)

    assert first[0] > 0 > first[1]
    assert not second.any()
