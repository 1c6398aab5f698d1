"""Personio's public positions: the XML of `/xml`, `workzag-jobs` with a `position` each."""

from jd_assets.contracts.posting import Stated
from jd_assets.ingest.feeds.values import Item, body_of, day_of, employment_of, first, inner, listed, places_of, text_of
from jd_assets.ingest.records import Record

NAME = "personio"


def recognises(item: Item) -> bool:
    """Positions keep their text in parts, `jobDescriptions`."""
    return "jobDescriptions" in item and "name" in item


def read(item: Item, around: Item) -> Record:
    """A position, its parts under their names."""
    parts = [part for part in listed(inner(item, "jobDescriptions", "jobDescription")) if isinstance(part, dict)]
    offices = [item.get("office"), *listed(inner(item, "additionalOffices", "office"))]
    return Record(
        source="",
        own_id=first(item, "id"),
        content=body_of(*((text_of(part.get("name")), part.get("value")) for part in parts)),
        media_type="text/html",
        title=first(item, "name"),
        company=first(item, "subcompany"),
        location=places_of(map(text_of, offices)),
        feed=NAME,
        stated=Stated(
            # "permanent" says nothing of the hours, the schedule does; an internship has a schedule too.
            employment_type=employment_of(item.get("employmentType"), item.get("schedule")),
            industry=first(item, "industry"),
            date_posted=day_of(item.get("createdAt")),
            url=first(item, "url"),
        ),
    )
