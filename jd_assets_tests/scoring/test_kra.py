"""KRA scores: the mean of a role's best sentence-to-KRA similarities."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse, NanoParsed, Span
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.kra import BEST_SENTENCES, best_similarities, kra_match_roles, kra_scores
from jd_assets.text.job_sentences import MAX_SENTENCES, job_sentences
from jd_assets_tests.llm.postings import posting_of
from jd_assets_tests.pipeline import seed_json
from jd_assets_tests.scoring.small_index import small_index, unit

ANGLES = st.lists(st.floats(-180, 180), max_size=8)
SEED_SENTENCE = seed_json("nano_parsed")["roles_and_responsibilities"][0]["text"]


def scored(vectors: Floats, index: RoleIndex) -> tuple[Floats, Floats]:
    """The scores of one posting, and the best similarities that they are made of."""
    best = best_similarities(vectors, index.kras_by_role)
    return kra_scores(best, [len(vectors)])[0], best


def cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def test_one_sentence_scores_a_role_by_its_best_kra_as_in_the_seed_run(index: RoleIndex) -> None:
    vectors = index.embedder.encode([SEED_SENTENCE])
    scores, best = scored(vectors, index)
    for match in kra_match_roles([SEED_SENTENCE], vectors, scores, best, index):
        assert match.kra_matches is not None
        role = index.library.role_by_slug[match.slug]
        [pair] = match.kra_matches
        assert (
            pair.similarity
            == match.score
            == pytest.approx(float((index.embedder.encode(role.kras) @ vectors[0]).max()), abs=1e-4)
        )
        assert pair.kra_text in role.kras


def test_more_sentences_score_by_the_mean_of_the_best() -> None:
    near = range(0, 5 * BEST_SENTENCES, 5)
    scores, _ = scored(unit(*near, 90), small_index([[0], [], [], []]))
    assert scores[0] == pytest.approx(sum(cosine(angle) for angle in near) / BEST_SENTENCES, abs=1e-6)


def test_each_sentence_is_compared_with_the_nearest_kra_of_each_role() -> None:
    _, best = scored(unit(50), small_index([[0, 60], [100], [], []]))
    assert best[0].tolist() == pytest.approx([cosine(10), cosine(50), 0, 0], abs=1e-6)


def test_each_posting_of_a_batch_is_scored_by_its_own_sentences() -> None:
    index = small_index([[0], [90], [], []])
    best = best_similarities(unit(0, 90, 0), index.kras_by_role)
    assert kra_scores(best, [1, 0, 2]) == pytest.approx(np.array([[1, 0, 0, 0], [0] * 4, [0.5, 0.5, 0, 0]]), abs=1e-6)


def test_a_role_without_kras_scores_nothing() -> None:
    scores, _ = scored(unit(0), small_index([[0], [], [0], [0]]))
    assert scores.tolist() == pytest.approx([1, 0, 1, 1])


def test_no_sentences_score_nothing_and_match_nothing() -> None:
    index = small_index([[0], [0], [0], [0]])
    scores, best = scored(unit(), index)
    assert scores.tolist() == [0, 0, 0, 0]
    assert kra_match_roles([], unit(), scores, best, index) == []


@given(ANGLES, st.lists(ANGLES, min_size=4, max_size=4))
def test_scores_lie_between_nought_and_one(sentences: list[float], kras: list[list[float]]) -> None:
    scores, _ = scored(unit(*sentences), small_index(kras))
    assert np.all((scores >= 0) & (scores <= 1))


def test_the_pairs_shown_are_those_the_score_is_the_mean_of(index: RoleIndex) -> None:
    sentences = [
        "Build ingestion pipelines into Snowflake",
        "Model the warehouse with dbt",
        "Orchestrate everything in Dagster",
        "Design REST services in Java",
        "Watch freshness and cost of every table",
        "Plan the summer party of the office",
        "Write the schemas of our event streams",
        "Tune slow queries of the warehouse",
        "Answer questions of the analysts",
    ]
    vectors = index.embedder.encode(sentences)
    scores, best = scored(vectors, index)
    for match in kra_match_roles(sentences, vectors, scores, best, index):
        similarities = [pair.similarity for pair in match.kra_matches or []]
        assert len(similarities) == BEST_SENTENCES
        assert match.score == pytest.approx(sum(similarities) / BEST_SENTENCES, abs=1e-4)


def test_the_top_roles_come_best_first_and_contenders_wherever_they_stand(index: RoleIndex) -> None:
    sentences = ["Build ingestion pipelines into Snowflake"]
    vectors = index.embedder.encode(sentences)
    scores, best = scored(vectors, index)
    last = index.roles[int(np.argmin(scores))]
    alone = kra_match_roles(sentences, vectors, scores, best, index)
    with_last = kra_match_roles(sentences, vectors, scores, best, index, contenders={last.role_id})
    assert [match.score for match in alone] == sorted((match.score for match in alone), reverse=True)
    assert len(alone) == 5  # as in the seed run
    assert with_last == [*alone, with_last[-1]]
    assert with_last[-1].slug == last.slug


def parsed(text: str, *spans: tuple[str, Section]) -> NanoParse:
    found = [
        Span(start=text.index(words), end=text.index(words) + len(words), section=section) for words, section in spans
    ]
    return NanoParse(nano_parsed=NanoParsed(JD_type="pass"), spans=found)


def test_sentences_are_taken_from_what_the_holder_does_before_what_he_must_know() -> None:
    text = "Knows the ovens of the trade. Bakes the bread of the town. Sees what the town wants. Gets a free bun daily."
    parse = parsed(
        text,
        ("Knows the ovens of the trade.", Section.REQUIRED),
        ("Bakes the bread of the town.", Section.RESPONSIBILITIES),
        ("Sees what the town wants.", Section.ROLE_SUMMARY),
        ("Gets a free bun daily.", Section.BENEFITS),
    )
    assert job_sentences(posting_of(text), parse) == [
        "Bakes the bread of the town.",
        "Sees what the town wants.",
        "Knows the ovens of the trade.",
    ]


def test_short_lines_and_repeats_are_left_out_and_blanks_made_one() -> None:
    duties = ["Apply now.", "Bakes  the\nbread of the town.", "Bakes the bread of the town."]
    text = " ".join(duties)
    parse = parsed(text, *((words, Section.RESPONSIBILITIES) for words in duties))
    assert job_sentences(posting_of(text), parse) == ["Bakes the bread of the town."]


def test_a_sentence_of_four_words_says_what_the_holder_does_and_one_of_three_does_not() -> None:
    duties = ["Bakes the daily bread.", "Bakes daily bread."]
    parse = parsed(" ".join(duties), *((words, Section.RESPONSIBILITIES) for words in duties))
    assert job_sentences(posting_of(" ".join(duties)), parse) == ["Bakes the daily bread."]


def test_a_long_posting_is_cut() -> None:
    duties = [f"Bakes the bread of town number {number}." for number in range(2 * MAX_SENTENCES)]
    parse = parsed("\n".join(duties), *((words, Section.RESPONSIBILITIES) for words in duties))
    assert job_sentences(posting_of("\n".join(duties)), parse) == duties[:MAX_SENTENCES]
