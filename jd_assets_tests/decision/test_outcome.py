"""What is recorded of each case, besides the role."""

from dataclasses import replace

import pytest
from hypothesis import given

from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.case_decision import CaseDecision, Stage4Decision
from jd_assets.contracts.role_scoring import AliasMatch, RoleScoring
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.decision.thresholds import DECISION_VERSION
from jd_assets.library.snapshot import Library
from jd_assets.stages.case_decision import case_decision
from jd_assets_tests.decision.signals import LIMITS, exact, parse, scoring
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.decision.test_confidence import SIGNALS
from jd_assets_tests.decision.test_llm2 import CLEAR, CLOSE


def decided(
    scores: RoleScoring, *skills: FinalSkill, title: str | None = "Big Data Engineer", library: Library = LIBRARY
) -> CaseDecision:
    parsed, extracted = parse(title), SkillExtraction(final_skills=list(skills))
    batch = case_decision(
        Batch({"run": parsed}, {}), Batch({"run": extracted}, {}), Batch({"run": scores}, {}), library, LIMITS
    )
    return batch.payloads["run"]


def named(skill_id: str, negated: bool = False) -> FinalSkill:
    skill = LIBRARY.skills[skill_id]
    return FinalSkill(skill_name=skill.name, skill_id=skill_id, is_primary=not negated, negated=negated)


def test_an_exact_alias_gives_the_chosen_role_the_score_one() -> None:
    for case in ("A", "B"):
        role = decided(CLEAR[case]).stage4_decision.chosen_role
        assert role is not None
        assert role.score == 1.0


def test_only_a_shared_alias_is_an_alias_collision() -> None:
    flags = {case: decided(scores).stage4_decision.alias_collision_detected for case, scores in CLEAR.items()}
    assert flags == {"A": False, "B": True, "D": False, "E": False, "F": False}


def test_a_contradiction_is_logged_as_a_collision_without_being_one_of_aliases() -> None:
    payload = decided(CLOSE["C"])
    assert payload.collision is not None
    assert (payload.collision.kind, payload.collision.resolved_by) == ("contradiction", "queue")
    assert not payload.stage4_decision.alias_collision_detected


@pytest.mark.parametrize(("case", "proposed"), [("A", None), ("B", None), ("D", "Big Data Engineer"), ("E", None)])
def test_only_case_d_proposes_its_title_as_an_alias(case: str, proposed: str | None) -> None:
    assert decided(CLEAR[case]).proposed_alias == proposed


def test_a_posting_without_title_proposes_no_alias() -> None:
    assert decided(CLEAR["D"], title=None).proposed_alias is None


def test_a_sub_role_is_queued() -> None:
    decision = decided(CLEAR["E"]).stage4_decision
    assert (decision.sub_role, decision.queued) == ("Payments Backend Engineer", True)


def knowing(sub_role: str) -> Library:
    """The library, with a specialisation of the backend engineer."""
    roles = (
        replace(each, sub_roles=frozenset({sub_role})) if each.slug == "backend-engineer" else each
        for each in LIBRARY.roles
    )
    return replace(LIBRARY, roles=tuple(roles))


def test_a_sub_role_that_the_library_holds_is_not_queued() -> None:
    decision = decided(CLEAR["E"], library=knowing("payments backend engineer")).stage4_decision
    assert (decision.case, decision.sub_role, decision.queued) == ("E", "Payments Backend Engineer", False)


def test_a_close_decision_is_queued_though_the_sub_role_is_known() -> None:
    decision = decided(CLOSE["E"], library=knowing("payments backend engineer")).stage4_decision
    assert (decision.case, decision.queued) == ("E", True)


def test_a_new_role_is_named_after_the_title_and_queued() -> None:
    decision = decided(CLEAR["F"], title="Senior Pastry Chef").stage4_decision
    assert (decision.is_new_role, decision.queued, decision.chosen_role) == (True, True, None)
    assert (decision.new_role_slug, decision.new_role_display_name) == ("pastry-chef", "Pastry Chef")


def test_matched_skills_and_dimensions_are_those_of_the_chosen_role() -> None:
    decision = decided(scoring(exact("data-engineer")), named("spark"), named("java"), named("sql")).stage4_decision
    assert decision.matched_skills == ["Spark", "SQL"]
    assert decision.matched_dimensions == ["data"]


def test_a_skill_that_is_not_wanted_matches_nothing() -> None:
    decision = decided(scoring(exact("data-engineer")), named("spark", negated=True)).stage4_decision
    assert (decision.matched_skills, decision.matched_dimensions) == ([], [])


def test_matched_kras_are_those_the_sentences_are_close_to() -> None:
    decision = decided(scoring(exact("data-engineer"), kra={"data-engineer": 0.4})).stage4_decision
    assert decision.matched_kras == ["Does what a Data Engineer does."]


def test_a_decision_records_what_it_was_made_with() -> None:
    decision = decided(CLEAR["A"]).stage4_decision
    assert decision.thresholds == LIMITS.as_mapping()
    assert decision.versions.model_dump() == {
        "library_version": 3,
        "decision": DECISION_VERSION,
        "embedder": "tiny@1/fp32",
        "model": None,
        "prompt": None,
    }


def test_a_failure_of_an_earlier_stage_stays_what_it_was() -> None:
    lost = Failure("nano_parse", "permanent", "unreadable")
    batch = case_decision(
        Batch({"run": parse()}, {"lost": lost}),
        Batch({"run": SkillExtraction()}, {"lost": lost}),
        Batch({"run": CLEAR["A"]}, {"lost": lost}),
        LIBRARY,
        LIMITS,
    )
    assert (list(batch.payloads), batch.failures) == (["run"], {"lost": lost})


def test_a_role_that_left_the_library_since_fails_its_posting_alone() -> None:
    strange = scoring(exact("backend-engineer"))
    strange.ranked_roles[0].slug = strange.stage3_signals.alias_match_roles[0].slug = "gone"
    batch = case_decision(
        Batch({"bad": parse(), "good": parse()}, {}),
        Batch({"bad": SkillExtraction(), "good": SkillExtraction()}, {}),
        Batch({"bad": strange, "good": CLEAR["A"]}, {}),
        LIBRARY,
        LIMITS,
    )
    assert list(batch.payloads) == ["good"]
    assert (batch.failures["bad"].stage, batch.failures["bad"].kind) == ("case_decision", "permanent")


@given(SIGNALS)
def test_a_stored_decision_can_be_made_again_from_what_is_stored(
    signals: tuple[list[AliasMatch], dict[str, float], dict[str, float], dict[str, float]],
) -> None:
    stored = scoring(*signals)
    again = RoleScoring.model_validate_json(stored.model_dump_json())
    first = decided(stored).stage4_decision
    assert Stage4Decision.model_validate_json(first.model_dump_json()) == first
    assert decided(again).stage4_decision == first
