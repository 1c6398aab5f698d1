"""E-mail with one posting: its body, or the document that it carries."""

import email
import re
from email.message import EmailMessage
from email.policy import default

from jd_assets.ingest.containers.drop import Drop, Found
from jd_assets.ingest.containers.text_file import document_bytes
from jd_assets.ingest.documents.to_text import DOCX, HTML, PDF
from jd_assets.ingest.records import Record

#: A body this short is a cover note where a document is attached.
_MAX_NOTE_CHARS = 600
_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg)\s*:)+\s*", re.IGNORECASE)
#: A subject is the posting's title where it is short and no sentence.
_MAX_TITLE_WORDS = 10


def read_mail(drop: Drop) -> Found:
    """The posting of a mail; a message's id is the mail's and not the posting's, so that forwarded it is the same."""
    message = email.message_from_bytes(document_bytes(drop), policy=default)
    body = message.get_body(("html", "plain"))
    content, media_type = _content(body) if isinstance(body, EmailMessage) else ("", "text/plain")
    attached = _document(message)
    if attached is not None and len(content) <= _MAX_NOTE_CHARS:
        yield drop.document(Record("", None, *attached, title=_title(message)))
    else:
        yield drop.document(Record("", None, content, media_type, title=_title(message)))


def _content(part: EmailMessage) -> tuple[str, str]:
    text = part.get_content()
    return (text if isinstance(text, str) else "", part.get_content_type())


def _document(message: EmailMessage) -> tuple[bytes, str] | None:
    """The first document that is attached and can be read."""
    for part in message.iter_attachments():
        kind = part.get_content_type()
        name = (part.get_filename() or "").lower()
        kind = PDF if name.endswith(".pdf") else DOCX if name.endswith(".docx") else kind
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and (kind in {PDF, DOCX} or kind in HTML):
            return data, kind
    return None


def _title(message: EmailMessage) -> str | None:
    subject = _PREFIX.sub("", " ".join(str(message.get("subject") or "").split()))
    is_title = 0 < len(subject.split()) <= _MAX_TITLE_WORDS and subject[-1] not in ".!?"
    return subject if is_title else None
