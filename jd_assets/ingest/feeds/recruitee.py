"""Recruitee's public offers: `/api/offers/`, all offers of a careers site."""

from jd_assets.contracts.posting import Stated
from jd_assets.ingest.feeds.values import (
    Item,
    body_of,
    day_of,
    employment_of,
    first,
    flag_of,
    listed,
    part,
    pay_of,
    place_of,
    places_of,
)
from jd_assets.ingest.records import Record

NAME = "recruitee"


def recognises(item: Item) -> bool:
    """Offers have an address at the careers site."""
    return "title" in item and ("careers_url" in item or "careers_apply_url" in item)


def read(item: Item, around: Item) -> Record:
    """An offer: its description, then its requirements."""
    pay = part(item, "salary")
    places = [
        place_of(each.get("city"), each.get("state"), each.get("country"))
        for each in listed(item.get("locations"))
        if isinstance(each, dict)
    ]
    remote, hybrid = flag_of(item.get("remote")), flag_of(item.get("hybrid"))
    onsite = flag_of(item.get("on_site"))
    # Offers may tick several: one that may be done in the office too is hybrid.
    arrangement = "hybrid" if hybrid or (remote and onsite) else "remote" if remote else "onsite" if onsite else None
    return Record(
        source="",
        own_id=first(item, "id", "guid"),
        content=body_of((None, item.get("description")), ("Requirements", item.get("requirements"))),
        media_type="text/html",
        title=first(item, "title"),
        company=first(item, "company_name") or first(around, "company_name"),
        location=places_of(places)
        or first(item, "location")
        or place_of(item.get("city"), item.get("state_name"), first(item, "country", "country_code")),
        feed=NAME,
        stated=Stated(
            pay=pay_of(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("period")),
            employment_type=employment_of(item.get("employment_type_code")),
            work_arrangement=arrangement,
            remote=remote,
            date_posted=day_of(first(item, "published_at", "created_at")),
            valid_through=day_of(item.get("close_at")),
            url=first(item, "careers_url", "careers_apply_url"),
        ),
    )
