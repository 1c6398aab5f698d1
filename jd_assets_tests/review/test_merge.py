"""What merging does: the name goes to something that the library has."""

import pytest

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.failures import PermanentFailure
from jd_assets.proposals.write import Teaching, write_teaching
from jd_assets.review.actions import approve, merge
from jd_assets_tests.review.conftest import Kitchen


def test_a_proposed_skill_becomes_names_of_one_that_is_there(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 2, "Baking Oven", "Baking-Oven")
    merge(kitchen.connect, ids, "oven", "ann", "the same")
    library = kitchen.library()
    assert {"Baking Oven", "Baking-Oven"} < {alias for alias, _ in library.skills["oven"].aliases}
    assert library.role_by_slug["waiter"].skills["oven"] == 1
    assert library.role_by_slug["baker"].skills["oven"] == 3
    assert kitchen.status(*ids) == ["merged"] * 2


def test_new_links_of_a_merged_skill_get_the_weight_that_was_given(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 2, "Baking Oven")
    with pytest.raises(PermanentFailure, match="weight"):
        merge(kitchen.connect, ids, "oven", "ann", "the same", {"weight": "9"})
    merge(kitchen.connect, ids, "oven", "ann", "the same", {"weight": "3"})
    assert kitchen.library().role_by_slug["waiter"].skills["oven"] == 3


def test_what_cannot_be_set_while_merging_is_refused(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 2, "Baking Oven")
    with pytest.raises(PermanentFailure, match="name cannot be set while merging"):
        merge(kitchen.connect, ids, "oven", "ann", "the same", {"name": "Baking Oven"})
    assert kitchen.status(*ids) == ["pending"]


def test_a_skill_may_be_named_by_its_name(kitchen: Kitchen) -> None:
    merge(kitchen.connect, kitchen.propose("skill", 2, "Mixing Machine"), "Dough Mixer", "ann", "the same")
    assert ("Mixing Machine", "") in kitchen.library().skills["dough-mixer"].aliases


def test_a_short_name_is_matched_in_its_exact_case_alone(kitchen: Kitchen) -> None:
    merge(kitchen.connect, kitchen.propose("skill", 2, "BO"), "oven", "ann", "short for it")
    assert ("BO", "cased") in kitchen.library().skills["oven"].aliases


@pytest.mark.parametrize("kind", ["alias", "sub_role", "role"])
def test_proposed_titles_become_titles_of_the_role(kitchen: Kitchen, kind: ProposalKind) -> None:
    ids = kitchen.propose(kind, None if kind == "role" else 2, "Loaf Maker", "Loaf Former")
    merge(kitchen.connect, ids, "baker", "ann", "the same")
    assert {"Loaf Maker", "Loaf Former"} < {alias.alias for alias in kitchen.library().role_by_slug["baker"].aliases}
    assert kitchen.library().role_by_slug["waiter"].sub_roles == frozenset()


def test_a_draft_is_settled_with_the_last_of_its_proposals(kitchen: Kitchen) -> None:
    one, two = kitchen.propose("role", None, "miller", "corn-miller")
    kitchen.draft("miller", "corn-miller")
    merge(kitchen.connect, [one], "baker", "ann", "the same")
    assert kitchen.query("SELECT status FROM role_draft") == [("pending",)]
    merge(kitchen.connect, [two], "baker", "ann", "the same")
    assert kitchen.query("SELECT status FROM role_draft") == [("merged",)]


def test_a_kra_that_the_role_has_is_remembered_and_nothing_is_written(kitchen: Kitchen) -> None:
    ids = kitchen.propose("kra", 1, "Bakes a lot of bread")
    with pytest.raises(PermanentFailure, match="baker has no KRA"):
        merge(kitchen.connect, ids, "Bakes.", "ann", "the same")
    change = merge(kitchen.connect, ids, "Bakes bread every morning.", "ann", "the same")
    assert (change.library_version, kitchen.status(*ids)) == (1, ["merged"])


@pytest.mark.parametrize(
    ("kind", "said"), [("skill", "no skill 'kiln'"), ("alias", "no role 'kiln'"), ("decision", "cannot be merged")]
)
def test_a_target_that_is_not_there_is_refused(kitchen: Kitchen, kind: ProposalKind, said: str) -> None:
    ids = kitchen.propose(kind, 1, "Something")
    with pytest.raises(PermanentFailure, match=said):
        merge(kitchen.connect, ids, "kiln", "ann", "the same")
    assert kitchen.status(*ids) == ["pending"]


def test_a_merged_title_of_another_role_is_a_collision_that_must_be_meant(kitchen: Kitchen) -> None:
    ids = kitchen.propose("alias", 1, "Bread Maker")
    with pytest.raises(PermanentFailure, match="collision=yes"):
        merge(kitchen.connect, ids, "waiter", "ann", "the same")
    merge(kitchen.connect, ids, "waiter", "ann", "the same", {"collision": "yes"})


def test_a_library_skill_gives_all_that_it_has_to_another(kitchen: Kitchen) -> None:
    run_ids = kitchen.run_ids
    observed = [
        (run_ids[0], "oven", "service"),
        (run_ids[1], "oven", "service"),
        (run_ids[1], "dough-mixer", "service"),
    ]
    write_teaching(kitchen.connect, Teaching(run_ids, [], [], observed, []))
    merge(kitchen.connect, "skill:oven", "dough-mixer", "ann", "the same")
    library = kitchen.library()
    mixer = library.skills["dough-mixer"]
    assert "oven" not in library.skills
    assert mixer.parent is None
    assert set(mixer.aliases) == {("Mixer", "context"), ("Oven", ""), ("OVN", "cased"), ("Stove", "")}
    assert library.role_by_slug["baker"].skills == {"dough-mixer": 3}
    assert mixer.dimensions == ("heat",)
    links = kitchen.query("SELECT run_id::text, skill_id FROM observed_skill_dimension ORDER BY 1")
    assert links == [(run_ids[0], "dough-mixer"), (run_ids[1], "dough-mixer")]


def test_children_of_a_merged_skill_are_those_of_the_other(kitchen: Kitchen) -> None:
    merge(kitchen.connect, "skill:oven", "tray", "ann", "the same")
    assert kitchen.library().skills["dough-mixer"].parent == "tray"


def test_a_name_that_was_never_looked_for_needs_other_skills_beside_it(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Work")
    approve(kitchen.connect, ids, "ann", "x", {"match": "never"})
    merge(kitchen.connect, "skill:work", "tray", "ann", "the same")
    assert ("Work", "context") in kitchen.library().skills["tray"].aliases


def test_a_skill_is_not_merged_into_itself_or_nothing(kitchen: Kitchen) -> None:
    for what, into, said in (
        ("skill:oven", "Stove", "into itself"),
        ("skill:kiln", "oven", "no skill 'kiln' to merge"),
        ("skill:oven", "kiln", "no skill 'kiln' to merge into"),
    ):
        with pytest.raises(PermanentFailure, match=said):
            merge(kitchen.connect, what, into, "ann", "the same")
