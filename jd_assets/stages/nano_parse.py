"""`nano_parse`: postings into parsed postings, by whichever engine reads them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Protocol

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.parsing.rules import read_posting
from jd_assets.parsing.stated import with_stated
from jd_assets.parsing.structure.document import KEPT
from jd_assets.stages.batch import failure_of
from jd_assets.stages.without_gc import uncollected

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
            return [self._parse(posting) for posting in postings]

    def _parse(self, posting: Posting) -> NanoParse | JdAssetsError:
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
    payloads: dict[str, NanoParse] = {}
    failures = dict(posting.failures)
    held = list(posting.payloads.items())
    # The rules' documents are at hand for the facts of a feed if these follow soon; a model is asked all at once.
    step = KEPT if isinstance(engine, RulesParser) else max(1, len(held))
    for first in range(0, len(held), step):
        part = held[first : first + step]
        outcomes = engine.parse_many([each for _, each in part])
        for (run_id, each), outcome in zip(part, outcomes, strict=True):
            if isinstance(outcome, JdAssetsError):
                failures[run_id] = failure_of(STAGE, outcome)
            else:
                read = outcome.model_copy(update={"title_given": each.title is not None})
                payloads[run_id] = with_stated(each, read, day)
    return Batch(payloads, failures)
