"""How the sources of a typing are weighed against each other."""

import pytest

from jd_assets.enriching.opinion import Opinion, Source, agreement


def opinion(source: Source, category: str, confidence: float) -> Opinion:
    return Opinion(source, category, confidence, "it says so")


def confidence(*opinions: Opinion) -> float:
    best = agreement(opinions)
    assert best is not None
    return best.confidence


PATTERN = opinion("name pattern", "Security", 0.7)


def test_a_single_source_keeps_its_confidence() -> None:
    assert confidence(PATTERN) == pytest.approx(0.7)


def test_a_source_that_agrees_adds_and_one_that_disagrees_takes() -> None:
    agreeing = confidence(PATTERN, opinion("listed beside", "Security", 0.5))
    disagreeing = confidence(PATTERN, opinion("listed beside", "Cloud Platforms", 0.5))
    assert disagreeing < 0.7 < agreeing
    assert agreeing == pytest.approx(0.85)


def test_two_sources_that_both_read_the_librarys_names_count_once() -> None:
    head, near = opinion("head word", "Security", 0.6), opinion("library neighbours", "Security", 0.7)
    assert confidence(head, near) == pytest.approx(0.7)


def test_the_better_borne_out_category_wins_and_the_other_is_kept() -> None:
    best = agreement([opinion("head word", "Cloud Platforms", 0.4), PATTERN])
    assert best is not None
    assert best.category == "Security"
    assert [each.category for each in best.against] == ["Cloud Platforms"]


def test_nothing_is_agreed_upon_where_nobody_speaks() -> None:
    assert agreement([]) is None
