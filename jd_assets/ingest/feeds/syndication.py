"""RSS and Atom: an item or an entry a posting; boards add elements of their own for company and place."""

from jd_assets.contracts.posting import Stated
from jd_assets.ingest.feeds.values import Item, body_of, day_of, employment_of, first, inner, label, listed, place_of
from jd_assets.ingest.records import Record

NAME = "rss"


def recognises(item: Item) -> bool:
    """Elements `item` and `entry` with a title, as the XML container names them."""
    return item.get("#tag") in {"item", "entry"} and "title" in item


def read(item: Item, around: Item) -> Record:
    """An item; the full text (`content:encoded`, `content`) goes before the summary."""
    links = [label(each, "@href") for each in listed(item.get("link"))]
    return Record(
        source="",
        own_id=label(item.get("guid"), "#text") or first(item, "id") or next(filter(None, links), None),
        content=body_of((None, _full(item))),
        media_type="text/html",
        title=label(item.get("title"), "#text"),
        company=first(item, "company", "company_name", "hiringOrganization"),
        location=first(item, "location", "job_location")
        or place_of(item.get("city"), item.get("region"), item.get("country")),
        feed=NAME,
        stated=Stated(
            employment_type=employment_of(item.get("job_type"), item.get("type"), item.get("jobtype")),
            date_posted=day_of(first(item, "pubDate", "published", "date", "updated")),
            valid_through=day_of(first(item, "expires", "expiration_date", "validThrough")),
            url=next(filter(None, links), None),
        ),
    )


def _full(item: Item) -> str | None:
    names = ("encoded", "content", "description", "summary")
    texts = (label(item.get(name), "#text") or label(inner(item, name), "#html") for name in names)
    return next(filter(None, texts), None)
