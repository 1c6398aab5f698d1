"""Hacker News' monthly "Who is hiring?": each first answer to the story is a posting."""

import html
import re

from jd_assets.contracts.posting import Stated
from jd_assets.failures import PermanentFailure
from jd_assets.ingest.feeds.values import Item, day_of, first
from jd_assets.ingest.records import Record

NAME = "hacker_news"
#: The first line is by custom "Company | Role | Place | Remote | Kind"; fewer parts are prose.
_MIN_PARTS = 3
_MAX_COMPANY_CHARS = 60
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"\s*[(\[]?https?://\S+[)\]]?")
_FIRST_LINE = re.compile(r"<p>|\n", re.IGNORECASE)


def recognises(item: Item) -> bool:
    """Comments of the item API (`by`, `parent`), of the tree (`type: comment`), and of the search (`comment_text`)."""
    is_comment = item.get("type") == "comment" or "comment_text" in item
    return is_comment and any(name in item for name in ("id", "objectID", "story_id"))


def read(item: Item, around: Item) -> Record:
    """A comment; its employer is a fact where the first line keeps to the custom.

    Raises:
        PermanentFailure: The comment was deleted.
    """
    text = first(item, "text", "comment_text")
    if text is None:
        raise PermanentFailure("the comment was deleted and holds no text")
    return Record(
        source="",
        own_id=first(item, "id", "objectID"),
        content=text if "<" in text else text.replace("\n", "<p>"),
        media_type="text/html",
        company=_company(text),
        feed=NAME,
        stated=Stated(
            date_posted=day_of(first(item, "created_at", "time", "created_at_i")),
            url=f"https://news.ycombinator.com/item?id={first(item, 'id', 'objectID')}",
        ),
    )


def _company(text: str) -> str | None:
    """The first part of a first line that keeps to the custom."""
    line = html.unescape(_TAG.sub("", _FIRST_LINE.split(text, maxsplit=1)[0]))
    parts = line.split("|")
    name = _LINK.sub("", parts[0]).strip()
    return name if len(parts) >= _MIN_PARTS and 0 < len(name) <= _MAX_COMPANY_CHARS else None
