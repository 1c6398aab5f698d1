"""Makes postings of records and stores them: the one way into the pipeline for every face of it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import psycopg

from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.failures import PermanentFailure, as_failure, reason_of
from jd_assets.ingest.documents.to_text import clean_text, to_text
from jd_assets.ingest.identity import make_posting
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.refusals import Arrival, record_refusals
from jd_assets.ingest.store import store
from jd_assets.text.plain import is_blank

#: A longer title, company or location is none: the longest of 1,883 real postings has 154 characters.
MAX_FIELD_CHARS = 2_000
#: Source and id are the key of `refused_input`, whose index takes 2,704 bytes; a character takes up to four.
MAX_ID_CHARS = 300
#: Postings, and characters of them, that are stored in one transaction: what an intake holds in memory at a time.
CHUNK_POSTINGS, CHUNK_CHARS = 500, 8_000_000

#: Called with a chunk's run_ids inside its transaction, so that what must go along with the postings does.
Along = Callable[[psycopg.Connection, Sequence[str]], None]


@dataclass(frozen=True)
class Intake:
    """What came of a drop, in its order.

    Attributes:
        arrived: One a record that could be read; two equal records are the same posting twice.
        refused: What could not be read, with the reason.
    """

    arrived: Sequence[Arrival]
    refused: Sequence[Refused]

    @property
    def run_ids(self) -> list[str]:
        """The run_ids in the order of arrival, each once."""
        return list(dict.fromkeys(each.run_id for each in self.arrived))


@dataclass
class _Chunk:
    """Postings that wait to be stored together."""

    postings: list[Posting] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    chars: int = 0

    def add(self, posting: Posting, place: str) -> None:
        self.postings.append(posting)
        self.places.append(place)
        self.chars += len(posting.text)

    @property
    def is_full(self) -> bool:
        return len(self.postings) >= CHUNK_POSTINGS or self.chars >= CHUNK_CHARS


def take_in(connect: Connect, records: Iterable[Record | Refused], along: Along | None = None) -> Intake:
    """Clean and store records, and what is refused of them.

    Memory stays bounded: postings are stored in chunks, each in one transaction, and refusals with the last of them.
    An intake that is cut short is done again, which changes nothing of what it stored.
    """
    arrived: list[Arrival] = []
    refused: list[Refused] = []
    for chunk in _chunks(records, refused):
        arrived += _stored(connect, chunk, refused, along)
    with connect() as connection:
        record_refusals(connection, arrived, refused)
    return Intake(arrived, refused)


def _chunks(records: Iterable[Record | Refused], refused: list[Refused]) -> Iterator[_Chunk]:
    chunk = _Chunk()
    for record in records:
        outcome = record if isinstance(record, Refused) else posting_of(record)
        if isinstance(outcome, Refused):
            refused.append(storable(outcome))
            continue
        chunk.add(outcome, clean_text(record.place) if isinstance(record, Record) else "")
        if chunk.is_full:
            yield chunk
            chunk = _Chunk()
    if chunk.postings:
        yield chunk


def _stored(connect: Connect, chunk: _Chunk, refused: list[Refused], along: Along | None) -> list[Arrival]:
    """Store a chunk; where the database takes one posting of it for none, the others are stored without it."""
    try:
        with connect() as connection:
            arrived = store(connection, chunk.postings, chunk.places)
            if along:
                along(connection, list(dict.fromkeys(each.run_id for each in arrived)))
            return arrived
    except psycopg.DataError as error:
        if len(chunk.postings) == 1:
            [posting] = chunk.postings
            refused.append(Refused(posting.source, posting.source_id, f"the database refuses it: {reason_of(error)}"))
            return []
    half = len(chunk.postings) // 2
    parts = (
        _Chunk(chunk.postings[:half], chunk.places[:half]),
        _Chunk(chunk.postings[half:], chunk.places[half:]),
    )
    return [each for part in parts for each in _stored(connect, part, refused, along)]


def posting_of(record: Record) -> Posting | Refused:
    """The posting that a record becomes, or why it becomes none; nothing is stored."""
    try:
        return read_record(record)
    except Exception as error:  # whatever a document does to its reader, the others of the drop are taken in
        return Refused(record.source, record.source_id, reason_of(as_failure(error)))


def read_record(record: Record) -> Posting:
    """The posting of a record, with its text cleaned.

    Raises:
        PermanentFailure: Its content cannot be read, or a field of it is too long.
    """
    for name in ("title", "company", "location"):
        if len(getattr(record, name) or "") > MAX_FIELD_CHARS:
            raise PermanentFailure(f"its {name} has more than {MAX_FIELD_CHARS:,} characters: give it in fewer")
    if len(record.own_id or "") > MAX_ID_CHARS:
        raise PermanentFailure(f"its id has more than {MAX_ID_CHARS:,} characters: give it in fewer")
    text = to_text(record.content, record.media_type)
    return make_posting(
        source=key_of(record.source),
        source_id=clean_text(record.own_id) if record.own_id else None,
        place=key_of(record.place),
        text=text,
        title=_field(record.title),
        company=_field(record.company),
        location=_field(record.location),
        media_type=record.media_type,
        feed=record.feed,
        stated=record.stated,
    )


def storable(refused: Refused) -> Refused:
    """The names of files and columns, which a reason quotes, need not be text that a database takes."""
    return Refused(key_of(refused.source), key_of(refused.source_id), clean_text(refused.reason))


def key_of(text: str) -> str:
    """A name that fits into an index; one that is cut keeps a hash, so that it stays another than its like."""
    if len(text) <= MAX_ID_CHARS:
        return clean_text(text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{clean_text(text[: MAX_ID_CHARS - 20])}… {digest}"


def _field(value: str | None) -> str | None:
    """The field, or None where nothing of it can be seen."""
    cleaned = clean_text(value or "").strip()
    return None if is_blank(cleaned) else cleaned
