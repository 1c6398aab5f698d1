"""What a feed states wins over what is read in the text, which becomes a warning where it says otherwise."""

from datetime import date
from typing import Any

import pytest

from jd_assets.contracts.nano_parse import NanoParsed
from jd_assets.contracts.posting import Stated, StatedPay
from jd_assets.ingest.identity import make_posting
from jd_assets.parsing.rules import read_posting
from jd_assets.parsing.stated import with_stated

TODAY = date(2026, 11, 20)
TEXT = """Crumb & Co is a bakery in Leeds, UK with 40 shops.

Responsibilities
- Bake bread and rolls every morning for our shops
- Order flour and keep the stock of the bakery
- Train two apprentices in all that they need

Requirements
- Three years as a baker
- Good English

{more}"""


def read(more: str = "", stated: Stated | None = None, **given: Any) -> NanoParsed:
    posting = make_posting(
        source="s", source_id="1", text=TEXT.format(more=more), title="Baker", stated=stated, **given
    )
    return with_stated(posting, read_posting(posting), TODAY).nano_parsed


def pay(low: float, high: float, currency: str = "GBP", period: Any = "year") -> Stated:
    return Stated(pay=StatedPay(min=low, max=high, currency=currency, period=period))


def test_stated_pay_wins_and_says_who_stated_it() -> None:
    parsed = read(stated=pay(24_000, 27_500))
    assert parsed.ctc is not None
    assert (parsed.ctc.min, parsed.ctc.max, parsed.ctc.currency, parsed.ctc.period) == (24_000, 27_500, "GBP", "year")
    assert parsed.ctc.raw == "GBP 24,000–27,500 a year"
    assert parsed.stated_by == {"ctc": "feed"}


def test_pay_that_the_text_says_otherwise_is_a_warning() -> None:
    [warning] = read("Salary: £20,000 - £22,000 per year", pay(24_000, 27_500)).warnings
    assert warning.startswith("the feed states pay of GBP 24,000–27,500 a year, the text says “")


@pytest.mark.parametrize(
    ("more", "stated"),
    [
        ("Salary: £24,000 - £27,500 per year", pay(24_000, 27_500)),
        ("Salary: £24k to £27.5k per year", pay(24_000, 27_500)),
        ("Pay: £12.50 per hour", pay(26_000, 26_000)),
    ],
)
def test_the_same_pay_in_other_words_is_no_warning(more: str, stated: Stated) -> None:
    assert read(more, stated).warnings == []


def test_employment_and_arrangement_win() -> None:
    parsed = read(
        "This is a part-time position. Fully remote.", Stated(employment_type="full_time", work_arrangement="hybrid")
    )
    assert (parsed.employment_type, parsed.work_arrangement) == ("full_time", "hybrid")
    assert parsed.warnings == [
        "the feed states employment as full time, the text reads as part time",
        "the feed states work as hybrid, the text reads as remote",
    ]


def test_a_remote_flag_that_is_not_set_only_warns() -> None:
    parsed = read("This is a fully remote role.", Stated(remote=False))
    assert parsed.work_arrangement == "remote"
    assert parsed.warnings == ["the feed does not flag the posting as remote, the text reads as remote"]
    assert "work_arrangement" not in parsed.stated_by


def test_a_place_that_the_text_says_otherwise_is_a_warning() -> None:
    parsed = read("Location: Leeds, UK", location="Berlin, Germany")
    assert parsed.job_locations[0].city == "Berlin"
    assert parsed.stated_by["job_locations"] == "feed"
    assert [warning for warning in parsed.warnings if "the feed states the place Berlin, Germany" in warning]


def test_a_place_within_the_texts_own_is_no_warning() -> None:
    assert read(location="Leeds, England, United Kingdom").warnings == []


def test_an_employer_whom_the_text_never_names_is_a_warning() -> None:
    parsed = read("Join Crumb & Co today.", company="Staffing Partners")
    assert parsed.company_name == "Staffing Partners"
    assert [
        warning for warning in parsed.warnings if warning.startswith("the feed states the employer Staffing Partners")
    ]
    assert read(company="Crumb & Co").warnings == []


def test_a_stated_industry_is_the_taxonomys() -> None:
    parsed = read(stated=Stated(industry="Logistics"))
    assert parsed.domain.primary is not None
    assert "Logistics" in parsed.domain.primary.domain
    assert parsed.stated_by["domain"] == "feed"


def test_dates_are_kept_and_an_expired_posting_says_so() -> None:
    parsed = read(stated=Stated(date_posted=date(2026, 9, 1), valid_through=date(2026, 11, 19)))
    assert (parsed.date_posted, parsed.valid_through) == (date(2026, 9, 1), date(2026, 11, 19))
    assert parsed.warnings == ["expired: the feed states that the posting was open until 2026-11-19"]
    assert read(stated=Stated(valid_through=TODAY)).warnings == []


def test_without_facts_nothing_changes() -> None:
    posting = make_posting(source="s", source_id="1", text=TEXT, title="Baker")
    parse = read_posting(posting)
    assert with_stated(posting, parse, TODAY) is parse
