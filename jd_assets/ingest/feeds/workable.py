"""Workable's public jobs: the widget's `/api/v1/widget/accounts/…?details=true`, or jobs of its API in full."""

from jd_assets.contracts.posting import Stated
from jd_assets.ingest.feeds.values import (
    Item,
    arrangement_of,
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

NAME = "workable"


def recognises(item: Item) -> bool:
    """Jobs are known by a `shortcode`."""
    return "shortcode" in item and ("title" in item or "full_title" in item)


def read(item: Item, around: Item) -> Record:
    """A job; the account's name stands around the list of jobs."""
    place = part(item, "location") or item
    pay = part(item, "salary")
    details = part(item, "details") or item
    remote = flag_of(place.get("telecommuting"))
    places = [
        place_of(each.get("city"), each.get("region"), each.get("country"))
        for each in listed(item.get("locations"))
        if isinstance(each, dict) and not each.get("hidden")
    ]
    return Record(
        source="",
        own_id=first(item, "shortcode"),
        content=body_of(
            (None, first(details, "description", "full_description")),
            ("Requirements", details.get("requirements")),
            ("Benefits", details.get("benefits")),
        ),
        media_type="text/html",
        title=first(item, "title", "full_title"),
        company=first(item, "company") or first(around, "name"),
        location=places_of(places)
        or place_of(place.get("city"), first(place, "region", "state"), place.get("country"))
        or first(place, "location_str"),
        feed=NAME,
        stated=Stated(
            pay=pay_of(pay.get("salary_from"), pay.get("salary_to"), pay.get("salary_currency"), None),
            employment_type=employment_of(item.get("employment_type")),
            work_arrangement=arrangement_of(place.get("workplace_type")) or ("remote" if remote else None),
            remote=remote,
            industry=first(item, "industry"),
            date_posted=day_of(first(item, "published_on", "created_at")),
            url=first(item, "url", "shortlink"),
        ),
    )
