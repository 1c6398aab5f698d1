"""Postings of a call through the one ingest function, each matched with the run that it is."""

from collections.abc import Sequence

from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.ingest.feeds.values import is_html
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import posting_of, take_in
from jd_assets.web.api.payloads import PostingIn
from jd_assets.web.problems import FieldError, Problem, problem

#: The drop that callers' postings belong to.
SOURCE = "http"


def register(connect: Connect, given: Sequence[PostingIn]) -> list[str | Problem]:
    """Store postings in one transaction; one run_id each, or why there is none, in their order.

    What is refused is told to the caller at once, so it is not kept with the refused input of drops.
    """
    records = [_record(each) for each in given]
    read = [posting_of(record) for record in records]
    readable = [record for record, outcome in zip(records, read, strict=True) if isinstance(outcome, Posting)]
    stored = iter(take_in(connect, readable).arrived if readable else ())
    return [_refused(outcome) if isinstance(outcome, Refused) else next(stored).run_id for outcome in read]


def _record(given: PostingIn) -> Record:
    media_type = given.media_type or ("text/html" if is_html(given.text) else "text/plain")
    return Record(
        source=SOURCE,
        own_id=given.id or None,
        content=given.text,
        media_type=media_type,
        title=given.title,
        company=given.company,
        location=given.location,
    )


def _refused(refused: Refused) -> Problem:
    return problem(422, refused.reason, [FieldError(pointer="/text", detail=refused.reason)])
