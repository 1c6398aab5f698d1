"""All shapes, and the way from a document of any of them to its postings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.feeds import (
    ashby,
    greenhouse,
    hacker_news,
    jobspy,
    lever,
    own,
    personio,
    recruitee,
    schema_org,
    smartrecruiters,
    syndication,
    workable,
)
from jd_assets.ingest.feeds.mapping import Feed, Mappings
from jd_assets.ingest.feeds.values import Item, text_of
from jd_assets.ingest.records import Record


@dataclass(frozen=True)
class Shape:
    """One way in which postings are given.

    Attributes:
        name: Its name, which the postings keep as their feed's kind.
        recognises: Whether an item is of this shape, by its keys.
        read: The posting of an item; what stands around the list of items is given along.
    """

    name: str
    recognises: Callable[[Item], bool]
    read: Callable[[Item, Item], Record]


#: In the order of asking: `own` asks for a `text` only, which others have too.
SHAPES = tuple(
    Shape(module.NAME, module.recognises, module.read)
    for module in (
        schema_org,
        lever,
        greenhouse,
        ashby,
        smartrecruiters,
        workable,
        recruitee,
        personio,
        jobspy,
        hacker_news,
        syndication,
        own,
    )
)
BY_NAME = {shape.name: shape for shape in SHAPES}

#: Keys under which answers keep their list of postings, or the one they are about.
_LISTS = (
    *("jobs", "postings", "offers", "content", "data", "results", "hits", "items", "positions", "children"),
    *("job", "posting", "offer"),
)
_MAX_DEPTH = 4
_SHOWN_KEYS = 12


def shape_of(item: Item) -> Shape | None:
    """The shape of an item, by its keys."""
    return next((shape for shape in SHAPES if shape.recognises(item)), None)


def items_of(document: Any, mappings: Mappings, file_name: str) -> Iterator[tuple[Any, Item]]:
    """The items of a JSON document, each with the object around their list.

    What is of no shape comes along as it is, to be refused by name rather than passed over.
    """
    if _is_linked_data(document):
        yield from ((node, {}) for node in schema_org.nodes(document))
    else:
        yield from _unwrapped(document, {}, mappings, file_name, 0)


def record_of(item: Any, around: Item, mappings: Mappings, file_name: str) -> Record:
    """The posting of an item; its source and place are the reader's to fill in.

    Raises:
        PermanentFailure: It is of no shape, or lacks a text.
    """
    if not isinstance(item, dict):
        raise PermanentFailure("is not a JSON object")
    feed = mappings.feed_of(file_name, item)
    if feed is None:
        shape = shape_of(item)
        if shape is None:
            raise PermanentFailure(_unknown(item))
        return shape.read(item, around)
    given = feed.renamed(item)
    shape = BY_NAME[feed.kind] if feed.kind else BY_NAME[own.NAME] if feed.fields else shape_of(given)
    if shape is None:
        raise PermanentFailure(_unknown(given))
    if shape.name == own.NAME:
        given = {**given, **{key: value for key, value in feed.constants.items() if text_of(given.get(key)) is None}}
    return _with_constants(shape.read(given, around), feed)


def _with_constants(record: Record, feed: Feed) -> Record:
    """The record as one of a named feed; constants fill what it leaves open."""
    constant = own.read({"text": "", **feed.constants}, {})
    facts = constant.stated.model_dump() if constant.stated else {}
    stated = record.stated
    if stated:
        stated = stated.model_copy(update={key: value for key, value in facts.items() if getattr(stated, key) is None})
        stated = type(stated).model_validate(stated.model_dump())
    return replace(
        record,
        feed=feed.name,
        title=record.title or constant.title,
        company=record.company or constant.company,
        location=record.location or constant.location,
        stated=stated or constant.stated,
    )


def _unwrapped(document: Any, around: Item, mappings: Mappings, name: str, depth: int) -> Iterator[tuple[Any, Item]]:
    if isinstance(document, list) and depth < _MAX_DEPTH:
        for each in document:
            if _is_linked_data(each):
                yield from ((node, around) for node in schema_org.nodes(each))
            else:
                yield from _unwrapped(each, around, mappings, name, depth + 1)
        return
    key = _list_key(document) if isinstance(document, dict) and depth < _MAX_DEPTH else None
    if key is None or _is_item(document, key) or mappings.feed_of(name, document, by_columns=True):
        yield document, around
        return
    rest = {other: value for other, value in document.items() if other != key}
    yield from _unwrapped(document[key], {**around, **rest}, mappings, name, depth + 1)


def _is_item(document: Item, key: str) -> bool:
    """Whether an object is a posting itself; a story with a text is not, where its answers are postings."""
    shape = shape_of(document)
    if shape is None or shape.name != own.NAME:
        return shape is not None
    inside = document[key] if isinstance(document[key], list) else [document[key]]
    return not any(shape_of(each) for each in inside)


def _list_key(document: Item) -> str | None:
    for key in _LISTS:
        value = document.get(key)
        if isinstance(value, dict) or (isinstance(value, list) and all(isinstance(each, dict) for each in value)):
            return key
    return None


def _is_linked_data(document: Any) -> bool:
    if isinstance(document, list):
        return bool(document) and all(isinstance(each, dict) and "@type" in each for each in document)
    return isinstance(document, dict) and ("@graph" in document or "@type" in document)


def _unknown(item: Item) -> str:
    keys = [str(key)[:60] for key in item if not str(key).startswith("#")]
    more = f" and {len(keys) - _SHOWN_KEYS} more" if len(keys) > _SHOWN_KEYS else ""
    return (
        f"has no 'text' that is a string, and is of no other shape that is known; it has "
        f"{', '.join(keys[:_SHOWN_KEYS]) or 'nothing'}{more}: name its fields in a mapping file (docs/drops.md)"
    )
