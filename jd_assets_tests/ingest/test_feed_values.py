from datetime import date

import pytest

from jd_assets.contracts.posting import StatedPay
from jd_assets.ingest.feeds.values import (
    arrangement_of,
    day_of,
    employment_of,
    is_html,
    number_of,
    pay_of,
    period_of,
    place_of,
)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("FULL_TIME", "full_time"),
        ("Full-time", "full_time"),
        ("fulltime_permanent", "full_time"),
        ("Vollzeit", "full_time"),
        ("PART_TIME", "part_time"),
        ("CONTRACTOR", "contract"),
        ("INTERN", "internship"),
        ("working_student", "internship"),
        ("fulltime_fixed_term", "temporary"),
        ("Freelance", "freelance"),
        ("permanent", None),
        ("International", None),
        (None, None),
    ],
)
def test_kinds_of_employment_are_known_however_they_are_spelled(said: str | None, kind: str | None) -> None:
    assert employment_of(said) == kind


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("YEAR", "year"),
        ("1 YEAR", "year"),
        ("per-year-salary", "year"),
        ("annually", "year"),
        ("hourly", "hour"),
        ("per-hour-wage", "hour"),
        ("DAY", "day"),
        ("monthly", "month"),
        ("bi-week-salary", None),
        ("semi-month-salary", None),
        ("NONE", None),
    ],
)
def test_periods_of_pay(said: str, period: str | None) -> None:
    assert period_of(said) == period


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        (5, 5.0),
        ("85,000", 85_000.0),
        ("85 000.50", 85_000.5),
        ("0", None),
        (0, None),
        (True, None),
        ("nan", None),
        ("k", None),
    ],
)
def test_amounts(said: object, amount: float | None) -> None:
    assert number_of(said) == amount


def test_ends_of_pay_that_stand_the_wrong_way_round_are_turned() -> None:
    assert pay_of(9, 5, "$", "hour") == StatedPay(min=5, max=9, currency="USD", period="hour")


def test_pay_without_an_amount_is_none() -> None:
    assert pay_of(None, "", "EUR", "year") is None


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-19",
        "2026-11-19T23:59:59.000Z",
        "2026-11-19 09:00:00 UTC",
        1795089600,
        1795089600000,
        "Thu, 19 Nov 2026 09:00:00 +0000",
    ],
)
def test_days(said: object) -> None:
    assert day_of(said) == date(2026, 11, 19)


@pytest.mark.parametrize("said", ["", "soon", "2026-13-40", "7", None, {}, []])
def test_what_is_no_day_is_none(said: object) -> None:
    assert day_of(said) is None


def test_only_the_country_is_a_country() -> None:
    assert place_of("San Francisco", "CA", "US") == "San Francisco, CA, United States"
    assert place_of("San Francisco", "CA") == "San Francisco, CA"


@pytest.mark.parametrize(
    ("said", "where"),
    [("TELECOMMUTE", "remote"), ("On-site", "onsite"), ("Hybrid", "hybrid"), ("unspecified", None)],
)
def test_where_the_work_is_done(said: str, where: str | None) -> None:
    assert arrangement_of(said) == where


@pytest.mark.parametrize(
    ("text", "html"), [("<p>Bake.</p>", True), ("Use <b>bold</b> where a < b", False), ("The tag <p> opens.", False)]
)
def test_html_is_known_by_its_tags(text: str, html: bool) -> None:
    assert is_html(text) is html
