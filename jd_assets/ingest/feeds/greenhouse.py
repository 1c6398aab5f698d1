"""Greenhouse's public job board: `/v1/boards/…/jobs?content=true`, or one job of it."""

from jd_assets.contracts.posting import Stated, StatedPay
from jd_assets.ingest.feeds.values import (
    Item,
    body_of,
    day_of,
    first,
    inner,
    listed,
    number_of,
    pay_of,
    places_of,
    text_of,
)
from jd_assets.ingest.records import Record

NAME = "greenhouse"
#: Dates of Greenhouse are in cents of a currency's unit.
_CENTS = 100


def recognises(item: Item) -> bool:
    """Jobs have an `absolute_url`, and a `content` or Greenhouse's own second id."""
    return "absolute_url" in item and "title" in item and ("content" in item or "internal_job_id" in item)


def read(item: Item, around: Item) -> Record:
    """A job; its `content` is HTML that is escaped once more."""
    offices = [
        text_of(inner(office, "location")) or text_of(inner(office, "name")) for office in listed(item.get("offices"))
    ]
    return Record(
        source="",
        own_id=first(item, "id"),
        content=body_of((None, item.get("content"))),
        media_type="text/html",
        title=first(item, "title"),
        company=first(item, "company_name") or first(around, "name"),
        location=text_of(inner(item, "location", "name")) or places_of(offices),
        feed=NAME,
        stated=Stated(
            pay=_pay(item),
            date_posted=day_of(item.get("first_published")),
            valid_through=day_of(item.get("application_deadline")),
            url=first(item, "absolute_url"),
        ),
    )


def _pay(item: Item) -> StatedPay | None:
    """The one range of pay; several are those of several places, of which none is the job's."""
    ranges = [each for each in listed(item.get("pay_input_ranges")) if isinstance(each, dict)]
    if len(ranges) != 1:
        return None
    [given] = ranges
    low, high = (number_of(given.get(name)) for name in ("min_cents", "max_cents"))
    return pay_of(low and low / _CENTS, high and high / _CENTS, given.get("currency_type"), _period(given))


def _period(given: Item) -> str | None:
    """Greenhouse states no period; the range's title may name it ("Annual Salary", "Hourly Rate")."""
    title = (first(given, "title") or "").lower()
    return next((word for word in ("hour", "month", "year", "annual") if word in title), None)
