"""schema.org `JobPosting` as JSON-LD: alone, in a list, in a `@graph`, or in a page."""

from collections.abc import Iterator, Mapping
from typing import Any

from jd_assets.contracts.posting import Stated, StatedPay
from jd_assets.ingest.feeds.values import (
    Item,
    arrangement_of,
    body_of,
    day_of,
    employment_of,
    first,
    inner,
    label,
    listed,
    pay_of,
    place_of,
    places_of,
)
from jd_assets.ingest.records import Record

NAME = "schema_org"


def recognises(item: Item) -> bool:
    """Nodes of the type `JobPosting`, which may be one of several types and written as an address."""
    return any(str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1] == "JobPosting" for kind in listed(item.get("@type")))


def nodes(document: Any) -> Iterator[Item]:
    """The JobPostings of a JSON-LD document; what they refer to in its graph is put into them."""
    found = list(_flat(document))
    named = {str(node["@id"]): node for node in found if "@id" in node and len(node) > 1}
    for node in found:
        if recognises(node):
            yield {key: _resolved(value, named) for key, value in node.items()}


def read(item: Item, around: Item) -> Record:
    """A posting; lists of duties and skills that stand outside of its description follow it."""
    return Record(
        source="",
        own_id=label(item.get("identifier"), "value") or first(item, "@id"),
        content=body_of(
            (None, item.get("description")),
            *((name, _lines(item.get(key))) for key, name in _PARTS if _is_news(item, key)),
        ),
        media_type="text/html",
        title=first(item, "title", "name"),
        company=label(item.get("hiringOrganization"), "name"),
        location=places_of(_place(each) for each in listed(item.get("jobLocation"))) or _applicants(item),
        feed=NAME,
        stated=Stated(
            pay=_pay(item.get("baseSalary"), first(item, "salaryCurrency")),
            employment_type=employment_of(item.get("employmentType")),
            work_arrangement=next(filter(None, map(arrangement_of, listed(item.get("jobLocationType")))), None),
            industry=label(next(iter(listed(item.get("industry"))), None), "name"),
            date_posted=day_of(item.get("datePosted")),
            valid_through=day_of(item.get("validThrough")),
            url=first(item, "url"),
        ),
    )


_PARTS = (("responsibilities", "Responsibilities"), ("qualifications", "Qualifications"), ("skills", "Skills"))


def _flat(document: Any) -> Iterator[dict[str, Any]]:
    for node in listed(document):
        if isinstance(node, dict):
            yield node
            if "@graph" in node:
                yield from _flat(node["@graph"])


def _resolved(value: Any, named: Mapping[str, Item]) -> Any:
    if isinstance(value, dict) and set(value) == {"@id"}:
        return named.get(str(value["@id"]), value)
    return [_resolved(each, named) for each in value] if isinstance(value, list) else value


def _lines(value: Any) -> str | None:
    return "\n".join(filter(None, (label(each, "name") for each in listed(value)))) or None


def _is_news(item: Item, key: str) -> bool:
    """Whether a list is not in the description already."""
    text = _lines(item.get(key))
    return text is not None and text[:60] not in str(item.get("description"))


def _place(place: Any) -> str | None:
    address = inner(place, "address") if isinstance(place, dict) and "address" in place else place
    if isinstance(address, dict):
        return place_of(*(address.get(f"address{part}") for part in ("Locality", "Region", "Country")))
    return label(address, "name")


def _applicants(item: Item) -> str | None:
    """Where remote workers may live, of a posting that names no place of work."""
    return places_of(label(each, "name") for each in listed(item.get("applicantLocationRequirements")))


def _pay(salary: Any, currency: str | None) -> StatedPay | None:
    if not isinstance(salary, dict):
        return pay_of(salary, salary, currency, None)
    value = salary.get("value", salary)
    money = first(salary, "currency") or currency
    if not isinstance(value, dict):
        return pay_of(value, value, money, salary.get("unitText"))
    low, high = (value.get(name, value.get("value")) for name in ("minValue", "maxValue"))
    return pay_of(low, high, money, first(value, "unitText") or first(salary, "unitText"))
