"""Rows of this project's own names: `text`, and what is known beside it."""

from jd_assets.contracts.posting import Stated
from jd_assets.failures import PermanentFailure
from jd_assets.ingest.feeds.values import (
    Item,
    arrangement_of,
    day_of,
    employment_of,
    first,
    flag_of,
    is_html,
    listed,
    pay_of,
    places_of,
    text_of,
)
from jd_assets.ingest.records import Record

NAME = "own"
#: All that a row may say; a mapping file gives other columns these names.
FIELDS = (
    *("id", "text", "title", "company", "location"),
    *("pay_min", "pay_max", "pay_currency", "pay_period", "employment_type", "work_arrangement", "remote", "industry"),
    *("date_posted", "valid_through", "url"),
)
_NOTHING = Stated()


def recognises(item: Item) -> bool:
    """Rows that have a `text`."""
    return "text" in item


def read(item: Item, around: Item) -> Record:
    """A row.

    Raises:
        PermanentFailure: Its text is none.
    """
    text = item.get("text")
    if not isinstance(text, str):
        raise PermanentFailure("has no 'text' that is a string")
    remote = flag_of(item.get("remote"))
    stated = Stated(
        pay=pay_of(item.get("pay_min"), item.get("pay_max"), item.get("pay_currency"), item.get("pay_period")),
        employment_type=employment_of(item.get("employment_type")),
        work_arrangement=arrangement_of(item.get("work_arrangement")) or ("remote" if remote else None),
        remote=remote,
        industry=first(item, "industry"),
        date_posted=day_of(item.get("date_posted")),
        valid_through=day_of(item.get("valid_through")),
        url=first(item, "url"),
    )
    return Record(
        source="",
        own_id=text_of(item.get("id")),
        content=text,
        media_type="text/html" if is_html(text) else "text/plain",
        title=text_of(item.get("title")),
        company=text_of(item.get("company")),
        location=places_of(text_of(place) for place in listed(item.get("location"))),
        stated=None if stated == _NOTHING else stated,
    )
