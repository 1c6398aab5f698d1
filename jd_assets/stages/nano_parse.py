"""`nano_parse`: postings into parsed postings, by whichever engine reads them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Protocol

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.database.without_gc import uncollected
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.parsing.rules import read_posting
from jd_assets.parsing.stated import with_stated
from jd_assets.stages.batch import failure_of
from jd_assets.stages.side_by_side import side_by_side

STAGE = "nano_parse"


class NanoParser(Protocol):
    """An engine that reads postings."""

    def parse_many(self, postings: Sequence[Posting]) -> list[NanoParse | JdAssetsError]:
        """One outcome a posting, in their order; a posting that cannot be read gives its error."""
        ...


class RulesParser:
    """The offline engine: deterministic rules, no model."""

    def parse_many(self, postings: Sequence[Posting]) -> list[NanoParse | JdAssetsError]:
        """Read each posting by the rules alone."""
        with uncollected():
            return [self.parse(posting) for posting in postings]

    def parse(self, posting: Posting) -> NanoParse | JdAssetsError:
        """Read a posting by the rules alone; one that cannot be read gives its error."""
        try:
            return read_posting(posting)
        except Exception as error:  # a fault of one posting must not sink the others
            return as_failure(error)


def nano_parse(posting: Batch[Posting], engine: NanoParser, today: date | None = None) -> Batch[NanoParse]:
    """Parse a batch; a posting that the engine could not read becomes a failure, the rest goes on.

    What a feed states beside the text wins over what the engine read in it. `today`, by default the day in UTC, tells
    which postings have expired.
    """
    day = today or datetime.now(UTC).date()
    held = list(posting.payloads.values())
    if isinstance(engine, RulesParser):
        # A posting's document is still at hand when the facts of its feed are held against it.
        outcomes = side_by_side(lambda each: _with_feed(each, engine.parse(each), day), held)
    else:
        read = engine.parse_many(held)
        outcomes = [_with_feed(each, outcome, day) for each, outcome in zip(held, read, strict=True)]
    payloads: dict[str, NanoParse] = {}
    failures = dict(posting.failures)
    for run_id, outcome in zip(posting.payloads, outcomes, strict=True):
        if isinstance(outcome, JdAssetsError):
            failures[run_id] = failure_of(STAGE, outcome)
        else:
            payloads[run_id] = outcome
    return Batch(payloads, failures)


def _with_feed(posting: Posting, outcome: NanoParse | JdAssetsError, day: date) -> NanoParse | JdAssetsError:
    """What an engine read, with what the posting's feed states; an error stays one."""
    if isinstance(outcome, JdAssetsError):
        return outcome
    return with_stated(posting, outcome.model_copy(update={"title_given": posting.title is not None}), day)
