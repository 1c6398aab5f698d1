"""What was read from a source: records that become postings, and input that is refused with its reason."""

from dataclasses import dataclass, field

from jd_assets.contracts.posting import Stated


@dataclass(frozen=True)
class Record:
    """One posting as it was found, before its text is cleaned.

    Attributes:
        source: Name of the drop; never part of the posting's identity.
        own_id: Its id in its feed; None where it has none.
        content: Text, or the bytes of a document.
        media_type: Media type of the content.
        title: Title given beside the text, if any.
        company: Employer given beside the text, if any.
        location: Place given beside the text, if any.
        feed: Kind of the feed, as "greenhouse"; None for a plain file.
        stated: Facts of structured fields, if any.
        place: Its line or row in the drop ("file#3"); empty where the drop is the posting. The same
            posting elsewhere is the same.
    """

    source: str
    own_id: str | None
    content: str | bytes
    media_type: str = "text/plain"
    title: str | None = None
    company: str | None = None
    location: str | None = None
    feed: str | None = None
    stated: Stated | None = None
    place: str = field(default="", compare=False)

    @property
    def source_id(self) -> str:
        """What a person knows it by: its own id, else its place, else the drop's name."""
        return self.own_id or self.place or self.source


@dataclass(frozen=True)
class Refused:
    """Input that could not be made a posting, with a sentence that says what to do."""

    source: str
    source_id: str
    reason: str
