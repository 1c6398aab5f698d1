"""A batch holds one outcome a posting, and no posting sinks the others."""

import pytest

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.failures import PermanentFailure, TransientFailure
from jd_assets.stages.batch import failure_of, map_batch, ready
from jd_assets.stages.posting import posting
from jd_assets_tests.llm.postings import posting_of

OLD = Failure("nano_parse", "permanent", "unreadable")


def usage(calls: int) -> LlmUsage:
    return LlmUsage(calls=calls)


def test_each_payload_is_worked_on_and_failures_are_carried_along() -> None:
    batch = map_batch("later", Batch({"a": usage(1), "b": usage(2)}, {"c": OLD}), lambda _, one: usage(one.calls * 10))
    assert {run_id: payload.calls for run_id, payload in batch.payloads.items()} == {"a": 10, "b": 20}
    assert batch.failures == {"c": OLD}
    assert len(batch) == 3


def test_a_posting_that_raises_fails_alone() -> None:
    def work(run_id: str, one: LlmUsage) -> LlmUsage:
        if run_id == "b":
            raise ValueError("two\nlines")
        return one

    batch = map_batch("later", Batch({"a": usage(1), "b": usage(2), "c": usage(3)}, {}), work)
    assert list(batch.payloads) == ["a", "c"]
    assert batch.failures["b"] == Failure("later", "permanent", "ValueError: two lines (a fault of this program)")


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (PermanentFailure("no key"), "permanent", "no key"),
        (TransientFailure("no answer"), "transient", "no answer"),
        (KeyError("x"), "permanent", "KeyError: 'x' (a fault of this program)"),
        (RuntimeError(), "permanent", "RuntimeError (a fault of this program)"),
    ],
)
def test_only_a_transient_failure_is_worth_trying_again(error: Exception, kind: str, reason: str) -> None:
    assert failure_of("later", error) == Failure("later", kind, reason)  # type: ignore[arg-type]


def test_a_posting_that_failed_in_any_input_is_not_ready() -> None:
    batch = ready(Batch({"a": usage(1), "b": usage(2)}, {}), Batch({"a": usage(1)}, {"b": OLD}))
    assert list(batch.payloads) == ["a"]
    assert batch.failures == {"b": OLD}


def test_the_failure_of_the_first_stage_counts() -> None:
    newer, newest = Failure("role_scoring", "permanent", "x"), Failure("enrichment", "permanent", "y")
    batch: Batch[LlmUsage] = ready(Batch({}, {"a": newest}), Batch({}, {"a": OLD}), Batch({}, {"a": newer}))
    assert batch.failures == {"a": OLD}


def test_a_run_id_without_a_posting_is_a_failure_of_its_own() -> None:
    held = posting_of("I bake.")
    batch = posting(Batch({"held": held}, {"lost before": OLD}), ["held", "lost before", "stray"])
    assert dict(batch.payloads) == {"held": held}
    assert batch.failures["lost before"] == OLD
    assert (batch.failures["stray"].stage, batch.failures["stray"].kind) == ("posting", "permanent")
