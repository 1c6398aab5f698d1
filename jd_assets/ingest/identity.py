"""The identity of a posting: the same posting dropped twice is the same run."""

import hashlib
import json
import uuid

from jd_assets.contracts.posting import Posting
from jd_assets.failures import PermanentFailure

#: Namespace of all run_ids; changing it would make every posting a new one.
NAMESPACE = uuid.UUID("5d0f3d0e-6a64-4f8e-9b0a-6a645f617373")


def run_id_of(text: str) -> str:
    """The run_id that a person or a partition key names, as it is stored.

    Raises:
        PermanentFailure: It is no run_id.
    """
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise PermanentFailure(f"{text} is no run_id; they look like 2c736802-efcf-4027-8cf8-1b045c61222a") from None


def make_posting(
    *,
    source: str,
    source_id: str,
    text: str,
    title: str | None = None,
    company: str | None = None,
    location: str | None = None,
    media_type: str = "text/plain",
) -> Posting:
    """A posting with its content hash and run_id.

    The source is a drop's name and not its path, so that the same file read from a folder, dropped into the inbox or
    posted by a caller is one run; another text under the same id is another run.
    """
    content = json.dumps([text, title, company, location], ensure_ascii=False)
    content_hash = hashlib.sha256(content.encode()).hexdigest()
    run_id = uuid.uuid5(NAMESPACE, json.dumps([source, source_id, content_hash]))
    return Posting(
        run_id=str(run_id),
        source=source,
        source_id=source_id,
        content_hash=content_hash,
        text=text,
        title=title,
        company=company,
        location=location,
        media_type=media_type,
    )
