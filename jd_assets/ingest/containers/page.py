"""HTML pages: the JSON-LD postings in them, else the page itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from jd_assets.failures import PermanentFailure
from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.containers.text_file import document_bytes
from jd_assets.ingest.documents.html import refuse_deep
from jd_assets.ingest.documents.to_text import MAX_HTML_CHARS, decoded
from jd_assets.ingest.feeds import schema_org
from jd_assets.ingest.feeds.values import Item
from jd_assets.ingest.records import Record

_LINKED_DATA = 'script[type="application/ld+json"]'


def read_page(drop: Drop) -> Found:
    """The postings that a page states for machines; where it states none, the text that it shows.

    Raises:
        PermanentFailure: It is too large.
    """
    data = document_bytes(drop)
    whole = Record("", None, data, "text/html")
    html = decoded(data)
    nodes = list(_postings(html)) if "JobPosting" in html and len(html) <= MAX_HTML_CHARS else []
    if not nodes:
        yield drop.document(whole)
    elif len(nodes) == 1:
        yield drop.document(_only(nodes[0], whole))
    else:
        for number, node in enumerate(nodes, start=1):
            yield drop.item(node, {}, number, "posting")


def _only(node: Item, whole: Record) -> Record:
    """The one posting of a page; the page shows its text where the node has none."""
    try:
        return schema_org.read(node, {})
    except PermanentFailure:
        facts = schema_org.read({**node, "description": "."}, {})
        return replace(facts, content=whole.content)


def _postings(html: str) -> Iterator[Item]:
    refuse_deep(html)
    for script in LexborHTMLParser(html).css(_LINKED_DATA):
        try:
            document: Any = json.loads(script.text() or "", strict=False)
        except (ValueError, RecursionError):
            continue  # what is broken is left to the text that the page shows
        yield from schema_org.nodes(document)
