"""An undo restores exactly what was, or says which change stands in its way."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.failures import PermanentFailure
from jd_assets.library.centroids.ledger import LedgerEntry, apply_members
from jd_assets.library.change_log import Change, read_changes
from jd_assets.library.changes import begin_change
from jd_assets.proposals.write import Teaching, write_teaching
from jd_assets.review.actions import approve, merge, reject
from jd_assets.review.undo import undo
from jd_assets_tests.review.conftest import TABLES, Kitchen

TINY = "tiny@1/fp32"


def approve_skill(kitchen: Kitchen) -> Change:
    ids = kitchen.propose("skill", 1, "Trough", "Dough-Trough")
    return approve(kitchen.connect, ids, "ann", "asked for", {"name": "Trough"})


def approve_alias(kitchen: Kitchen) -> Change:
    ids = kitchen.propose("alias", 2, "Bread Maker")
    return approve(kitchen.connect, ids, "ann", "asked for", {"collision": "yes"})


def approve_sub_role(kitchen: Kitchen) -> Change:
    return approve(kitchen.connect, kitchen.propose("sub_role", 1, "Pastry Baker"), "ann", "asked for")


def approve_role(kitchen: Kitchen) -> Change:
    ids = kitchen.propose("role", None, "miller")
    kitchen.draft("miller")
    return approve(kitchen.connect, ids, "ann", "asked for")


def merge_skill(kitchen: Kitchen) -> Change:
    return merge(kitchen.connect, kitchen.propose("skill", 2, "Kiln"), "oven", "ann", "the same")


def merge_library_skill(kitchen: Kitchen) -> Change:
    observed = [(kitchen.run_ids[0], "oven", "service"), (kitchen.run_ids[1], "tray", "heat")]
    write_teaching(kitchen.connect, Teaching(kitchen.run_ids, kitchen.sightings, [], observed, []))
    return merge(kitchen.connect, "skill:oven", "tray", "ann", "the same")


def reject_role(kitchen: Kitchen) -> Change:
    ids = kitchen.propose("role", None, "miller")
    kitchen.draft("miller")
    return reject(kitchen.connect, ids, "ann", "no role")


ACTIONS: list[Callable[[Kitchen], Change]] = [
    approve_skill,
    approve_alias,
    approve_sub_role,
    approve_role,
    merge_skill,
    merge_library_skill,
    reject_role,
]


@pytest.mark.parametrize("action", ACTIONS)
def test_an_undo_restores_every_row_and_an_undo_of_it_brings_all_back(
    kitchen: Kitchen, action: Callable[[Kitchen], Change]
) -> None:
    library = kitchen.dump(TABLES)
    change = action(kitchen)
    changed = kitchen.dump()
    undone = undo(kitchen.connect, change.change_id, "ben", "a mistake")
    assert kitchen.dump(TABLES) == library
    assert set(kitchen.query("SELECT status FROM proposal UNION SELECT status FROM role_draft")) <= {("pending",)}
    undo(kitchen.connect, undone.change_id, "ann", "it was none")
    assert kitchen.dump() == changed


def test_an_undo_is_a_change_and_raises_the_version(kitchen: Kitchen) -> None:
    change = approve_skill(kitchen)
    undone = undo(kitchen.connect, change.change_id, "ben", "a mistake")
    assert (undone.action, undone.actor, undone.undoes, undone.library_version) == ("undo", "ben", change.change_id, 3)
    assert kitchen.library().version == 3


def test_a_change_has_effect_again_when_its_undo_is_undone(kitchen: Kitchen) -> None:
    change = approve_skill(kitchen)
    first = undo(kitchen.connect, change.change_id, "ben", "a mistake")
    second = undo(kitchen.connect, first.change_id, "ben", "none")
    with kitchen.connect() as connection:
        effect = {each.change_id: each.undone_by for each in read_changes(connection)}
    assert effect[change.change_id] is None
    assert effect[first.change_id] == second.change_id
    undo(kitchen.connect, second.change_id, "ben", "one after all")
    with pytest.raises(PermanentFailure, match=f"was undone by change {first.change_id} already"):
        undo(kitchen.connect, change.change_id, "ben", "again")


def test_an_identity_of_a_row_comes_back_with_it(kitchen: Kitchen) -> None:
    ids = kitchen.propose("kra", 2, "Lays the tables.")
    approved = approve(kitchen.connect, ids, "ann", "asked for")
    before = kitchen.query("SELECT * FROM role_kra ORDER BY 1")
    undone = undo(kitchen.connect, approved.change_id, "ann", "a mistake")
    undo(kitchen.connect, undone.change_id, "ann", "none")
    assert kitchen.query("SELECT * FROM role_kra ORDER BY 1") == before


def test_a_change_of_the_same_row_is_to_be_undone_first(kitchen: Kitchen) -> None:
    first = approve_skill(kitchen)
    second = merge(kitchen.connect, "skill:trough", "oven", "ben", "the same")
    with pytest.raises(
        PermanentFailure,
        match=rf"change {second.change_id} \(merge by ben: the same\).* undo change {second.change_id} first",
    ):
        undo(kitchen.connect, first.change_id, "ann", "a mistake")
    undo(kitchen.connect, second.change_id, "ben", "not the same")
    undo(kitchen.connect, first.change_id, "ann", "a mistake")


@pytest.mark.parametrize("edits", [{"parent": "trough"}, {"name": "Trough"}])
def test_a_change_that_hangs_on_a_row_is_to_be_undone_first(kitchen: Kitchen, edits: dict[str, str]) -> None:
    first = approve_skill(kitchen)
    second = approve(kitchen.connect, kitchen.propose("skill", 2, "Bowl", run=3), "ben", "asked for", edits)
    with pytest.raises(PermanentFailure, match=f"undo change {second.change_id} first"):
        undo(kitchen.connect, first.change_id, "ann", "a mistake")


def test_a_role_goes_with_what_was_counted_observed_and_proposed_for_it(kitchen: Kitchen) -> None:
    change = approve_role(kitchen)
    run_id = kitchen.run_ids[3]
    [pending] = kitchen.propose("alias", 10_000, "Grinder", run=3)
    write_teaching(kitchen.connect, Teaching(kitchen.run_ids, kitchen.sightings, [(run_id, 10_000, "heat")], [], []))
    apply_members(
        kitchen.connect, TINY, [run_id], [LedgerEntry(run_id, 10_000, np.array([0.6, 0.8], dtype=np.float32))]
    )
    undo(kitchen.connect, change.change_id, "ann", "no role")
    for table in ("role", "role_centroid", "role_centroid_member", "observed_role_dimension"):
        assert kitchen.query(f"SELECT FROM {table} WHERE role_id = 10000") == []
    assert kitchen.query("SELECT FROM proposal WHERE proposal_id = %s", pending) == []


def test_a_settled_proposal_of_a_role_is_to_be_undone_before_the_role(kitchen: Kitchen) -> None:
    change = approve_role(kitchen)
    settled = reject(kitchen.connect, kitchen.propose("alias", 10_000, "Grinder", run=3), "ann", "nobody says so")
    kitchen.propose("alias", 10_000, "grin-der", run=4)
    with pytest.raises(PermanentFailure, match=f"undo change {settled.change_id} first"):
        undo(kitchen.connect, change.change_id, "ann", "no role")
    undo(kitchen.connect, settled.change_id, "ann", "to take the role away")
    undo(kitchen.connect, change.change_id, "ann", "no role")


def test_one_that_was_taught_again_and_has_another_id_is_to_be_undone_before_the_role_too(kitchen: Kitchen) -> None:
    role = approve_role(kitchen)
    [role_id] = [each.role_id for each in kitchen.library().roles if each.slug == "miller"]
    rejected = reject(kitchen.connect, kitchen.propose("skill", role_id, "Sieve"), "ann", "no skill")
    undone = undo(kitchen.connect, rejected.change_id, "ann", "a skill")
    kitchen.forget()
    ids = kitchen.propose("skill", role_id, "Sieve")
    undo(kitchen.connect, undone.change_id, "ann", "none after all")
    with pytest.raises(PermanentFailure, match=f"by change {rejected.change_id}"):
        approve(kitchen.connect, ids, "ann", "a skill")
    with pytest.raises(PermanentFailure, match=f"undo change {rejected.change_id} first"):
        undo(kitchen.connect, role.change_id, "ann", "no role")


def test_rows_that_a_taxonomy_hung_on_one_stand_in_the_way(kitchen: Kitchen) -> None:
    change = approve_skill(kitchen)
    with kitchen.connect() as connection:
        importing = begin_change(connection, "import", "import", "Kitchen words imported")
        importing.import_rows(
            "skill_aliases", [{"skill_id": "trough", "alias": "Dough Bowl", "match": ""}], "words", "words-1"
        )
        importing.close()
    before = kitchen.dump()
    with pytest.raises(PermanentFailure, match=r"Kitchen words imported\) wrote skill_alias \(Dough Bowl\) since"):
        undo(kitchen.connect, change.change_id, "ann", "a mistake")
    assert kitchen.dump() == before


def test_a_row_that_a_taxonomy_wrote_over_stands_in_the_way(kitchen: Kitchen) -> None:
    change = approve_skill(kitchen)
    [row] = kitchen.query("SELECT to_jsonb(s) || '{\"category\": \"Hall\"}' FROM skill s WHERE skill_id = 'trough'")
    with kitchen.connect() as connection:
        importing = begin_change(connection, "import", "import", "Kitchen words imported")
        importing.import_rows("skills", row, "words", "words-1")
        importing.close()
    before = kitchen.dump()
    with pytest.raises(PermanentFailure, match=r"Kitchen words imported\) wrote skill \(trough\) since"):
        undo(kitchen.connect, change.change_id, "ann", "a mistake")
    assert kitchen.dump() == before


def test_the_first_load_cannot_be_undone_and_an_unknown_change_neither(kitchen: Kitchen) -> None:
    with kitchen.connect() as connection:
        [load] = read_changes(connection)
    with pytest.raises(PermanentFailure, match="brought whole files"):
        undo(kitchen.connect, load.change_id, "ann", "a mistake")
    with pytest.raises(PermanentFailure, match="There is no change 99999999"):
        undo(kitchen.connect, 99_999_999, "ann", "a mistake")


def test_a_rejection_that_was_forgotten_is_remembered_again(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Trough")
    change = reject(kitchen.connect, ids, "ann", "no skill")
    undone = undo(kitchen.connect, change.change_id, "ann", "a skill")
    kitchen.forget()
    undo(kitchen.connect, undone.change_id, "ann", "none after all")
    assert kitchen.propose("skill", 1, "Trough") == ids
    assert kitchen.status(*ids) == ["rejected"]


def test_a_card_keeps_its_id_through_merge_and_undo(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Kiln")
    change = merge(kitchen.connect, ids, "oven", "ann", "the same")
    kitchen.forget()  # the library holds the name, so runs that are done again do not propose it
    undo(kitchen.connect, change.change_id, "ann", "another thing")
    kitchen.propose("skill", 1, "Trough")
    with pytest.raises(PermanentFailure, match="was retracted meanwhile"):
        reject(kitchen.connect, ids, "ann", "nobody asks for it now")
    assert kitchen.propose("skill", 1, "Kiln") == ids


@pytest.mark.parametrize("action", [reject_role, approve_role])
def test_what_came_back_settled_is_open_when_that_is_undone(
    kitchen: Kitchen, action: Callable[[Kitchen], Change]
) -> None:
    undone = undo(kitchen.connect, action(kitchen).change_id, "ann", "a mistake")
    kitchen.query("DELETE FROM role_draft RETURNING 1")
    kitchen.forget()
    again = undo(kitchen.connect, undone.change_id, "ann", "none after all")
    kitchen.propose("role", None, "miller")
    undo(kitchen.connect, again.change_id, "ann", "a mistake after all")
    assert kitchen.query("SELECT status FROM proposal") == [("pending",)]
    assert kitchen.query("SELECT status FROM role_draft") == [("pending",)]


@pytest.mark.parametrize("action", [reject_role, approve_role])
def test_what_was_forgotten_and_taught_again_is_open_when_its_change_is_undone_again(
    kitchen: Kitchen, action: Callable[[Kitchen], Change]
) -> None:
    change = action(kitchen)
    undone = undo(kitchen.connect, change.change_id, "ann", "a mistake")
    kitchen.query("DELETE FROM role_draft RETURNING 1")
    kitchen.forget()
    kitchen.propose("role", None, "miller")
    kitchen.draft("miller")
    undo(kitchen.connect, undone.change_id, "ann", "none after all")
    assert kitchen.query("SELECT status FROM proposal UNION SELECT status FROM role_draft") != [("pending",)]
    undo(kitchen.connect, change.change_id, "ann", "a mistake after all")
    assert kitchen.query("SELECT status FROM proposal") == [("pending",)]
    assert kitchen.query("SELECT status FROM role_draft") == [("pending",)]


def test_a_proposal_that_was_settled_otherwise_since_is_not_settled_by_an_undo_of_the_undo(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Trough")
    approved = approve(kitchen.connect, ids, "ann", "asked for")
    undone = undo(kitchen.connect, approved.change_id, "ann", "a mistake")
    rejected = reject(kitchen.connect, ids, "ben", "no skill")
    with pytest.raises(PermanentFailure, match=f"undo change {rejected.change_id} first"):
        undo(kitchen.connect, undone.change_id, "ann", "one after all")
    assert kitchen.status(*ids) == ["rejected"]
    back = undo(kitchen.connect, rejected.change_id, "ben", "one after all")
    again = undo(kitchen.connect, undone.change_id, "ann", "one after all")
    with pytest.raises(PermanentFailure, match=f"undo change {again.change_id} first"):
        undo(kitchen.connect, back.change_id, "ben", "none")
    assert kitchen.status(*ids) == ["approved"]


LABELS = ("Trough", "Dough-Trough", "Kiln", "Tray", "Oven Glove")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["approve", "merge", "merge skills", "reject", "undo"]),
        st.sampled_from(["skill", "alias", "kra", "sub_role"]),
        st.integers(1, 2),
        st.integers(0, 99),
    ),
    min_size=1,
    max_size=7,
)


def take(kitchen: Kitchen, step: tuple[str, ProposalKind, int, int], made: list[Change]) -> Change | None:
    """Do one step; None where it is refused."""
    action, kind, role_id, number = step
    label = LABELS[number % len(LABELS)]
    skills = sorted(kitchen.library().skills)
    try:
        if action == "undo":
            return undo(kitchen.connect, made[number % len(made)].change_id, "ann", "undo") if made else None
        if action == "merge skills":
            old, into = skills[number % len(skills)], skills[number // 10 % len(skills)]
            return merge(kitchen.connect, f"skill:{old}", into, "ann", "merge")
        ids = kitchen.propose(kind, role_id, label, run=number % 6)
        if action == "approve":
            return approve(kitchen.connect, ids, "ann", "approve", {"collision": "yes"} if kind == "alias" else {})
        if action == "merge":
            into = skills[0] if kind == "skill" else "waiter"
            return merge(kitchen.connect, ids, into, "ann", "merge", {"collision": "yes"})
        return reject(kitchen.connect, ids, "ann", "reject")
    except PermanentFailure:
        return None


@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_all_changes_from_the_last_to_the_first_leads_back_through_every_state(
    kitchen: Kitchen, steps: list[tuple[str, ProposalKind, int, int]]
) -> None:
    """Whatever was approved, merged, rejected and undone before; the undo of an undo is one of them."""
    states: list[tuple[Change, str]] = []
    for step in steps:
        before = kitchen.dump(TABLES)
        change = take(kitchen, step, [made for made, _ in states])
        if change is None:
            assert kitchen.dump(TABLES) == before
        else:
            states.append((change, before))
    for change, before in reversed(states):
        undo(kitchen.connect, change.change_id, "ann", "back")
        assert kitchen.dump(TABLES) == before
