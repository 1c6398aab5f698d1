"""Pay in the wordings of many trades and countries, and money that is no pay."""

import pytest

from jd_assets.contracts.nano_parse import Ctc
from jd_assets_tests.parsing.conftest import Parse

DUTIES = "\n\nDuties\n- Load trucks in the yard\n- Count stock every evening\n- Help drivers with their papers\n"


def pay(parse: Parse, line: str, **given: str) -> Ctc | None:
    return parse(f"Helper wanted for our yard.\n{line}{DUTIES}", **given).nano_parsed.ctc


@pytest.mark.parametrize(
    ("line", "low", "high", "currency", "period"),
    [
        ("Range: 41.000EUR—52.500EUR a year", 41_000, 52_500, "EUR", "year"),
        ("Starting at $52k, up to $64k", 52_000, 64_000, "USD", "year"),
        ("Pay is up to £44,000 (from £39,000)", 39_000, 44_000, "GBP", "year"),
        ("Salary: $71,000 to - $83,500 per year", 71_000, 83_500, "USD", "year"),
        ("Pay range: Min: $48,000 Max: $55,000", 48_000, 55_000, "USD", "year"),
        ("Rate: £310 - £360 p/d", 310, 360, "GBP", "day"),
        ("24-28 €/h", 24, 28, "EUR", "hour"),
        ("55.000–70.000 € brutto/Jahr, office in Bonn", 55_000, 70_000, "EUR", "year"),
        ("Salary R21 000 – R24 500 per month", 21_000, 24_500, "ZAR", "month"),
        ("USD $19.40/Hr.-USD $22.10/Hr.", 19.4, 22.1, "USD", "hour"),
        ("The minimum annual salary for this role is $99,000.", 99_000, None, "USD", "year"),
        ("The pay for this role is $61,000 - $72,000. Hourly staff are paid weekly.", 61_000, 72_000, "USD", "year"),
        ("Lead card required. $23 an hour.", 23, 23, "USD", "hour"),
        ("Gross pay $1,900 - $2,050/week. Completion bonus $800.", 1_900, 2_050, "USD", "week"),
    ],
)
def test_pay_is_read_in_many_wordings(
    parse: Parse, line: str, low: float, high: float | None, currency: str, period: str
) -> None:
    found = pay(parse, line)
    assert found is not None
    assert (found.min, found.max, found.currency, found.period) == (low, high, currency, period)


@pytest.mark.parametrize(
    "line",
    [
        "55 to 63 cents per mile. Layover: $80 per day. Detention: $18/hour",
        "Perks: $700 annual device budget, free snacks",
        "We add $3K annually toward ongoing education.",
        "Our app pays $1,500 per month to creators.",
        "What is your desired salary? $60,000 - $70,000",
        "Employee referral: $500 per hire",
        "Overtime differential of $2 per hour",
    ],
)
def test_other_money_is_no_pay(parse: Parse, line: str) -> None:
    assert pay(parse, line) is None


@pytest.mark.parametrize(
    ("place", "currency"),
    [("Perth, Australia", "AUD"),
     ("Wellington, New Zealand", "NZD"),
     ("Calgary, Canada", "CAD"),
     ("Reno, NV", "USD"),
     ("Singapore", "SGD")],
)  # fmt: skip
def test_a_bare_dollar_is_that_of_the_place_of_work(parse: Parse, place: str, currency: str) -> None:
    found = pay(parse, "Pay: $32.10 to $41.60 per hour", location=place)
    assert found is not None
    assert found.currency == currency


def test_us_dollars_stay_us_dollars_abroad(parse: Parse) -> None:
    found = pay(parse, "Pay: $60,000 USD a year", location="Toronto, Canada")
    assert found is not None
    assert found.currency == "USD"


def test_the_band_of_the_place_of_work_counts(parse: Parse) -> None:
    bands = "Compensation\nSeattle: $150,000 - $170,000\nBoise: $120,000 - $140,000\nOther places: $110,000 - $130,000"
    found = pay(parse, bands, location="Boise, ID")
    assert found is not None
    assert (found.min, found.max) == (120_000, 140_000)


def test_bands_of_the_levels_in_the_title_are_one_range(parse: Parse) -> None:
    bands = "Welder I: $50,000 - $58,000 per year\nWelder II: $57,000 - $66,000 per year"
    found = pay(parse, bands, title="Welder I/II")
    assert found is not None
    assert (found.min, found.max) == (50_000, 66_000)


def test_pay_that_only_the_title_states_is_read(parse: Parse) -> None:
    found = pay(parse, "Come and see us.", title="Crane Operator - 70-80K USD/Annual")
    assert found is not None
    assert (found.min, found.max, found.currency, found.period) == (70_000, 80_000, "USD", "year")
