"""How the sources of a typing are weighed against each other."""

from jd_assets.enriching.typing_model import Agreement, Opinion, OpinionSource, agreement, scored

CATEGORIES = ("Cloud Platforms", "Security", "Soft Skills")


def opinion(source: OpinionSource, category: str, score: float) -> Opinion:
    return scored(source, category, {category: score}, CATEGORIES, "it says so")


def agreed(*opinions: Opinion) -> Agreement:
    best = agreement(opinions, CATEGORIES)
    assert best is not None
    return best


PATTERN = opinion("name pattern", "Security", 4.0)


def test_a_single_source_keeps_its_confidence() -> None:
    assert agreed(PATTERN).confidence == PATTERN.confidence


def test_a_source_that_agrees_adds_and_one_that_disagrees_takes() -> None:
    agreeing = agreed(PATTERN, opinion("listed beside", "Security", 2.0)).confidence
    disagreeing = agreed(PATTERN, opinion("listed beside", "Cloud Platforms", 2.0)).confidence
    assert disagreeing < PATTERN.confidence < agreeing


def test_no_category_is_surer_than_the_surest_were_measured() -> None:
    assert agreed(opinion("name pattern", "Security", 1000.0)).confidence < 0.95


def test_the_better_borne_out_category_wins_and_the_other_is_kept() -> None:
    best = agreed(opinion("listed beside", "Cloud Platforms", 1.0), PATTERN)
    assert best.category == "Security"
    assert [each.category for each in best.against] == ["Cloud Platforms"]
    assert [each.source for each in best.naming("Cloud Platforms")] == ["listed beside"]


def test_nothing_is_agreed_upon_where_nobody_speaks() -> None:
    assert agreement([], CATEGORIES) is None
    assert agreement([PATTERN], ()) is None
