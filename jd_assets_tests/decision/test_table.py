"""Every branch of the decision table."""

import pytest

from jd_assets.decision.signal_view import SignalView
from jd_assets.decision.table import Verdict, judge
from jd_assets.scoring.alias import CONTAINED, OCCUPATION
from jd_assets_tests.decision.signals import LIMITS, alias, contained, evidence, exact


def verdict(found: SignalView, has_title: bool = True) -> Verdict:
    return judge(found, has_title, LIMITS)


def slug(found: Verdict) -> str | None:
    return found.role.slug if found.role else None


def test_one_exact_alias_is_case_a_in_the_words_of_the_seed_run() -> None:
    found = verdict(evidence(exact("backend-engineer"), kra={"data-engineer": 0.4565, "backend-engineer": 0.3964}))
    assert (found.case, slug(found), found.close) == ("A", "backend-engineer", False)
    assert found.note == (
        "Exact alias hit on backend-engineer (1.0) — no other alias at this confidence; "
        "skill_top absent does not contradict"
    )


@pytest.mark.parametrize(
    ("skills", "said"),
    [
        ({"backend-engineer": 0.5}, "skill_top backend-engineer agrees"),
        ({"data-engineer": 0.5}, "skill_top data-engineer does not contradict"),
    ],
)
def test_case_a_says_where_the_skills_point(skills: dict[str, float], said: str) -> None:
    assert verdict(evidence(exact("backend-engineer"), skill=skills)).note.endswith(said)


@pytest.mark.parametrize(
    ("kra", "skill"),
    [
        ({"data-engineer": 0.9}, {}),
        ({}, {"data-engineer": 0.9}),
        ({"data-engineer": 0.9}, {"backend-engineer": 0.9}),
        ({"data-engineer": 0.6, "backend-engineer": 0.5}, {"data-engineer": 0.9}),
    ],
)
def test_one_signal_alone_does_not_contradict_an_alias(kra: dict[str, float], skill: dict[str, float]) -> None:
    assert verdict(evidence(exact("backend-engineer"), kra=kra, skill=skill)).case == "A"


def test_skills_and_kras_that_both_point_elsewhere_make_case_c() -> None:
    found = verdict(evidence(exact("backend-engineer"), kra={"ml-engineer": 0.7}, skill={"data-engineer": 0.6}))
    assert (found.case, found.close) == ("C", True)
    assert "skills point to data-engineer (ahead by 0.6000) and KRAs to ml-engineer (ahead by 0.7000)" in found.note


def test_case_c_offers_the_alias_role_first_and_its_rivals() -> None:
    found = verdict(evidence(exact("cloud-architect"), kra={"ml-engineer": 0.7}, skill={"ml-engineer": 0.6}))
    assert [role.slug for role in found.candidates][:2] == ["cloud-architect", "ml-engineer"]
    assert slug(found) == "cloud-architect"


@pytest.mark.parametrize(("lead", "case"), [(0.1499, "A"), (0.15, "C")])
def test_a_contradiction_needs_the_margin_in_both(lead: float, case: str) -> None:
    kra = {"ml-engineer": 0.5, "backend-engineer": 0.5 - lead}
    assert verdict(evidence(exact("backend-engineer"), kra=kra, skill={"ml-engineer": 0.9})).case == case


def test_an_exact_alias_decides_for_a_role_that_nothing_else_speaks_for() -> None:
    others = {"backend-engineer": 1.0, "data-engineer": 1.0, "ml-engineer": 1.0}
    found = verdict(evidence(exact("cloud-architect"), kra=others, centroid=others))
    assert (found.case, slug(found)) == ("A", "cloud-architect")


def test_a_shared_alias_with_a_lead_over_the_margin_is_decided_by_evidence() -> None:
    found = verdict(evidence(exact("data-engineer", "ml-engineer"), kra={"ml-engineer": 0.5, "data-engineer": 0.3}))
    assert (found.case, slug(found), found.close) == ("B", "ml-engineer", False)
    assert "is shared by data-engineer, ml-engineer — evidence puts ml-engineer ahead by 0.0600" in found.note


@pytest.mark.parametrize(("kra", "close"), [(0.066, True), (0.067, False)])
def test_a_shared_alias_with_a_lead_under_the_margin_is_close(kra: float, close: bool) -> None:
    found = verdict(evidence(exact("data-engineer", "ml-engineer"), kra={"ml-engineer": kra}))
    assert (found.case, found.close) == ("B", close)


def test_a_title_that_many_roles_share_leaves_the_choice_to_all_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jd_assets.decision.table.GENERAL_TITLE", 2)
    shared = exact("data-engineer", "ml-engineer")
    found = verdict(evidence(shared, kra={"cloud-architect": 0.9, "ml-engineer": 0.3}))
    assert (found.case, slug(found), found.close) == ("B", "cloud-architect", False)
    assert "is a title of 2 roles" in found.note


def test_without_evidence_such_a_title_is_that_of_a_role_that_shares_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jd_assets.decision.table.GENERAL_TITLE", 2)
    found = verdict(evidence(exact("data-engineer", "ml-engineer"), kra={"cloud-architect": 0.1, "ml-engineer": 0.05}))
    assert (found.case, slug(found)) == ("B", "ml-engineer")


def test_only_roles_that_share_the_alias_are_offered() -> None:
    found = verdict(evidence(exact("data-engineer", "ml-engineer"), kra={"cloud-architect": 0.9}))
    assert {role.slug for role in found.candidates} == {"data-engineer", "ml-engineer"}


def test_evidence_above_floor_and_margin_is_case_d() -> None:
    found = verdict(evidence(kra={"data-engineer": 0.9}, skill={"data-engineer": 0.5}))
    assert (found.case, slug(found), found.close, found.sub_role) == ("D", "data-engineer", False, None)


def test_two_roles_with_the_same_evidence_are_close() -> None:
    both = {"data-engineer": 0.99, "ml-engineer": 0.95}
    found = verdict(evidence(kra=both))
    assert (found.case, found.close) == ("D", True)
    assert [role.slug for role in found.candidates[:2]] == ["data-engineer", "ml-engineer"]


@pytest.mark.parametrize(
    ("support", "has_title", "strength", "case"),
    [
        (0.60, True, 0.1005, "D"),
        (0.60, True, 0.0990, "F"),
        (0.59, True, 0.1005, "F"),
        (0.0, True, 0.2805, "D"),
        (0.0, True, 0.2790, "F"),
        (0.0, False, 0.2010, "D"),
        (0.0, False, 0.1980, "F"),
    ],
)
def test_the_title_says_how_much_evidence_is_needed(
    support: float, has_title: bool, strength: float, case: str
) -> None:
    titles = [alias("data-engineer", "semantic", support)] if support else []
    kra = strength / 0.30
    assert verdict(evidence(titles, kra={"data-engineer": kra}), has_title).case == case


def test_a_title_that_narrows_the_role_is_case_e_with_its_sub_role() -> None:
    found = verdict(evidence(contained("backend-engineer", "Payments Backend Engineer"), kra={"backend-engineer": 0.6}))
    assert (found.case, slug(found), found.sub_role) == ("E", "backend-engineer", "Payments Backend Engineer")
    assert found.note.startswith("Title 'Payments Backend Engineer' names a specialisation of backend-engineer")


@pytest.mark.parametrize(("score", "case"), [(OCCUPATION, "E"), (CONTAINED, "F")])
def test_an_occupation_that_the_title_calls_by_name_needs_no_evidence(score: float, case: str) -> None:
    titles = [alias("backend-engineer", "contained", score, "Rye Backend Engineer")]
    assert verdict(evidence(titles, kra={"backend-engineer": 0.01})).case == case


def test_a_narrowed_role_that_the_evidence_does_not_choose_is_no_case_e() -> None:
    titles = contained("backend-engineer", "Payments Backend Engineer")
    everything = {"ml-engineer": 1.0}
    found = verdict(evidence(titles, kra=everything, skill=everything, centroid=everything))
    assert (found.case, slug(found), found.sub_role) == ("D", "ml-engineer", None)


def test_a_close_case_e_is_close() -> None:
    titles = contained("backend-engineer", "Payments Backend Engineer")
    rival = {"ml-engineer": 1.0}
    found = verdict(evidence(titles, kra=rival | {"backend-engineer": 0.35}, skill={"ml-engineer": 0.60}))
    assert (found.case, found.close) == ("E", True)


def test_weak_evidence_is_case_f_and_says_what_was_missing() -> None:
    found = verdict(evidence(kra={"data-engineer": 0.4}))
    assert (found.case, slug(found), found.close) == ("F", None, False)
    assert found.note == ("Evidence too weak for any role — the nearest is data-engineer with 0.1200 of 0.2800 needed")


def test_a_centroid_carries_no_posting_over_the_floor() -> None:
    weak = {"data-engineer": 0.27 / 0.30}
    assert verdict(evidence(kra=weak, centroid={"data-engineer": 1.0})).case == "F"


def test_no_evidence_at_all_is_case_f() -> None:
    assert verdict(evidence()).note == "No role has any evidence"
