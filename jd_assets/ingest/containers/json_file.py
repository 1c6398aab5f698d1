"""A JSON file: an answer of a job board's API, a list, JSON-LD; of one that ends early, what is whole."""

import json
import re
from collections.abc import Iterator
from typing import Any

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.containers.lines import read_lines
from jd_assets.ingest.containers.text_file import read_text
from jd_assets.ingest.documents.to_text import decoded
from jd_assets.ingest.feeds.registry import items_of

#: A larger JSON file is refused: it is read in memory, ten times its size. JSON lines may have any size.
MAX_JSON_BYTES = 200_000_000
#: Where a list of items opens: at once, or as the last value so far of the object around it.
_OPENS_LIST = re.compile(r"\s*\[|\s*\{\s*\"(?:jobs|postings|offers|content|data|results|hits|items|@graph)\"\s*:\s*\[")


def read_json(drop: Drop) -> Found:
    """The postings of a JSON file.

    Raises:
        PermanentFailure: It is too large, or no JSON from its start on.
    """
    if drop.path.stat().st_size > MAX_JSON_BYTES:
        raise PermanentFailure(f"it is larger than {MAX_JSON_BYTES // 1_000_000} MB: give it as JSON lines")
    text = decoded(drop.path.read_bytes()).removeprefix("\ufeff")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield from _broken(drop, text, error)
        return
    for number, (item, around) in enumerate(items_of(document, drop.mappings, drop.name), start=1):
        yield drop.item(item, around, number, "item")


def _broken(drop: Drop, text: str, error: Exception) -> Found:
    if drop.ending in {".jsonl", ".ndjson"}:
        yield from read_lines(drop)
    elif drop.ending in {".txt", ".md"}:
        yield from read_text(drop)
    else:
        number = 0
        for value in _whole_items(text):
            for item, around in items_of(value, drop.mappings, drop.name):
                number += 1
                yield drop.item(item, around, number, "item")
        after = f"after item {number} " if number else ""
        raise PermanentFailure(f"{after}it is not JSON: {error}")


def _whole_items(text: str) -> Iterator[Any]:
    """The objects of a list up to where it breaks."""
    opened = _OPENS_LIST.match(text)
    decoder, at = json.JSONDecoder(), opened.end() if opened else len(text)
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, re.compile(r"[\s,]*").match(text, at).end())  # type: ignore[union-attr]
        except (ValueError, RecursionError):
            return
        if not isinstance(value, dict):
            return
        yield value
