"""LLM2 is asked about close decisions only, and what it answers, or fails to, is recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision, Stage4Decision
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.decision.outcome import LLM2_CONFIDENCE
from jd_assets.failures import JdAssetsError, TransientFailure
from jd_assets.llm.role_choice import RoleChoice, RoleQuestion
from jd_assets.stages.case_decision import case_decision
from jd_assets_tests.decision.signals import LIMITS, contained, exact, parse, scoring
from jd_assets_tests.decision.small_library import LIBRARY

PAYMENTS = contained("backend-engineer", "Payments Backend Engineer")
ELSEWHERE = {"ml-engineer": 0.9}
EVEN = {"data-engineer": 0.99, "ml-engineer": 0.98}

CLEAR: dict[str, RoleScoring] = {
    "A": scoring(exact("backend-engineer")),
    "B": scoring(exact("data-engineer", "ml-engineer"), kra={"ml-engineer": 0.9}),
    "D": scoring(kra={"data-engineer": 0.99}),
    "E": scoring(PAYMENTS, kra={"backend-engineer": 0.9}),
    "F": scoring(kra={"data-engineer": 0.1}),
}
CLOSE: dict[str, RoleScoring] = {
    "B": scoring(exact("data-engineer", "ml-engineer"), kra=EVEN),
    "C": scoring(exact("backend-engineer"), kra=ELSEWHERE, skill=ELSEWHERE),
    "D": scoring(kra=EVEN),
    "E": scoring(PAYMENTS, kra={"backend-engineer": 0.35, "ml-engineer": 1.0}, skill={"ml-engineer": 0.6}),
}
USAGE = LlmUsage(engine="openai", model="m-1", prompt_version="role_choice.v1", calls=1, cost_usd=0.001)


@dataclass
class Chooser:
    """Answers every question alike and keeps what it was asked."""

    answer: Callable[[RoleQuestion], RoleChoice | JdAssetsError]
    calls: list[Sequence[RoleQuestion]] = field(default_factory=list)

    def __call__(self, questions: Sequence[RoleQuestion]) -> list[RoleChoice | JdAssetsError]:
        self.calls.append(questions)
        return [self.answer(question) for question in questions]


def chooses(slug: str | None) -> Chooser:
    return Chooser(lambda _: RoleChoice(slug, "The work is that of it.", USAGE))


FAILS = TransientFailure("The model's server is down")


def decide(scores: dict[str, RoleScoring], chooser: Chooser | None) -> dict[str, CaseDecision]:
    batch = case_decision(
        Batch({key: parse() for key in scores}, {}),
        Batch({key: SkillExtraction() for key in scores}, {}),
        Batch(scores, {}),
        LIBRARY,
        LIMITS,
        chooser,
    )
    assert not batch.failures
    return dict(batch.payloads)


def decision_of(case: str, chooser: Chooser | None) -> Stage4Decision:
    return decide({case: CLOSE[case]}, chooser)[case].stage4_decision


def test_what_the_evidence_decides_is_not_asked() -> None:
    chooser = chooses("ml-engineer")
    found = decide(CLEAR, chooser)
    assert chooser.calls == []
    assert {case: decision.stage4_decision.case for case, decision in found.items()} == {case: case for case in CLEAR}
    assert not any(decision.stage4_decision.llm2_fired for decision in found.values())


def test_a_rejected_posting_is_not_asked() -> None:
    chooser = chooses("ml-engineer")
    batch = case_decision(
        Batch({"r": parse(gate="fail", reason="a recipe")}, {}),
        Batch({"r": SkillExtraction()}, {}),
        Batch({"r": scoring(exact("data-engineer", "ml-engineer"))}, {}),
        LIBRARY,
        LIMITS,
        chooser,
    )
    payload = batch.payloads["r"]
    assert chooser.calls == []
    assert (payload.stage4_decision.case, payload.rejection_reason) == ("R", "a recipe")
    assert payload.stage4_decision.reasoning == "Rejected by the gate — a recipe"


def test_all_close_decisions_of_a_batch_are_asked_in_one_go() -> None:
    chooser = chooses("ml-engineer")
    decide(CLOSE | {"clear": CLEAR["A"]}, chooser)
    assert [len(questions) for questions in chooser.calls] == [len(CLOSE)]


def test_a_question_holds_the_title_the_work_and_each_candidate_with_its_evidence() -> None:
    chooser = chooses("ml-engineer")
    decide({"C": CLOSE["C"]}, chooser)
    question = chooser.calls[0][0]
    assert (question.title, question.responsibilities) == ("Big Data Engineer", ("Does it.",))
    assert question.candidates[0].evidence == ("alias 'Big Data Engineer' (exact, 1.0)",)
    assert question.candidates[1].evidence == ("skills 0.9: ", "work 0.9: Does what a ML Engineer does.")


@pytest.mark.parametrize("case", CLOSE)
def test_the_role_that_llm2_chooses_is_the_decision(case: str) -> None:
    decision = decision_of(case, chooses("ml-engineer"))
    assert decision.chosen_role is not None
    assert (decision.case, decision.chosen_role.slug, decision.chosen_role.role_id) == (case, "ml-engineer", 3)
    assert (decision.llm2_fired, decision.llm2_reasoning) == (True, "The work is that of it.")
    assert decision.confidence == LLM2_CONFIDENCE
    assert decision.reasoning.endswith("LLM2 chose ml-engineer: The work is that of it.")
    assert (decision.versions.model, decision.versions.prompt) == ("m-1", "role_choice.v1")
    assert decision.flip_point is not None
    assert decision.flip_point.startswith("Another answer of LLM2 would; without one the evidence decides for ")


@pytest.mark.parametrize(("case", "queued"), [("B", False), ("C", False), ("D", False), ("E", True)])
def test_what_llm2_decided_is_queued_only_for_its_sub_role(case: str, queued: bool) -> None:
    assert decision_of(case, chooses("ml-engineer")).queued is queued


@pytest.mark.parametrize("case", CLOSE)
def test_none_of_these_makes_a_new_role(case: str) -> None:
    decision = decision_of(case, chooses(None))
    assert (decision.case, decision.is_new_role, decision.chosen_role, decision.sub_role) == ("F", True, None, None)
    assert (decision.new_role_slug, decision.new_role_display_name) == ("big-data-engineer", "Big Data Engineer")
    assert decision.queued
    assert decision.reasoning.endswith("LLM2 chose none of these: The work is that of it.")


@pytest.mark.parametrize("case", CLOSE)
def test_a_failing_llm2_leaves_the_evidence_to_decide_and_queues(case: str) -> None:
    failing = decision_of(case, Chooser(lambda _: FAILS))
    alone = decision_of(case, None)
    assert (failing.case, failing.chosen_role, failing.queued) == (case, alone.chosen_role, True)
    assert (failing.llm2_fired, failing.llm2_reasoning) == (True, "The model's server is down")
    assert failing.confidence == alone.confidence
    assert failing.reasoning.endswith("LLM2 failed, so the evidence decided and the item is queued")


@pytest.mark.parametrize("case", CLOSE)
def test_without_an_llm_the_evidence_decides_and_the_item_is_queued(case: str) -> None:
    decision = decision_of(case, None)
    assert (decision.llm2_fired, decision.llm2_reasoning, decision.queued) == (False, None, True)
    assert decision.reasoning.endswith("close, so the item is queued")


@pytest.mark.parametrize(
    ("chooser", "resolved_to", "resolved_by"),
    [
        (chooses("ml-engineer"), "ml-engineer", "llm2"),
        (chooses(None), None, "llm2"),
        (Chooser(lambda _: FAILS), "data-engineer", "queue"),
        (None, "data-engineer", "queue"),
    ],
)
def test_a_collision_says_who_resolved_it(chooser: Chooser | None, resolved_to: str | None, resolved_by: str) -> None:
    collision = decide({"B": CLOSE["B"]}, chooser)["B"].collision
    assert collision is not None
    assert (collision.kind, collision.slugs) == ("shared_alias", ["data-engineer", "ml-engineer"])
    assert (collision.resolved_to, collision.resolved_by) == (resolved_to, resolved_by)


def test_the_cost_of_llm2_is_the_decisions_own() -> None:
    assert decide({"D": CLOSE["D"]}, chooses("ml-engineer"))["D"].usage == USAGE
    assert decide({"D": CLOSE["D"]}, None)["D"].usage.cost_usd == 0.0
