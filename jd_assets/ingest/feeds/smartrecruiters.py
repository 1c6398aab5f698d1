"""SmartRecruiters' public postings: `/v1/companies/…/postings/ID`, or many of these in `content`."""

from jd_assets.contracts.posting import Stated
from jd_assets.failures import PermanentFailure
from jd_assets.ingest.feeds.values import (
    Item,
    body_of,
    day_of,
    employment_of,
    first,
    flag_of,
    inner,
    label,
    part,
    place_of,
    text_of,
)
from jd_assets.ingest.records import Record

NAME = "smartrecruiters"
#: Sections of an ad in the order in which its page shows them.
_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


def recognises(item: Item) -> bool:
    """Postings have a `jobAd`; those of a listing, without it, a `releasedDate` beside a company."""
    return "name" in item and ("jobAd" in item or ("releasedDate" in item and isinstance(item.get("company"), dict)))


def read(item: Item, around: Item) -> Record:
    """A posting, its sections under their titles.

    Raises:
        PermanentFailure: It is an entry of a listing, which has no text.
    """
    sections = inner(item, "jobAd", "sections") or {}
    if not sections:
        raise PermanentFailure(
            "it is an entry of a listing without its text: fetch the posting by its id, with `jobAd`"
        )
    place = part(item, "location")
    remote, hybrid = flag_of(place.get("remote")), flag_of(place.get("hybrid"))
    return Record(
        source="",
        own_id=first(item, "id", "uuid"),
        content=body_of(
            *((text_of(inner(sections, name, "title")), inner(sections, name, "text")) for name in _SECTIONS)
        ),
        media_type="text/html",
        title=first(item, "name"),
        company=label(item.get("company"), "name"),
        location=text_of(place.get("fullLocation"))
        or place_of(place.get("city"), place.get("region"), place.get("country")),
        feed=NAME,
        stated=Stated(
            employment_type=employment_of(label(item.get("typeOfEmployment"))),
            work_arrangement="hybrid" if hybrid else "remote" if remote else None,
            remote=remote,
            industry=label(item.get("industry")),
            date_posted=day_of(item.get("releasedDate")),
            url=first(item, "postingUrl", "applyUrl"),
        ),
    )
