"""What a reader of a new skill's typing is warned of."""

from jd_assets.enriching.type_step import Typed
from jd_assets.enriching.typing_model import Agreement, Opinion
from jd_assets.enriching.warn_step import DOUBTFUL, OBJECTION, warnings_on

SURE = DOUBTFUL + 0.1


def warned(typed_confidence: float, other_confidence: float) -> list[str]:
    taken = Opinion("name meaning", "Security", typed_confidence, "its words")
    other = Opinion("same posting", "Soft Skills", other_confidence, "9 of 20 skills")
    best = Agreement("Security", typed_confidence, {"Security": 1.0}, (taken,), (other,))
    typed = Typed("Security", "Cryptography", "CONCEPT", typed_confidence, 0.5, 0.5, (taken,))
    return warnings_on("Zorblax", typed, best)


def test_a_source_that_is_sure_of_another_category_is_an_objection() -> None:
    assert warned(SURE, OBJECTION) == ["The same posting says Soft Skills instead: 9 of 20 skills"]


def test_one_that_is_wrong_more_often_than_right_is_none() -> None:
    assert warned(SURE, OBJECTION - 0.01) == []


def test_a_category_that_was_hardly_borne_out_is_doubtful() -> None:
    assert warned(DOUBTFUL, 0.0) == []
    assert warned(DOUBTFUL - 0.01, 0.0) == ["The category Security is doubtful (confidence 0.64)"]
