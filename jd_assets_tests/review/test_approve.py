"""What approving puts into the library."""

import pytest

from jd_assets.contracts.enrichment import Placed
from jd_assets.enriching.derive_step import DEFAULT
from jd_assets.failures import PermanentFailure
from jd_assets.review.actions import approve, reject
from jd_assets_tests.review.conftest import TYPING, Kitchen


def test_a_skill_comes_in_under_its_most_seen_spelling_with_the_others_as_aliases(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Kneading Trough", "Kneading-Trough")
    ids += kitchen.propose("skill", 2, "kneading trough", run=4)
    kitchen.propose("skill", 1, "Kneading-Trough", run=5)
    approve(kitchen.connect, ids, "ann", "many ask for it")
    skill = kitchen.library().skills["kneading-trough"]
    assert (skill.name, skill.aliases) == ("Kneading-Trough", (("Kneading Trough", ""),))
    assert kitchen.status(*ids) == ["approved"] * 3


def test_a_skill_is_typed_as_enrichment_found_and_placed_as_the_admin_says(kitchen: Kitchen) -> None:
    [one, two] = kitchen.propose("skill", 1, "Trough", "TROUGH ")
    kitchen.enrich(0, {"Trough": DEFAULT, "Oven": None})
    kitchen.enrich(1, {"TROUGH ": TYPING}, Placed(dimensions=["heat"], nearest_skill_id="oven", similarity=0.7))
    approve(kitchen.connect, [one, two], "ann", "many ask for it", {"dimension": "service"})
    skill = kitchen.library().skills["trough"]
    assert (skill.category, skill.sub_category, skill.skill_nature) == ("Kitchen", "Vessels", "TOOL")
    assert (skill.maturity, skill.dimensions) == ("mature", ("service",))


def test_a_skill_lies_in_no_dimension_that_nobody_said(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Trough")
    kitchen.enrich(0, {"Trough": TYPING}, Placed(dimensions=["heat"], nearest_skill_id="oven", similarity=0.7))
    approve(kitchen.connect, ids, "ann", "many ask for it")
    assert kitchen.library().skills["trough"].dimensions == ()


def test_an_admin_may_type_a_skill_otherwise(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Trough")
    edits = {
        "name": "Dough Trough",
        "category": "new:Bakery",
        "dimension": "heat|service",
        "weight": "3",
        "parent": "oven",
    }
    approve(kitchen.connect, ids, "ann", "many ask for it", edits)
    library = kitchen.library()
    skill = library.skills["dough-trough"]
    assert (skill.name, skill.category, skill.parent) == ("Dough Trough", "Bakery", "oven")
    assert skill.aliases == (("Trough", ""),)
    assert skill.dimensions == ("heat", "service")
    assert library.role_by_slug["baker"].skills["dough-trough"] == 3


def test_every_role_that_postings_ask_it_of_is_linked(kitchen: Kitchen) -> None:
    ids = [kitchen.propose("skill", role, "Trough", run=run)[0] for run, role in enumerate((1, 2, None))]
    approve(kitchen.connect, ids, "ann", "many ask for it")
    weights = [role.skills.get("trough") for role in kitchen.library().roles]
    assert weights == [1, 1]


def test_a_skill_that_the_library_has_by_now_only_gets_its_links(kitchen: Kitchen) -> None:
    [one] = kitchen.propose("skill", 1, "Trough", run=0)
    [two] = kitchen.propose("skill", 2, "TROUGH", run=1)
    approve(kitchen.connect, [one], "ann", "bakers")
    before = kitchen.library().skills
    approve(kitchen.connect, [two], "ann", "waiters too")
    after = kitchen.library()
    assert after.skills == before
    assert after.role_by_slug["waiter"].skills["trough"] == 1


def test_a_skill_whose_slug_is_taken_gets_another(kitchen: Kitchen) -> None:
    approve(kitchen.connect, kitchen.propose("skill", 1, "Tray!", run=0), "ann", "it is another thing")
    assert kitchen.library().skills["tray-2"].name == "Tray!"


def test_an_alias_is_a_title_of_its_role(kitchen: Kitchen) -> None:
    approve(kitchen.connect, kitchen.propose("alias", 1, "Senior Loaf Maker"), "ann", "they say so")
    [(role, alias)] = kitchen.library().alias_index["loaf maker"]
    assert (role.slug, alias.alias, alias.collision) == ("baker", "Senior Loaf Maker", False)


def test_an_alias_of_another_role_is_taken_only_if_it_is_meant(kitchen: Kitchen) -> None:
    ids = kitchen.propose("alias", 2, "Bread Maker")
    with pytest.raises(PermanentFailure, match="'bread maker' is a title of baker too: set collision=yes"):
        approve(kitchen.connect, ids, "ann", "they say so")
    approve(kitchen.connect, ids, "ann", "they say so", {"collision": "yes"})
    held = [(role.slug, alias.collision) for role, alias in kitchen.library().alias_index["bread maker"]]
    assert held == [("baker", True), ("waiter", True)]


def test_an_alias_of_two_proposed_roles_is_a_collision_too(kitchen: Kitchen) -> None:
    ids = [kitchen.propose("alias", role, "Counter Hand", run=role)[0] for role in (1, 2)]
    with pytest.raises(PermanentFailure, match="collision=yes"):
        approve(kitchen.connect, ids, "ann", "they say so")


def test_a_kra_is_taken_in_the_words_of_the_admin(kitchen: Kitchen) -> None:
    ids = kitchen.propose("kra", 2, "we want you to lay tables and")
    approve(kitchen.connect, ids, "ann", "they all do", {"text": "Lays the tables."})
    assert kitchen.library().role_by_slug["waiter"].kras == ("Brings what guests ordered.", "Lays the tables.")


def test_a_sub_role_is_known_from_then_on(kitchen: Kitchen) -> None:
    approve(kitchen.connect, kitchen.propose("sub_role", 1, "Pastry Baker"), "ann", "a real one")
    assert kitchen.library().role_by_slug["baker"].has_sub_role("pastry baker")


def test_a_confirmed_decision_leaves_the_library_as_it_is(kitchen: Kitchen) -> None:
    ids = kitchen.propose("decision", 1, "run-1")
    change = approve(kitchen.connect, ids, "ann", "it is right")
    assert (change.library_version, kitchen.library().version, kitchen.status(*ids)) == (1, 1, ["approved"])


def test_a_draft_becomes_a_role_with_all_that_it_says(kitchen: Kitchen) -> None:
    ids = kitchen.propose("role", None, "miller", "corn-miller")
    draft_id = kitchen.draft("miller", "corn-miller")
    change = approve(kitchen.connect, ids[:1], "ann", "three mills look for one")
    role = kitchen.library().role_by_slug["miller"]
    assert (role.role_id, role.display_name, role.role_family, role.archetype) == (
        10_000,
        "Miller",
        "Kitchen",
        "Bakes bread.",
    )
    assert [alias.alias for alias in role.aliases] == ["Miller"]  # "Waiter" is another role's
    assert role.kras == ("Grinds corn into flour.",)
    assert role.skills == {"oven": 2}
    assert role.dimensions == {"heat"}
    assert (change.proposal_ids, kitchen.status(*ids)) == (tuple(sorted(ids)), ["approved"] * 2)
    assert kitchen.query("SELECT status FROM role_draft WHERE draft_id = %s", draft_id) == [("approved",)]


def test_an_admin_may_describe_a_role_otherwise(kitchen: Kitchen) -> None:
    ids = kitchen.propose("role", None, "miller")
    kitchen.draft("miller", near=False)
    with pytest.raises(PermanentFailure, match=r"set family=… and archetype=…"):
        approve(kitchen.connect, ids, "ann", "needed")
    edits = {
        "slug": "corn-miller",
        "name": "Corn Miller",
        "family": "new:Mill",
        "archetype": "Mills.",
        "collision": "yes",
    }
    approve(kitchen.connect, ids, "ann", "needed", edits)
    role = kitchen.library().role_by_slug["corn-miller"]
    assert (role.display_name, role.role_family, role.archetype) == ("Corn Miller", "Mill", "Mills.")
    assert {(alias.alias, alias.collision) for alias in role.aliases} == {
        ("Corn Miller", False),
        ("Miller", False),
        ("Waiter", True),
    }


def test_a_new_role_without_a_draft_is_refused_with_what_to_do(kitchen: Kitchen) -> None:
    ids = kitchen.propose("role", None, "miller")
    with pytest.raises(PermanentFailure, match="no draft yet: run the job new_role_draft"):
        approve(kitchen.connect, ids, "ann", "needed")


def test_a_role_whose_slug_is_taken_is_refused(kitchen: Kitchen) -> None:
    ids = kitchen.propose("role", None, "waiter")
    kitchen.draft("waiter")
    with pytest.raises(PermanentFailure, match="has a role waiter already: set slug"):
        approve(kitchen.connect, ids, "ann", "needed")


def test_one_change_raises_the_version_once_and_marks_its_rows(kitchen: Kitchen) -> None:
    change = approve(kitchen.connect, kitchen.propose("skill", 1, "Trough", "trough bowl"), "ann", "asked for")
    assert (change.library_version, kitchen.library().version) == (2, 2)
    for table in ("skill", "skill_alias", "role_skill"):
        assert kitchen.query(f"SELECT DISTINCT origin FROM {table} WHERE skill_id = 'trough'") == [("review",)]


def test_what_is_settled_is_refused_with_who_did_it(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Trough")
    reject(kitchen.connect, ids, "ann", "no skill")
    with pytest.raises(PermanentFailure, match=r"was rejected already, by change \d+ \(reject by ann: no skill\)"):
        approve(kitchen.connect, ids, "ben", "a skill")


def test_what_was_retracted_is_refused(kitchen: Kitchen) -> None:
    ids = kitchen.propose("skill", 1, "Trough")
    kitchen.forget()
    with pytest.raises(PermanentFailure, match="was retracted meanwhile"):
        approve(kitchen.connect, ids, "ann", "asked for")


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"colour": "red"}, "has no field 'colour'"),
        ({"volatility": "sometimes"}, "use one of HIGH, LOW, MEDIUM"),
        ({"name": " "}, "name is empty"),
        ({"parent": "kiln"}, "no skill 'kiln' to be the parent"),
        ({"dimension": "cold"}, "no dimension 'cold'"),
        ({"category": "Kitchn"}, r"no category 'Kitchn': use one of its own \(Kitchen"),
        ({"sub_category": "Vesels"}, "no sub-category 'Vesels'"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(kitchen: Kitchen, edits: dict[str, str], said: str) -> None:
    ids = kitchen.propose("skill", 1, "Trough")
    before = kitchen.dump()
    with pytest.raises(PermanentFailure, match=said):
        approve(kitchen.connect, ids, "ann", "asked for", edits)
    assert kitchen.dump() == before


def test_who_and_why_must_be_said_and_the_proposals_be_of_one_kind(kitchen: Kitchen) -> None:
    ids = [*kitchen.propose("skill", 1, "Trough"), *kitchen.propose("alias", 1, "Trough Man")]
    for arguments, said in (
        ((ids[:1], "ann", " "), "Say who does it and why"),
        ((ids, "ann", "x"), r"several kinds \(alias, skill\)"),
        (([99_999_999], "ann", "x"), "There is no proposal 99999999"),
        (([], "ann", "x"), "Name the proposals"),
    ):
        with pytest.raises(PermanentFailure, match=said):
            approve(kitchen.connect, *arguments)
