"""Evidence is the text between its offsets, by construction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.base import Evidence, Section, is_quoted

TEXT = "I bake bread."


@given(st.text(max_size=40), st.data())
def test_evidence_made_of_a_text_holds_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    evidence = Evidence.of(text, start, end, Section.REQUIRED)
    assert evidence.text == text[start:end]
    assert evidence.holds_in(text)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 4), (7, 14), (14, 14)])
def test_characters_that_a_text_lacks_are_no_evidence(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"characters {start} to {end} are no part of a text of 13"):
        Evidence.of(TEXT, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end", "quote"),
    [
        (TEXT, 2, 6, "bread"),
        (TEXT, 7, 20, "bread."),  # the end lies behind the text
        (None, 2, 6, "bake"),
        (TEXT, None, 6, "bake"),
        (TEXT, 2, None, "bake"),
        (TEXT, 2, 6, None),
    ],
)
def test_what_is_wrong_or_missing_is_no_quote(
    text: str | None, start: int | None, end: int | None, quote: str | None
) -> None:
    assert is_quoted(TEXT, 2, 6, "bake")
    assert not is_quoted(text, start, end, quote)
