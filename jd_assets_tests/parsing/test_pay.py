import pytest

from jd_assets.contracts.nano_parse import Ctc
from jd_assets.parsing.fields.money import value_of
from jd_assets.parsing.fields.pay import pay_of
from jd_assets.parsing.structure.document import document_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salary: €58,000 – €72,000", (58_000, 72_000, "EUR", "year", "€58,000 – €72,000")),
        ("Paying up to £65k + bonus", (None, 65_000, "GBP", "year", "up to £65k")),
        ("Salary: £58-80k per annum", (58_000, 80_000, "GBP", "year", "£58-80k per annum")),
        ("Salary range: from €4,500 gross / month", (4_500, None, "EUR", "month", "from €4,500 gross / month")),
        ("a gross salary between € 5.103,90 and € 7.291,28 a month", (5103.9, 7291.28, "EUR", "month", None)),
        ("Pay: $45 - $60 per hour", (45, 60, "USD", "hour", "$45 - $60 per hour")),
        ("$27/hr", (27, 27, "USD", "hour", "$27/hr")),
        ("CTC: 12-18 LPA", (1_200_000, 1_800_000, "INR", "year", "12-18 LPA")),
        ("₹8,00,000 - ₹12,00,000 per annum", (800_000, 1_200_000, "INR", "year", "₹8,00,000 - ₹12,00,000 per annum")),
        ("4.5 lakh to 6 lakh per year", (450_000, 600_000, "INR", "year", "4.5 lakh to 6 lakh per year")),
        ("Salary: 2,400 - 3,500 EUR/month", (2_400, 3_500, "EUR", "month", "2,400 - 3,500 EUR/month")),
        ("20 million to 40 million VND", (20e6, 40e6, "VND", None, "20 million to 40 million VND")),
        ("Pay range: 95,000 - 120,000", (95_000, 120_000, None, None, "95,000 - 120,000")),
        ("Compensation: 90k-110k EUR", (90_000, 110_000, "EUR", "year", "90k-110k EUR")),
        ("₹12,00,000 - ₹18,00,000", (1_200_000, 1_800_000, "INR", "year", "₹12,00,000 - ₹18,00,000")),
        ("8-12 lakhs", (800_000, 1_200_000, "INR", "year", "8-12 lakhs")),
        ("£30,000 pro rata", (30_000, 30_000, "GBP", "year", "£30,000")),
        ("$20/hour - $25/hour", (20, 25, "USD", "hour", "$20/hour - $25/hour")),
        ("€4,100 per month to €5,300", (4_100, 5_300, "EUR", "month", None)),
        ("from £31,000 p.a. up to £36,500", (31_000, 36_500, "GBP", "year", "from £31,000 p.a. up to £36,500")),
        ("$100,000 - $120,000 a year to run training", (100_000, 120_000, "USD", "year", "$100,000 - $120,000 a year")),
        ("Salary\n£50,000.00/yr", (50_000, 50_000, "GBP", "year", "£50,000.00/yr")),
    ],
)
def test_pay_is_read_with_bounds_currency_and_period(
    text: str, expected: tuple[float | None, float | None, str | None, str | None, str | None]
) -> None:
    pay = pay_of(document_of(text))
    assert pay is not None
    assert (pay.min, pay.max, pay.currency, pay.period) == expected[:4]
    assert expected[4] in (None, pay.raw)


@pytest.mark.parametrize(
    "text",
    [
        "We raised $150M in our Series D",
        "€1,000 annual training budget",
        "Meal allowance of €10.46/day",
        "We manage $17B in assets for our customers",
        "£250 clothing allowance when you join",
        "Referral bonus of $1,500",
        "between 5,000 and 6,000 employees",
        "lifting boxes of up to 25 pounds",
        "Salary: competitive",
        "Contracts of $6,000,000 - $9,000,000 per year",
        "$2 - $3 per year",
    ],
)
def test_other_money_is_no_pay(text: str) -> None:
    assert pay_of(document_of(text)) is None


def test_stated_pay_wins_over_perks() -> None:
    text = "€540 home office budget\nSalary: €61,200–€100,100 a year\n€1,200 learning budget"
    pay = pay_of(document_of(text))
    assert pay == Ctc(min=61_200, max=100_100, currency="EUR", period="year", raw="€61,200–€100,100 a year")


@pytest.mark.parametrize(
    "text",
    [
        "Salary: $120,000 a year, a sign-on bonus of $15,000 to $20,000 a year",
        "$120,000 per year plus a bonus of up to $20,000 per year",
        "Referral bonus of $1,000 - $2,000 per year. Base pay $120,000 per year",
        "Relocation: $9,000 to $12,000 a year. You earn $120,000 a year",
        "Pay $120,000 per year | equipment worth $3,000 to $4,000 per year",
        "A sign-on of $9,000 to $12,000 a year. Base: $120,000 a year",
        "$120,000 a year + a travel card",
    ],
)
def test_money_beside_the_salary_is_not_taken_for_it(text: str) -> None:
    pay = pay_of(document_of(text))
    assert pay is not None
    assert (pay.min, pay.max, pay.period) == (120_000, 120_000, "year")


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("1,234", 1234),
        ("1.234", 1234),
        ("12,34,567", 1_234_567),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("10.46", 10.46),
        ("10 000", 10_000),
        ("1,2,3", None),
    ],
)
def test_written_numbers_are_read_in_each_grouping(number: str, value: float | None) -> None:
    assert value_of(number) == value
