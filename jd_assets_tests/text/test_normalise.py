"""How texts are folded before they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.text.normalise import folded, matching_view, without_accents


@given(st.text())
def test_the_view_has_one_character_for_each_of_the_text(text: str) -> None:
    assert len(matching_view(text)) == len(text)


@given(st.text())
def test_lower_case_keeps_the_length_of_the_view(text: str) -> None:
    assert len(matching_view(text).lower()) == len(text)


@pytest.mark.parametrize(
    ("typographic", "plain"),
    [("don’t", "don't"), ("“x”", '"x"'), ("3–5", "3-5"), ("a\u00a0b", "a b"), ("a\r\nb", "a\n\nb"), ("ＡＷＳ", "AWS")],
)
def test_typographic_variants_are_folded(typographic: str, plain: str) -> None:
    assert matching_view(typographic) == plain


@given(st.text())
def test_what_is_folded_once_stays(text: str) -> None:
    assert matching_view(matching_view(text)) == matching_view(text)
    assert without_accents(without_accents(text)) == without_accents(text)


def test_names_are_compared_without_accents() -> None:
    assert folded("Zürich") == folded("Zurich") == "zurich"
