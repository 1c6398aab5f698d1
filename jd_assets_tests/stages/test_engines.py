"""The stages that an engine does: what it cannot read fails alone, whatever went wrong."""

from collections.abc import Sequence

import pytest

from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.nano_parse import NanoParse, NanoParsed
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.failures import JdAssetsError, TransientFailure
from jd_assets.parsing.rules import read_posting
from jd_assets.skills.extract import extract_skills
from jd_assets.stages.nano_parse import RulesParser, nano_parse
from jd_assets.stages.skill_extraction import RulesExtractor, skill_extraction
from jd_assets_tests.llm.postings import BAKER, VOCABULARY, posting_of

GOOD, BAD = posting_of(BAKER), posting_of("BAD")
POSTINGS: Batch[Posting] = Batch({"good": GOOD, "bad": BAD}, {"lost": Failure("posting", "permanent", "gone")})
PARSED: Batch[NanoParse] = Batch(
    {run_id: NanoParse(nano_parsed=NanoParsed(JD_type="pass")) for run_id in ("good", "bad")}, dict(POSTINGS.failures)
)


class Refusing:
    """An engine that cannot read the bad posting."""

    def parse_many(self, postings: Sequence[Posting]) -> list[NanoParse | JdAssetsError]:
        return [TransientFailure("no answer") if posting is BAD else PARSED.payloads["good"] for posting in postings]

    def extract_many(self, items: Sequence[tuple[Posting, NanoParse]]) -> list[SkillExtraction | JdAssetsError]:
        return [TransientFailure("no answer") if posting is BAD else SkillExtraction() for posting, _ in items]


def test_a_posting_that_the_parser_cannot_read_fails_alone() -> None:
    batch = nano_parse(POSTINGS, Refusing())
    assert list(batch.payloads) == ["good"]
    assert batch.failures == {
        "bad": Failure("nano_parse", "transient", "no answer"),
        "lost": POSTINGS.failures["lost"],
    }


def test_a_posting_that_the_extractor_cannot_read_fails_alone() -> None:
    batch = skill_extraction(POSTINGS, PARSED, Refusing())
    assert list(batch.payloads) == ["good"]
    assert batch.failures["bad"] == Failure("skill_extraction", "transient", "no answer")
    assert batch.failures["lost"] == POSTINGS.failures["lost"]


def test_a_fault_of_the_parsing_rules_fails_its_posting_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(posting: Posting) -> NanoParse:
        if posting is BAD:
            raise IndexError("no such span")
        return read_posting(posting)

    monkeypatch.setattr("jd_assets.stages.nano_parse.read_posting", faulty)
    batch = nano_parse(POSTINGS, RulesParser())
    assert list(batch.payloads) == ["good"]
    assert batch.failures["bad"].reason == "IndexError: no such span (a fault of this program)"


def test_a_fault_of_the_skill_rules_fails_its_posting_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(posting: Posting, parsed: NanoParse, vocabulary: object) -> SkillExtraction:
        if posting is BAD:
            raise IndexError("no such token")
        return extract_skills(posting, parsed, VOCABULARY)

    monkeypatch.setattr("jd_assets.stages.skill_extraction.extract_skills", faulty)
    batch = skill_extraction(POSTINGS, PARSED, RulesExtractor(VOCABULARY))
    assert list(batch.payloads) == ["good"]
    assert batch.failures["bad"].reason == "IndexError: no such token (a fault of this program)"
