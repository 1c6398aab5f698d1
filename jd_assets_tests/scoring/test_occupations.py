"""Titles that taxonomies share out: which occupation is meant, and which cannot be."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from jd_assets.contracts.role_scoring import RankedRole
from jd_assets.library.snapshot import Alias, Library, Role
from jd_assets.scoring.alias import CONTAINED, OCCUPATION, TOP, TitleSet, alias_matches
from jd_assets.scoring.combine import SIGNALS, Weights, rank_roles
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.occupations import job_noun
from jd_assets.text.titles import normalise_alias
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.scoring.small_index import small_index, unit

NAMES = {
    "Baker": ["Bread Baker"],
    "Bakery inspector": ["Baker"],
    "Industrial baker": ["Baker", "Plant Baker"],
    "Bakers": ["Plant Baker", "Baker"],
    "Hearse driver": ["Driver"],
    "Couriers and Messengers": ["Driver"],
    "Automotive welder": ["Auto Welder"],
    "Mining welder": ["Auto Welder"],
    "Butcher": ["Veal Butcher"],
    "Office clerk": ["Office Assistant"],
    "Bread lecturer": ["Bread Teacher", "Assistant Teacher"],
    "Bread teacher at night school": ["Bread Teacher"],
    "Quarry worker": ["Stone Worker"],
}


TEACHERS = {
    "Weaving Teachers, Academy": ["Teacher", "Weaving Professor", "Loom Professor", "Weaving Lecturer"],
    "Village School Teachers, Except Weaving": ["Teacher", "Village School Teacher", "Song Teacher", "Loom Teacher"],
    "Town School Teachers": ["Teacher", "Town School Teacher", "Song Teacher", "Loom Teacher"],
    "Night Town School Teachers": ["Teacher", "Night Teacher"],
    "Pottery Teachers": ["Teacher", "Clay Teacher", "Kiln Teacher", "Glaze Teacher"],
    "School Assistants": ["Teacher Assistant"],
    "Loom lecturer": ["Weaving Teacher"],
    "Weaving and song teacher in town": [],
    "Loom works hand": ["Cloth Storekeeper"],
}


def occupation(role_id: int, name: str, titles: list[str]) -> Role:
    given = dict.fromkeys([name, *titles])
    aliases = tuple(Alias(title, normalise_alias(title), True) for title in given)
    return Role(role_id, f"esco-{role_id}", name, "", "", aliases, (), {}, frozenset(), imported=True)


@pytest.fixture
def occupations() -> RoleIndex:
    return index_of(NAMES)


@pytest.fixture
def teachers() -> RoleIndex:
    return index_of(TEACHERS)


def index_of(names: Mapping[str, list[str]]) -> RoleIndex:
    roles = tuple(occupation(100 + number, *named) for number, named in enumerate(names.items()))
    library: Library = replace(LIBRARY, roles=roles)
    return replace(small_index(), library=library, aliases=(), alias_vectors=unit())


def named(index: RoleIndex, title: str) -> dict[str, str]:
    [found] = alias_matches([TitleSet(title, ())], index)
    return {match.display_name: match.kind for match in found}


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Baker", {"Baker": "exact", "Bakers": "exact"}),
        ("Senior Baker II", {"Baker": "exact", "Bakers": "exact"}),
        ("Plant Baker", {"Bakers": "exact"}),
        ("Auto Welder", {"Automotive welder": "exact"}),
        ("Driver", {"Hearse driver": "exact"}),
        ("Bread Teacher", {"Bread teacher at night school": "exact"}),
    ],
)
def test_of_occupations_that_share_a_title_those_are_meant_that_are_called_so(
    occupations: RoleIndex, title: str, names: dict[str, str]
) -> None:
    assert named(occupations, title) == names


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Rye Baker", {"Baker": "contained", "Bakers": "contained"}),
        ("Baker Officer", {"Baker": "exact", "Bakers": "exact"}),
        ("Driver - (Re-Advertised)", {"Hearse driver": "exact"}),
        ("Butcher and Office Assistant", {"Butcher": "contained", "Office clerk": "contained"}),
        ("Meat Services.Veal Butcher", {"Butcher": "contained"}),
        ("Stone Assistant", {}),
        ("Veal and Pork Butcher", {"Butcher": "contained"}),
        ("Butcher Town Market", {"Butcher": "contained"}),
        ("Butcher Manager", {}),
        ("Night Baker of Rye", {"Baker": "contained", "Bakers": "contained"}),
        ("Glad Assistant Teacher", {}),
    ],
)
def test_what_stands_around_the_noun_of_an_occupation_narrows_it(
    occupations: RoleIndex, title: str, names: dict[str, str]
) -> None:
    assert named(occupations, title) == names


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("Rye Baker", OCCUPATION),
        ("Butcher Town Market", OCCUPATION),
        ("Butcher and Office Assistant", OCCUPATION),
        ("Old Flour Plant Baker", OCCUPATION),
        ("Night Bread Teacher", CONTAINED),
    ],
)
def test_a_title_that_says_all_of_an_occupations_name_needs_no_more(
    occupations: RoleIndex, title: str, score: float
) -> None:
    [found] = alias_matches([TitleSet(title, ())], occupations)
    assert found[0].score == score


def test_a_noun_alone_means_all_occupations_that_are_mostly_called_so_but_for_their_specialities(
    teachers: RoleIndex,
) -> None:
    assert named(teachers, "Teacher") == {
        "Village School Teachers, Except Weaving": "exact",
        "Town School Teachers": "exact",
        "Pottery Teachers": "exact",
    }


@pytest.mark.parametrize(
    "title", ["Old Norse Teacher", "Old Norse Teacher & Case Executive", "Runes Teacher - 3 Posts"]
)
def test_a_noun_with_a_field_of_its_own_means_the_occupations_that_share_most_titles(
    teachers: RoleIndex, title: str
) -> None:
    general = {"Village School Teachers, Except Weaving": "contained", "Town School Teachers": "contained"}
    assert named(teachers, title) == general


@pytest.mark.parametrize(
    "title",
    ["Village School Runes Teacher", "Runes Teacher for Village School", "Teacher of Runes at the Village School"],
)
def test_a_title_may_say_the_words_of_an_occupations_title_apart(teachers: RoleIndex, title: str) -> None:
    [found] = alias_matches([TitleSet(title, ())], teachers)
    assert [(match.display_name, match.score) for match in found] == [
        ("Village School Teachers, Except Weaving", OCCUPATION)
    ]


def test_a_noun_that_none_is_called_by_means_the_few_that_have_it_in_a_title(teachers: RoleIndex) -> None:
    assert named(teachers, "Night Storekeeper") == {"Loom works hand": "contained"}
    many = index_of({**TEACHERS, **{f"Hand {number}": [f"Yarn{number} Storekeeper"] for number in range(TOP)}})
    assert named(many, "Night Storekeeper") == {}


def test_who_assists_a_teacher_is_none(teachers: RoleIndex) -> None:
    assert named(teachers, "Village Assistant Teacher") == {"School Assistants": "contained"}


def test_a_title_of_an_occupation_called_otherwise_means_one_whose_name_says_it_and_more(teachers: RoleIndex) -> None:
    assert named(teachers, "Weaving Teacher") == {"Weaving and song teacher in town": "contained"}


def test_an_occupation_that_is_not_called_by_the_noun_of_its_title_has_to_be_borne_out(occupations: RoleIndex) -> None:
    assert named(occupations, "Assistant Teacher") == {"Bread lecturer": "contained"}


@pytest.mark.parametrize(
    ("title", "noun"),
    [
        ("Night Driver II", "driver"),
        ("Driver of a Milk Cart", "driver"),
        ("Senior Bakers", "baker"),
        ("Software Engineer", None),
        ("Office Assistant", None),
        ("", None),
    ],
)
def test_the_noun_of_a_title_tells_the_work_where_it_can_stand_alone(title: str, noun: str | None) -> None:
    assert job_noun(title) == noun


def ranked(index: RoleIndex, title: str | None) -> list[RankedRole]:
    """The ranking where all evidence is for the last role and little for the others."""
    row = np.full((1, len(index.roles)), 0.1, dtype=np.float32)
    row[0, -1] = 0.9
    scores = {name: np.zeros_like(row) if name == "alias" else row for name in SIGNALS}
    [found] = rank_roles(scores, index, Weights(), [title])
    return found


def test_a_role_that_no_name_calls_what_the_title_does_has_no_evidence(occupations: RoleIndex) -> None:
    found = ranked(occupations, "Milk Driver")
    assert found[0].display_name == "Hearse driver"
    assert {role.display_name for role in found if role.score > 0} == {"Hearse driver", "Couriers and Messengers"}


@pytest.mark.parametrize("title", ["Shepherd of Engineers", "Milk Engineer", "Glazier", None])
def test_without_such_a_noun_or_a_role_of_it_evidence_ranks(occupations: RoleIndex, title: str | None) -> None:
    assert ranked(occupations, title)[0].display_name == "Quarry worker"
