"""Makes postings of records and stores them: the one way into the pipeline for every face of it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import existing, write_rows
from jd_assets.failures import PermanentFailure, as_failure, reason_of
from jd_assets.ingest.documents.to_text import clean_text, to_text
from jd_assets.ingest.identity import make_posting
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.refusals import Arrival, record_refusals

#: A longer title, company or location is none: the longest of 1,883 real postings has 154 characters.
MAX_FIELD_CHARS = 2_000
#: Source and id are the key of `refused_input`, whose index takes 2,704 bytes; a character takes up to four.
MAX_ID_CHARS = 300


@dataclass(frozen=True)
class Intake:
    """What came of a drop, in its order.

    Attributes:
        postings: One a record that could be read; two equal records give the same posting twice.
        refused: What could not be read, with the reason.
    """

    postings: Sequence[Posting]
    refused: Sequence[Refused]

    @property
    def run_ids(self) -> list[str]:
        """The run_ids in the order of arrival, each once."""
        return list(dict.fromkeys(posting.run_id for posting in self.postings))


def take_in(connect: Connect, records: Iterable[Record | Refused]) -> Intake:
    """Clean and store records, and what is refused of them, in one transaction."""
    postings: list[Posting] = []
    places: list[str] = []
    refused: list[Refused] = []
    for record in records:
        if isinstance(record, Refused):
            refused.append(_storable(record))
        elif isinstance(outcome := posting_of(record), Refused):
            refused.append(_storable(outcome))
        else:
            postings.append(outcome)
            places.append(clean_text(record.place))
    intake = Intake(postings, refused)
    with connect() as connection:
        known = existing(connection, "posting", intake.run_ids)
        write_rows(connection, "posting", Batch({posting.run_id: posting for posting in postings}, {}))
        arrived = [
            Arrival(posting, place, posting.run_id not in known)
            for posting, place in zip(postings, places, strict=True)
        ]
        record_refusals(connection, arrived, refused)
    return intake


def posting_of(record: Record) -> Posting | Refused:
    """The posting that a record becomes, or why it becomes none; nothing is stored."""
    try:
        return _read(record)
    except Exception as error:  # whatever a document does to its reader, the others of the drop are taken in
        return Refused(record.source, record.source_id, reason_of(as_failure(error)))


def _read(record: Record) -> Posting:
    limits = {"title": MAX_FIELD_CHARS, "company": MAX_FIELD_CHARS, "location": MAX_FIELD_CHARS}
    for name, limit in (limits | {"source": MAX_ID_CHARS, "source_id": MAX_ID_CHARS}).items():
        if len(getattr(record, name) or "") > limit:
            raise PermanentFailure(f"its {name} has more than {limit:,} characters: give it in fewer")
    text = to_text(record.content, record.media_type)
    return make_posting(
        source=clean_text(record.source),
        source_id=clean_text(record.source_id),
        text=text,
        title=_field(record.title),
        company=_field(record.company),
        location=_field(record.location),
        media_type=record.media_type,
    )


def _storable(refused: Refused) -> Refused:
    """The names of files and columns, which a reason quotes, need not be text that a database takes."""
    return Refused(_key(refused.source), _key(refused.source_id), clean_text(refused.reason))


def _key(text: str) -> str:
    """A name that fits into an index; one that is cut keeps a hash, so that it stays another than its like."""
    if len(text) <= MAX_ID_CHARS:
        return clean_text(text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{clean_text(text[: MAX_ID_CHARS - 20])}… {digest}"


def _field(value: str | None) -> str | None:
    return clean_text(value).strip() or None if value else None
