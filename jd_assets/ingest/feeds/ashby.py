"""Ashby's public job board: `/posting-api/job-board/…?includeCompensation=true`."""

from jd_assets.contracts.posting import Stated, StatedPay
from jd_assets.ingest.feeds.values import (
    Item,
    arrangement_of,
    body_of,
    day_of,
    employment_of,
    first,
    flag_of,
    inner,
    listed,
    pay_of,
    place_of,
    places_of,
)
from jd_assets.ingest.records import Record

NAME = "ashby"


def recognises(item: Item) -> bool:
    """Jobs have a `jobUrl` and their description twice, as HTML and plain."""
    return "title" in item and "jobUrl" in item and ("descriptionHtml" in item or "descriptionPlain" in item)


def read(item: Item, around: Item) -> Record:
    """A job, with the places that stand beside its first one."""
    others = [
        place_of(each.get("location")) for each in listed(item.get("secondaryLocations")) if isinstance(each, dict)
    ]
    return Record(
        source="",
        # Boards without ids name a job by its address, whose last part is the id.
        own_id=first(item, "id") or (first(item, "jobUrl") or "").rstrip("/").rsplit("/", 1)[-1] or None,
        content=body_of((None, first(item, "descriptionHtml", "descriptionPlain"))),
        media_type="text/html",
        title=first(item, "title"),
        company=first(item, "companyName") or first(around, "organizationName", "name"),
        location=places_of([place_of(item.get("location")) or _address(item), *others]),
        feed=NAME,
        stated=Stated(
            pay=_pay(item),
            employment_type=employment_of(item.get("employmentType")),
            work_arrangement=arrangement_of(item.get("workplaceType")),
            remote=flag_of(item.get("isRemote")),
            date_posted=day_of(item.get("publishedAt")),
            url=first(item, "jobUrl"),
        ),
    )


def _address(item: Item) -> str | None:
    address = inner(item, "address", "postalAddress") or {}
    return place_of(*(inner(address, f"address{part}") for part in ("Locality", "Region", "Country")))


def _pay(item: Item) -> StatedPay | None:
    """The salary among the summary's components; equity and bonus are no pay of that kind."""
    for part in listed(inner(item, "compensation", "summaryComponents")):
        if isinstance(part, dict) and part.get("compensationType") == "Salary":
            return pay_of(part.get("minValue"), part.get("maxValue"), part.get("currencyCode"), part.get("interval"))
    return None
