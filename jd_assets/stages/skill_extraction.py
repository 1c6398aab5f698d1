"""`skill_extraction`: parsed postings into the skills they name, by whichever engine reads them."""

from collections.abc import Sequence
from typing import Protocol

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.failures import JdAssetsError, as_failure
from jd_assets.skills.extract import extract_skills
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.batch import failure_of
from jd_assets.stages.side_by_side import side_by_side

STAGE = "skill_extraction"


class SkillExtractor(Protocol):
    """An engine that reads skills out of postings."""

    def extract_many(self, items: Sequence[tuple[Posting, NanoParse]]) -> list[SkillExtraction | JdAssetsError]:
        """One outcome a posting, in their order; a posting that cannot be read gives its error."""
        ...


class RulesExtractor:
    """The offline engine: the library's vocabulary and rules, no model."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def extract_many(self, items: Sequence[tuple[Posting, NanoParse]]) -> list[SkillExtraction | JdAssetsError]:
        """Read each posting by the rules alone."""
        return side_by_side(self._extract, items)

    def _extract(self, item: tuple[Posting, NanoParse]) -> SkillExtraction | JdAssetsError:
        try:
            return extract_skills(*item, self._vocabulary)
        except Exception as error:  # a fault of one posting must not sink the others
            return as_failure(error)


def skill_extraction(
    posting: Batch[Posting], nano_parse: Batch[NanoParse], engine: SkillExtractor
) -> Batch[SkillExtraction]:
    """Extract the skills of a batch; what an earlier stage could not do stays a failure of that stage."""
    failures = {**posting.failures, **nano_parse.failures}
    readable = [run_id for run_id in nano_parse.payloads if run_id in posting.payloads]
    outcomes = engine.extract_many([(posting.payloads[run_id], nano_parse.payloads[run_id]) for run_id in readable])
    payloads: dict[str, SkillExtraction] = {}
    for run_id, outcome in zip(readable, outcomes, strict=True):
        if isinstance(outcome, JdAssetsError):
            failures[run_id] = failure_of(STAGE, outcome)
        else:
            payloads[run_id] = outcome
    return Batch(payloads, failures)
