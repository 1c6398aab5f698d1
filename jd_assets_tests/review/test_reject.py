"""A rejection is remembered: neither the proposal nor another spelling of it is asked about again."""

import pytest

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.review.actions import reject
from jd_assets.review.undo import undo
from jd_assets_tests.review.conftest import Kitchen


def test_a_rejection_changes_nothing_in_the_library(kitchen: Kitchen) -> None:
    before = kitchen.library()
    change = reject(kitchen.connect, kitchen.propose("skill", 1, "Passion"), "ann", "no skill")
    assert (kitchen.library(), change.library_version) == (before, 1)


def test_what_was_rejected_is_not_asked_about_again(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Passion")
    reject(kitchen.connect, ids, "ann", "no skill")
    assert kitchen.propose("skill", 1, "passion", run=3) == ids
    assert kitchen.status(*ids) == ["rejected"]


@pytest.mark.parametrize(
    ("kind", "role_id", "label", "status"),
    [
        ("skill", 1, "Oven-Glove", "rejected"),
        ("skill", 2, "oven glove", "rejected"),  # what is no skill is none of any role
        ("skill", None, "OvenGlove", "rejected"),
        ("skill", 1, "Oven Gloves", "rejected"),
        ("skill", 1, "Oven Mitt", "pending"),
        ("alias", 1, "Oven-Glove", "pending"),
    ],
)
def test_another_spelling_is_rejected_when_it_comes(
    kitchen: Kitchen, kind: ProposalKind, role_id: int | None, label: str, status: str
) -> None:
    reject(kitchen.connect, kitchen.propose("skill", 1, "Oven Glove"), "ann", "no skill")
    assert kitchen.status(*kitchen.propose(kind, role_id, label, run=3)) == [status]


def test_a_title_that_is_rejected_for_one_role_may_be_that_of_another(kitchen: Kitchen) -> None:
    reject(kitchen.connect, kitchen.propose("alias", 1, "Loaf Maker"), "ann", "not a baker")
    same = kitchen.propose("alias", 1, "Loaf-Maker", run=2)
    other = kitchen.propose("alias", 2, "Loaf-Maker", run=3)
    assert kitchen.status(*same, *other) == ["rejected", "pending"]


def test_when_the_rejection_is_undone_its_other_spellings_wait_again(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Oven Glove")
    change = reject(kitchen.connect, ids, "ann", "no skill")
    ids += kitchen.propose("skill", 1, "Oven-Glove", run=3)
    undone = undo(kitchen.connect, change.change_id, "ann", "one after all")
    assert kitchen.status(*ids) == ["pending", "pending"]
    undo(kitchen.connect, undone.change_id, "ann", "none after all")
    assert kitchen.status(*ids) == ["rejected", "rejected"]


def test_a_rejected_new_role_takes_its_draft_along(kitchen: Kitchen) -> None:
    ids = kitchen.propose("role", None, "miller")
    kitchen.draft("miller")
    reject(kitchen.connect, ids, "ann", "no role")
    assert kitchen.query("SELECT status FROM role_draft") == [("rejected",)]
