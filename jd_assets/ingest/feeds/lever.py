"""Lever's public postings: `/v0/postings/…?mode=json`, a list of postings or one of them."""

from jd_assets.contracts.posting import Stated
from jd_assets.ingest.feeds.values import (
    Item,
    arrangement_of,
    body_of,
    day_of,
    employment_of,
    first,
    listed,
    part,
    pay_of,
    place_of,
    places_of,
    text_of,
)
from jd_assets.ingest.records import Record

NAME = "lever"


def recognises(item: Item) -> bool:
    """Postings have their title in `text`, beside `categories` and addresses at Lever."""
    return "text" in item and isinstance(item.get("categories"), dict) and ("hostedUrl" in item or "applyUrl" in item)


def read(item: Item, around: Item) -> Record:
    """A posting: its description, its lists under their headings, then what is additional."""
    lists = [
        (text_of(each.get("text")), f"<ul>{text_of(each.get('content')) or ''}</ul>")
        for each in listed(item.get("lists"))
        if isinstance(each, dict)
    ]
    categories = item["categories"]
    pay = part(item, "salaryRange")
    places = [text_of(each) for each in listed(categories.get("allLocations"))]
    return Record(
        source="",
        own_id=first(item, "id"),
        content=body_of(
            (None, first(item, "description", "descriptionPlain")),
            *lists,
            (None, first(item, "salaryDescription", "salaryDescriptionPlain")),
            (None, first(item, "additional", "additionalPlain")),
        ),
        media_type="text/html",
        title=first(item, "text"),
        company=first(around, "company", "name"),
        location=places_of(places) or place_of(categories.get("location")) or place_of(None, None, item.get("country")),
        feed=NAME,
        stated=Stated(
            pay=pay_of(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("interval")),
            employment_type=employment_of(categories.get("commitment")),
            work_arrangement=arrangement_of(item.get("workplaceType")),
            date_posted=day_of(item.get("createdAt")),
            url=first(item, "hostedUrl", "applyUrl"),
        ),
    )
