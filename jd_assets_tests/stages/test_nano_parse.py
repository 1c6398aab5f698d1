from collections.abc import Sequence

from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.failures import JdAssetsError, TransientFailure
from jd_assets.stages.nano_parse import RulesParser, nano_parse
from jd_assets_tests.parsing.conftest import BULLETED, ONE_PARAGRAPH, posting


class OnceFailingParser:
    """The rules, but for the first posting, whose service is down."""

    def parse_many(self, postings: Sequence[Posting]) -> list[NanoParse | JdAssetsError]:
        return [TransientFailure("the service is down"), *RulesParser().parse_many(postings[1:])]


def batch_of(*texts: str) -> Batch[Posting]:
    return Batch({f"run{number}": posting(text) for number, text in enumerate(texts)}, {})


def test_every_posting_of_a_batch_is_parsed() -> None:
    result = nano_parse(batch_of(BULLETED, ONE_PARAGRAPH, ""), RulesParser())
    assert [payload.nano_parsed.JD_type for payload in result.payloads.values()] == ["pass", "pass", "fail"]


def test_one_that_fails_does_not_sink_the_batch() -> None:
    result = nano_parse(batch_of(BULLETED, ONE_PARAGRAPH), OnceFailingParser())
    assert list(result.payloads) == ["run1"]
    assert result.failures == {"run0": Failure("nano_parse", "transient", "the service is down")}


def test_failures_of_earlier_stages_are_carried_along() -> None:
    earlier = Failure("posting", "permanent", "unreadable")
    result = nano_parse(Batch({}, {"run0": earlier}), RulesParser())
    assert result.failures == {"run0": earlier}


def test_an_empty_batch_is_no_error() -> None:
    assert len(nano_parse(Batch({}, {}), RulesParser())) == 0
