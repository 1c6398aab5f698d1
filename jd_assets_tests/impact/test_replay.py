"""A stored decision is made again to the same bytes, without asking anyone."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.role_scoring import AliasMatch, RoleScoring
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.failures import PermanentFailure
from jd_assets.impact.replay import Replay, canonical, replay
from jd_assets.library.snapshot import Library
from jd_assets.stages.case_decision import case_decision
from jd_assets_tests.decision.signals import LIMITS, parse, scoring
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.decision.test_confidence import SIGNALS
from jd_assets_tests.decision.test_llm2 import CLEAR, CLOSE, FAILS, Chooser, chooses

SKILLS = SkillExtraction(final_skills=[FinalSkill(skill_name="SQL", skill_id="sql", is_primary=True)])
CHOOSERS = {
    "nobody": None,
    "a role": chooses("ml-engineer"),
    "none of these": chooses(None),
    "a failure": Chooser(lambda _: FAILS),
}


def stored(scores: RoleScoring, chooser: Chooser | None = None, parsed: NanoParse | None = None) -> CaseDecision:
    """A decision as it comes back from its table."""
    one = Batch({"run": parsed or parse()}, {})
    batch = case_decision(one, Batch({"run": SKILLS}, {}), Batch({"run": scores}, {}), LIBRARY, LIMITS, chooser)
    return CaseDecision.model_validate_json(batch.payloads["run"].model_dump_json())


def again(
    decision: CaseDecision, scores: RoleScoring, library: Library = LIBRARY, parsed: NanoParse | None = None
) -> Replay:
    return replay(decision, parsed or parse(), SKILLS, scores, library)


@pytest.mark.parametrize("case", CLEAR)
def test_a_clear_decision_is_made_again(case: str) -> None:
    decision = stored(CLEAR[case])
    made = again(decision, CLEAR[case])
    assert (made.decision.stage4_decision.case, made.differing, made.notes) == (case, (), ())
    assert canonical(made.decision) == canonical(decision)


@pytest.mark.parametrize("case", CLOSE)
@pytest.mark.parametrize("answer", CHOOSERS)
def test_a_close_decision_is_made_again_with_what_llm2_answered(case: str, answer: str) -> None:
    decision = stored(CLOSE[case], CHOOSERS[answer])
    made = again(decision, CLOSE[case])
    assert decision.stage4_decision.llm2_fired is (answer != "nobody")
    assert made.same
    assert canonical(made.decision) == canonical(decision)


def test_a_rejection_is_made_again() -> None:
    parsed = parse(gate="fail", reason="a recipe")
    decision = stored(scoring(), parsed=parsed)
    assert decision.stage4_decision.case == "R"
    assert again(decision, scoring(), parsed=parsed).same


@given(SIGNALS, st.sampled_from(sorted(CHOOSERS)))
def test_any_decision_is_made_again_to_the_same_bytes(
    signals: tuple[list[AliasMatch], dict[str, float], dict[str, float], dict[str, float]], answer: str
) -> None:
    scores = scoring(*signals)
    decision = stored(scores, CHOOSERS[answer])
    made = again(decision, RoleScoring.model_validate_json(scores.model_dump_json()))
    assert canonical(made.decision) == canonical(decision)
    assert made.same


def test_a_stored_value_that_the_rules_do_not_give_is_named() -> None:
    decision = stored(CLEAR["D"])
    decision.stage4_decision.confidence = 0.5
    decision.proposed_alias = None
    assert again(decision, CLEAR["D"]).differing == ("proposed_alias", "stage4_decision.confidence")


def test_the_thresholds_are_those_that_were_stored() -> None:
    decision = stored(CLEAR["D"])
    assert decision.stage4_decision.thresholds["evidence_floor"] == LIMITS.evidence_floor
    decision.stage4_decision.thresholds["evidence_floor"] = 0.99
    assert again(decision, CLEAR["D"]).decision.stage4_decision.case == "F"


def test_another_library_version_is_said_and_the_rest_is_made_again() -> None:
    made = again(stored(CLEAR["D"]), CLEAR["D"], replace(LIBRARY, version=5))
    assert made.same
    assert made.notes[0].startswith("decided with library version 3, the library is at 5")


def test_another_version_of_the_rules_is_said_and_differs() -> None:
    decision = stored(CLEAR["D"])
    decision.stage4_decision.versions.decision = "0"
    made = again(decision, CLEAR["D"])
    assert made.differing == ("stage4_decision.versions",)
    assert made.notes[0].startswith("decided by rules 0, made again by rules ")


def test_a_scoring_that_was_done_again_since_is_said() -> None:
    scores = CLEAR["D"].model_copy(update={"library_version": 4})
    assert "scored again since with library version 4" in again(stored(CLEAR["D"]), scores).notes[-1]


def test_rules_that_compare_other_numbers_cannot_replay() -> None:
    decision = stored(CLEAR["D"])
    del decision.stage4_decision.thresholds["tie_margin"]
    with pytest.raises(PermanentFailure, match="other thresholds"):
        again(decision, CLEAR["D"])


def test_a_role_that_left_the_library_cannot_be_replayed() -> None:
    smaller = replace(LIBRARY, version=4, roles=LIBRARY.roles[:1])
    with pytest.raises(PermanentFailure, match=r"cannot be decided again.*library version 3, the library is at 4"):
        again(stored(CLEAR["D"]), CLEAR["D"], smaller)


def test_a_role_that_left_a_library_of_the_same_version_is_refused_with_nothing_to_account_for_it() -> None:
    with pytest.raises(PermanentFailure, match="cannot be decided again") as refused:
        again(stored(CLEAR["D"]), CLEAR["D"], replace(LIBRARY, roles=LIBRARY.roles[:1]))
    assert "library version" not in str(refused.value)


def test_a_decision_is_written_with_sorted_keys_no_blanks_and_its_own_letters() -> None:
    decision = stored(CLEAR["D"])
    decision.proposed_alias = "Bäcker\ud800"
    written = canonical(decision)
    assert '"proposed_alias":"Bäcker?"'.encode() in written
    keys = list(json.loads(written))
    assert keys == sorted(keys)
