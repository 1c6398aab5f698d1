from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.database.connection import Connect
from jd_assets.proposals.write import CollisionEntry, Receipt, Sighting, Teaching, recount_spellings, write_teaching

SKILL: tuple[ProposalKind, None, str] = ("skill", None, "kneading trough")
ALIAS: tuple[ProposalKind, int, str] = ("alias", 1, "loaf maker")


def skill(run_id: str, label: str = "Kneading Trough", employer: str | None = "Crumb & Co") -> Sighting:
    evidence = [{"start": 0, "end": 15, "text": label}]
    return Sighting(run_id, *SKILL, label=label, employer=employer, is_primary=True, evidence=evidence)


def alias(run_id: str) -> Sighting:
    return Sighting(run_id, *ALIAS, label="Loaf Maker", detail={"role_slug": "baker"})


def collision(run_id: str, resolved_to: str | None = "baker") -> CollisionEntry:
    return CollisionEntry(run_id, "shared_alias", "counter hand", ["baker", "waiter"], resolved_to, "evidence")


def plan(run_ids: Sequence[str], *sightings: Sighting) -> Teaching:
    return Teaching(run_ids, sightings, [], [], [])


def full(run_ids: Sequence[str]) -> Teaching:
    """A plan with something of every kind."""
    one, two = run_ids[:2]
    return Teaching(
        [one, two],
        [skill(one), skill(two, "kneading trough"), alias(one)],
        [(one, 1, "heat"), (one, 1, "heat"), (two, 2, "service")],
        [(one, "oven", "service")],
        [collision(two)],
    )


def table(connect: Connect, query: str) -> list[tuple[object, ...]]:
    with connect() as connection:
        return connection.execute(query.encode()).fetchall()


def everything(connect: Connect) -> list[list[tuple[object, ...]]]:
    """All that plans write, in a fixed order."""
    return [
        table(connect, "SELECT proposal_id, kind, role_id, key, label, detail, status FROM proposal ORDER BY 1"),
        table(
            connect, "SELECT proposal_id, run_id, employer, is_primary, evidence FROM proposal_sighting ORDER BY 1, 2"
        ),
        table(connect, "SELECT * FROM observed_role_dimension ORDER BY 1, 2, 3"),
        table(connect, "SELECT * FROM observed_skill_dimension ORDER BY 1, 2, 3"),
        table(connect, "SELECT * FROM collision_log ORDER BY 1"),
    ]


def settle(connect: Connect, proposal_id: int, status: str) -> None:
    with connect() as connection:
        connection.execute("UPDATE proposal SET status = %s WHERE proposal_id = %s", (status, proposal_id))


def test_a_plan_is_written_and_its_ids_returned(loaded: Connect, run_ids: list[str]) -> None:
    receipt = write_teaching(loaded, full(run_ids))
    assert set(receipt.proposals) == {SKILL, ALIAS}
    assert {status for _, status in receipt.proposals.values()} == {"pending"}
    assert list(receipt.collisions) == [run_ids[1]]
    assert [len(rows) for rows in everything(loaded)] == [2, 3, 2, 1, 1]


def test_a_sighting_keeps_what_was_seen(loaded: Connect, run_ids: list[str]) -> None:
    write_teaching(loaded, plan(run_ids[:1], skill(run_ids[0])))
    rows = table(loaded, "SELECT run_id::text, employer, is_primary, evidence FROM proposal_sighting")
    assert rows == [(run_ids[0], "Crumb & Co", True, [{"start": 0, "end": 15, "text": "Kneading Trough"}])]


def test_one_name_however_spelled_is_one_proposal_under_the_spelling_of_most(
    loaded: Connect, run_ids: list[str]
) -> None:
    write_teaching(loaded, plan(run_ids[:2], skill(run_ids[0]), skill(run_ids[1], "kneading trough")))
    write_teaching(loaded, plan(run_ids[2:3], skill(run_ids[2], "kneading trough")))
    assert table(loaded, "SELECT label FROM proposal") == [("kneading trough",)]
    assert table(loaded, "SELECT count(*) FROM proposal_sighting") == [(3,)]


def test_of_spellings_that_are_as_frequent_the_shortest_is_taken_and_then_the_first(
    loaded: Connect, run_ids: list[str]
) -> None:
    labels = ("kneading-trough", "kneadingtrough", "Kneadingtrough")
    write_teaching(loaded, plan(run_ids, *map(skill, run_ids, labels)))
    assert table(loaded, "SELECT label FROM proposal") == [("Kneadingtrough",)]


def test_a_proposal_has_the_detail_of_its_surest_sighting(loaded: Connect, run_ids: list[str]) -> None:
    sure = {run_ids[0]: 0.4, run_ids[1]: 0.8, run_ids[2]: 0.6}
    for run_id, confidence in sure.items():
        seen = replace(alias(run_id), detail={"confidence": confidence, "reasoning": run_id})
        write_teaching(loaded, plan([run_id], seen))
    assert table(loaded, "SELECT detail ->> 'reasoning' FROM proposal") == [(run_ids[1],)]
    write_teaching(loaded, plan([run_ids[1]]))
    assert table(loaded, "SELECT detail ->> 'reasoning' FROM proposal") == [(run_ids[2],)]


def test_a_settled_proposal_is_called_as_it_is_seen_and_keeps_its_name_when_nothing_backs_it(
    loaded: Connect, run_ids: list[str]
) -> None:
    number, _ = write_teaching(loaded, plan(run_ids[:1], skill(run_ids[0]))).proposals[SKILL]
    settle(loaded, number, "rejected")
    write_teaching(loaded, plan(run_ids[:1], skill(run_ids[0], "KNEADING TROUGH")))
    write_teaching(loaded, plan(run_ids[:1]))
    assert table(loaded, "SELECT label, status FROM proposal") == [("KNEADING TROUGH", "rejected")]


def test_what_postings_that_are_deleted_spelled_counts_no_more(loaded: Connect, run_ids: list[str]) -> None:
    write_teaching(loaded, plan(run_ids[:3], *map(skill, run_ids, ("b trough", "b trough", "a-trough"))))
    with loaded() as connection:
        connection.execute("DELETE FROM posting WHERE run_id = ANY(%s::uuid[])", (run_ids[:2],))
    assert table(loaded, "SELECT label FROM proposal") == [("a-trough",)]
    assert table(loaded, "SELECT label, sightings FROM proposal_spelling") == [("a-trough", 1)]


def test_a_recount_calls_a_proposal_by_its_sightings_again(loaded: Connect, run_ids: list[str]) -> None:
    write_teaching(loaded, full(run_ids))
    before = [*everything(loaded), spellings(loaded)]
    with loaded() as connection:
        connection.execute("UPDATE proposal SET label = 'x', detail = '{}'")
        connection.execute("UPDATE proposal_spelling SET label = 'x' WHERE label = 'Loaf Maker'")
        connection.execute("DELETE FROM proposal_spelling WHERE label <> 'x'")
    recount_spellings(loaded)
    assert [*everything(loaded), spellings(loaded)] == before


#: What one posting may say: how it spells the skill and what it is sure of, for each of two names.
SAID = st.tuples(
    st.sampled_from([None, "Kneading Trough", "kneading trough", "KNEADING TROUGH"]),
    st.sampled_from([None, 0.2, 0.5]),
)


@given(
    st.lists(SAID, min_size=6, max_size=6), st.lists(SAID, min_size=6, max_size=6), st.randoms(use_true_random=False)
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_split_of_the_same_postings_gives_the_same_proposals(
    loaded: Connect, run_ids: list[str], said: list[tuple[str | None, float | None]], before: Any, random: Random
) -> None:
    """Also after some of them said something else at first."""
    outcomes = []
    for earlier in ({}, dict(zip(random.sample(run_ids, 3), before, strict=False))):
        write_teaching(loaded, plan(run_ids))
        with loaded() as connection:
            connection.execute("DELETE FROM proposal")
        in_batches(loaded, earlier, random)
        in_batches(loaded, dict(zip(run_ids, said, strict=True)), random)
        outcomes.append((table(loaded, PROPOSALS), [row[1:] for row in spellings(loaded)]))
    assert outcomes[0] == outcomes[1]


PROPOSALS = "SELECT kind, role_id, key, label, detail, status FROM proposal ORDER BY 1, 2, 3"


def in_batches(connect: Connect, said: Mapping[str, tuple[str | None, float | None]], random: Random) -> None:
    """Teach what postings say, in some order and some batches."""
    order = random.sample(sorted(said), len(said))
    while order:
        size = random.randint(1, len(order))
        batch, order = order[:size], order[size:]
        sightings = []
        for run_id in batch:
            label, confidence = said[run_id]
            if label:
                sightings.append(skill(run_id, label))
            if confidence:
                sightings.append(replace(alias(run_id), detail={"confidence": confidence, "reasoning": run_id}))
        write_teaching(connect, plan(batch, *sightings))


def spellings(connect: Connect) -> list[tuple[object, ...]]:
    return table(connect, "SELECT proposal_id, label, sightings FROM proposal_spelling ORDER BY 2, 3")


def test_one_name_for_two_roles_is_two_proposals(loaded: Connect, run_ids: list[str]) -> None:
    other = replace(alias(run_ids[0]), role_id=2)
    receipt = write_teaching(loaded, plan(run_ids[:1], alias(run_ids[0]), other))
    assert set(receipt.proposals) == {ALIAS, ("alias", 2, "loaf maker")}


def test_a_name_seen_twice_in_a_posting_is_one_sighting(loaded: Connect, run_ids: list[str]) -> None:
    write_teaching(loaded, plan(run_ids[:1], skill(run_ids[0]), skill(run_ids[0], "kneading trough")))
    assert table(loaded, "SELECT count(*) FROM proposal_sighting") == [(1,)]


def test_the_same_plan_twice_changes_nothing_and_gives_the_same_ids(loaded: Connect, run_ids: list[str]) -> None:
    first = write_teaching(loaded, full(run_ids))
    before = everything(loaded)
    assert write_teaching(loaded, full(run_ids)) == first
    assert everything(loaded) == before


def test_another_outcome_takes_back_what_the_run_said_before(loaded: Connect, run_ids: list[str]) -> None:
    write_teaching(loaded, full(run_ids))
    receipt = write_teaching(loaded, plan(run_ids[:2], alias(run_ids[1])))
    assert set(receipt.proposals) == {ALIAS}
    assert table(loaded, "SELECT kind FROM proposal") == [("alias",)]
    assert table(loaded, "SELECT run_id::text FROM proposal_sighting") == [(run_ids[1],)]
    assert [len(rows) for rows in everything(loaded)[2:]] == [0, 0, 0]


def test_a_run_that_teaches_nothing_any_more_leaves_no_trace(loaded: Connect, run_ids: list[str]) -> None:
    write_teaching(loaded, full(run_ids))
    assert write_teaching(loaded, plan(run_ids[:2])) == Receipt({}, {})
    assert everything(loaded) == [[], [], [], [], []]


def test_what_other_runs_taught_is_left_alone(loaded: Connect, run_ids: list[str]) -> None:
    write_teaching(loaded, full(run_ids))
    before = everything(loaded)
    write_teaching(loaded, plan(run_ids[2:]))
    assert everything(loaded) == before


def test_a_proposal_that_another_run_still_backs_stays(loaded: Connect, run_ids: list[str]) -> None:
    first = write_teaching(loaded, full(run_ids))
    write_teaching(loaded, plan(run_ids[:1]))
    assert table(loaded, "SELECT proposal_id FROM proposal") == [(first.proposals[SKILL][0],)]


@pytest.mark.parametrize("status", ["approved", "merged", "rejected"])
def test_a_settled_proposal_stays_when_nothing_backs_it(loaded: Connect, run_ids: list[str], status: str) -> None:
    number, _ = write_teaching(loaded, plan(run_ids[:1], skill(run_ids[0]))).proposals[SKILL]
    settle(loaded, number, status)
    write_teaching(loaded, plan(run_ids[:1]))
    assert table(loaded, "SELECT proposal_id, status FROM proposal") == [(number, status)]


def test_a_settled_proposal_that_is_seen_again_is_not_opened_again(loaded: Connect, run_ids: list[str]) -> None:
    number, _ = write_teaching(loaded, plan(run_ids[:1], skill(run_ids[0]))).proposals[SKILL]
    settle(loaded, number, "rejected")
    receipt = write_teaching(loaded, plan(run_ids[1:2], skill(run_ids[1])))
    assert receipt.proposals == {SKILL: (number, "rejected")}


def test_a_collision_keeps_its_id_when_it_is_resolved_otherwise(loaded: Connect, run_ids: list[str]) -> None:
    before = write_teaching(loaded, Teaching(run_ids[:1], [], [], [], [collision(run_ids[0])]))
    after = write_teaching(loaded, Teaching(run_ids[:1], [], [], [], [collision(run_ids[0], "waiter")]))
    assert after.collisions == before.collisions
    rows = table(loaded, "SELECT kind, alias, slugs, resolved_to, resolved_by FROM collision_log")
    assert rows == [("shared_alias", "counter hand", ["baker", "waiter"], "waiter", "evidence")]


def test_a_posting_that_is_deleted_takes_its_sightings_along(loaded: Connect, run_ids: list[str]) -> None:
    write_teaching(loaded, full(run_ids))
    with loaded() as connection:
        connection.execute("DELETE FROM posting WHERE run_id = %s", (run_ids[0],))
    assert table(loaded, "SELECT DISTINCT run_id::text FROM proposal_sighting") == [(run_ids[1],)]


def test_plans_at_once_over_the_same_runs_leave_each_sighting_once(loaded: Connect, run_ids: list[str]) -> None:
    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(lambda _: write_teaching(loaded, full(run_ids)), range(8)))
    assert all(receipt == receipts[0] for receipt in receipts)
    assert [len(rows) for rows in everything(loaded)] == [2, 3, 2, 1, 1]
