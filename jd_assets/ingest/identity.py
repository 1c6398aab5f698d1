"""The identity of a posting: the same posting dropped twice is the same run, whatever file it comes in."""

import hashlib
import json
import uuid

from jd_assets.contracts.posting import Posting, Stated
from jd_assets.failures import PermanentFailure

#: Namespace of all run_ids; changing it would make every posting a new one.
NAMESPACE = uuid.UUID("5d0f3d0e-6a64-4f8e-9b0a-6a645f617373")

#: Stated facts that are no part of the content: boards move their dates and links from day to day under one text.
_PASSING = frozenset({"date_posted", "valid_through", "url"})


def run_id_of(text: str) -> str:
    """The run_id that a person or a partition key names, as it is stored.

    Raises:
        PermanentFailure: It is no run_id.
    """
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise PermanentFailure(f"{text} is no run_id; they look like 2c736802-efcf-4027-8cf8-1b045c61222a") from None


def content_hash_of(
    text: str, title: str | None, company: str | None, location: str | None, stated: Stated | None
) -> str:
    """SHA-256 of what a posting says; without stated facts it is that of earlier releases."""
    content: list[object] = [text, title, company, location]
    facts = stated.model_dump(mode="json", exclude_none=True, exclude=set(_PASSING)) if stated else {}
    if facts:
        content.append(facts)
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def make_posting(
    *,
    source: str,
    source_id: str | None,
    text: str,
    title: str | None = None,
    company: str | None = None,
    location: str | None = None,
    media_type: str = "text/plain",
    place: str = "",
    feed: str | None = None,
    stated: Stated | None = None,
) -> Posting:
    """A posting with its content hash and run_id.

    Its own id (`source_id`, None where it has none) and its content make the run_id. The source is not part of it:
    the same posting read from a folder, dropped into the inbox under another name or posted by a caller is one run;
    another text under the same id is another run.
    """
    content_hash = content_hash_of(text, title, company, location, stated)
    run_id = uuid.uuid5(NAMESPACE, json.dumps([source_id, content_hash]))
    return Posting(
        run_id=str(run_id),
        source=source,
        source_id=source_id or place or source,
        content_hash=content_hash,
        text=text,
        title=title,
        company=company,
        location=location,
        media_type=media_type,
        own_id=source_id,
        feed=feed,
        stated=stated,
    )
