"""The impact of a library names exactly the runs that the stages would decide otherwise with it."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.database.connection import Connect
from jd_assets.impact.compare import Impact, impact_of
from jd_assets.library.snapshot import Library
from jd_assets_tests.impact.changes import CHANGES, with_alias, with_role
from jd_assets_tests.impact.stored_runs import OTHER_TITLES, Stored

Outcome = tuple[str, str | None]


def outcomes(decisions: dict[str, CaseDecision]) -> dict[str, Outcome]:
    """Case and role of each run."""
    made = {run_id: decision.stage4_decision for run_id, decision in decisions.items()}
    return {run_id: (each.case, each.chosen_role.slug if each.chosen_role else None) for run_id, each in made.items()}


def changed(stored: Stored, after: Library) -> dict[str, tuple[Outcome, Outcome]]:
    """What the stages decide otherwise with another library."""
    was, becomes = outcomes(stored.decisions), outcomes(stored.run(after))
    return {run_id: (was[run_id], becomes[run_id]) for run_id in was if was[run_id] != becomes[run_id]}


def named(impact: Impact) -> dict[str, tuple[Outcome, Outcome]]:
    """What the impact says."""
    return {
        change.run_id: ((change.case_before, change.role_before), (change.case_after, change.role_after))
        for change in impact.changes
    }


@pytest.mark.parametrize("change", CHANGES)
@settings(max_examples=2, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_a_change_touches_exactly_the_runs_that_come_out_otherwise(
    stored: Stored, library: Library, change: str, seed: int
) -> None:
    after = CHANGES[change](library, random.Random(seed))
    impact = impact_of(stored.connect, after, stored.embedder)
    assert named(impact) == changed(stored, after)
    assert (impact.checked, impact.unchecked) == (len(stored.postings), 0)


@settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=4), seed=st.integers(0, 10_000))
def test_several_changes_at_once_do_too(stored: Stored, library: Library, names: list[str], seed: int) -> None:
    chance, after = random.Random(seed), library
    for name in names:
        after = CHANGES[name](after, chance)
    assert named(impact_of(stored.connect, after, stored.embedder)) == changed(stored, after)


def test_a_new_spelling_of_a_skill_counts_beside_those_it_had(stored: Stored, library: Library) -> None:
    """In a close decision, words of the posting become spellings of skills that the next role asks."""
    decided = {run_id: each.stage4_decision for run_id, each in stored.decisions.items()}
    ranked = {run_id: each.ranked_roles for run_id, each in decided.items() if each.case == "D"}
    for run_id in sorted(ranked, key=lambda each: ranked[each][0].score - ranked[each][1].score):
        after = with_spellings(library, ranked[run_id][1].slug, stored.postings.payloads[run_id].text)
        expected = changed(stored, after)
        if run_id in expected:
            break
    assert run_id in expected
    assert named(impact_of(stored.connect, after, stored.embedder)) == expected


def with_spellings(library: Library, slug: str, text: str) -> Library:
    """The library with words of a text as spellings of the skills that a role asks."""
    words = dict.fromkeys(re.findall(r"\b[a-z]{5,}\b", text))
    spelled = {
        skill_id: replace(library.skills[skill_id], aliases=(*library.skills[skill_id].aliases, (word, "")))
        for skill_id, word in zip(sorted(library.role_by_slug[slug].skills), words, strict=False)
    }
    return replace(library, skills={**library.skills, **spelled})


def test_the_library_that_decided_them_changes_nothing(stored: Stored, library: Library) -> None:
    impact = impact_of(stored.connect, library, stored.embedder)
    assert (impact.changes, impact.checked, impact.library_version) == ((), len(stored.postings), library.version)


def test_some_postings_of_these_tests_are_decided_each_way(stored: Stored) -> None:
    cases = {case for case, _ in outcomes(stored.decisions).values()}
    assert cases >= {"A", "D", "E", "F"}


def renamed(library: Library) -> Library:
    """The library with the titles of no role as aliases of its first."""
    role = library.roles[0]
    for title in OTHER_TITLES:
        role = with_alias(role, title)
    return with_role(library, role)


def test_only_the_runs_asked_for_are_looked_at(stored: Stored, library: Library) -> None:
    every = impact_of(stored.connect, renamed(library), stored.embedder)
    wanted = [every.changes[0].run_id, next(iter(stored.postings.payloads))]
    assert len(every.changes) > 1
    some = impact_of(stored.connect, renamed(library), stored.embedder, wanted)
    assert some.checked == len(set(wanted))
    assert {change.run_id for change in some.changes} == {
        change.run_id for change in every.changes if change.run_id in wanted
    }


def test_a_change_says_what_it_was_and_becomes(stored: Stored, library: Library) -> None:
    role = library.roles[0].slug
    for change in impact_of(stored.connect, renamed(library), stored.embedder).changes:
        assert change.title in OTHER_TITLES
        assert (change.case_before, change.role_before) == outcomes(stored.decisions)[change.run_id]
        assert (change.case_after, change.role_after) in {("A", role), ("C", role)}


def without_vectors(connect: Connect) -> None:
    with connect() as connection:
        connection.execute("DELETE FROM embedding")


def test_vectors_that_were_cleared_away_are_made_again(stored: Stored, library: Library) -> None:
    role, other = library.roles[:2]
    after = with_role(library, replace(role, kras=other.kras))
    expected = changed(stored, after)
    without_vectors(stored.connect)
    assert named(impact_of(stored.connect, after, stored.embedder)) == expected
