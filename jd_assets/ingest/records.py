"""What was read from a source: records that become postings, and input that is refused with its reason."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Record:
    """One posting as it was found, before its text is cleaned.

    Attributes:
        source: Name of the drop.
        source_id: Its id there.
        content: Text, or the bytes of a document.
        media_type: Media type of the content.
        title: Title given beside the text, if any.
        company: Employer given beside the text, if any.
        location: Place given beside the text, if any.
        place: Its line or row in the drop ("file#3"); empty where the drop is the posting. The same
            posting elsewhere is the same.
    """

    source: str
    source_id: str
    content: str | bytes
    media_type: str = "text/plain"
    title: str | None = None
    company: str | None = None
    location: str | None = None
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class Refused:
    """Input that could not be made a posting, with a sentence that says what to do."""

    source: str
    source_id: str
    reason: str
