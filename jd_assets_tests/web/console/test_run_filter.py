from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.web.console.run_filter import RunFilter, search_words


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("kafka pipe", "'kafka':* & 'pipe':*"),
        ("C++", "'C++'"),
        ("node.js", "'node.js':*"),
        ("it's", "'it''s':*"),
        (r"back\slash", "'back slash':*"),
        ("& | ! :*", None),
        ("", None),
    ],
)
def test_words_are_looked_for_by_their_beginnings(typed: str, expression: str | None) -> None:
    assert search_words(typed) == expression


def test_a_filter_survives_its_address() -> None:
    wanted = RunFilter(q="kafka", case="AF", since=date(2026, 1, 2), least=0.5, failed=True)

    assert RunFilter.of(dict(part.split("=") for part in wanted.address.split("&"))) == wanted


def test_a_day_ends_at_its_end() -> None:
    assert RunFilter(until=date(2026, 1, 2)).parameters["until"] == datetime(2026, 1, 3, tzinfo=UTC)


def test_new_roles_of_other_cases_are_none() -> None:
    assert RunFilter(case="A", new_role=True).parameters["cases"] == []


@given(
    st.dictionaries(st.sampled_from(["q", "case", "since", "until", "least", "most", "before", "failed"]), st.text())
)
def test_any_address_is_a_filter(query: dict[str, str]) -> None:
    assert RunFilter.of(query).parameters
