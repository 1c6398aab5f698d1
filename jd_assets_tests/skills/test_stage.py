from collections.abc import Sequence

from jd_assets.contracts.base import Section
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.failures import JdAssetsError, TransientFailure
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages.skill_extraction import RulesExtractor, skill_extraction
from jd_assets_tests.skills.samples import posted


class FlakyExtractor:
    """An engine that cannot reach its service for one posting."""

    def extract_many(self, items: Sequence[tuple[Posting, NanoParse]]) -> list[SkillExtraction | JdAssetsError]:
        return [TransientFailure("The service is down."), *[SkillExtraction() for _ in items[1:]]]


def test_each_posting_has_its_own_outcome(vocabulary: Vocabulary) -> None:
    posting, parsed = posted((Section.REQUIRED, "You know Python"))
    done = skill_extraction(
        Batch({"a": posting, "b": posting}, {}), Batch({"a": parsed, "b": parsed}, {}), RulesExtractor(vocabulary)
    )

    assert [[skill.skill_name for skill in payload.final_skills] for payload in done.payloads.values()] == [
        ["Python"]
    ] * 2


def test_a_posting_that_was_not_parsed_stays_a_failure_of_that_stage(vocabulary: Vocabulary) -> None:
    posting, parsed = posted((Section.REQUIRED, "You know Python"))
    unread = Failure("nano_parse", "permanent", "no text")
    done = skill_extraction(
        Batch({"a": posting, "b": posting}, {}), Batch({"a": parsed}, {"b": unread}), RulesExtractor(vocabulary)
    )

    assert list(done.payloads) == ["a"]
    assert done.failures == {"b": unread}


def test_a_posting_that_the_engine_fails_on_does_not_sink_the_batch() -> None:
    posting, parsed = posted((Section.REQUIRED, "You know Python"))
    done = skill_extraction(
        Batch({"a": posting, "b": posting}, {}), Batch({"a": parsed, "b": parsed}, {}), FlakyExtractor()
    )

    assert list(done.payloads) == ["b"]
    assert done.failures["a"].kind == "transient"


def test_a_fault_of_the_rules_is_a_failure_of_that_posting_alone(vocabulary: Vocabulary) -> None:
    posting, parsed = posted((Section.REQUIRED, "You know Python"))
    broken = posting.model_copy(update={"text": None})
    done = skill_extraction(
        Batch({"a": broken, "b": posting}, {}), Batch({"a": parsed, "b": parsed}, {}), RulesExtractor(vocabulary)
    )

    assert list(done.payloads) == ["b"]
    assert done.failures["a"].stage == "skill_extraction"
