"""Alias scores on the seed library."""

from dataclasses import replace

import pytest

from jd_assets.contracts.role_scoring import AliasMatch
from jd_assets.library.snapshot import Alias
from jd_assets.scoring.alias import CONTAINED, FUZZY_CEILING, SEMANTIC_CEILING, TOP, TitleSet, alias_matches
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.near_titles import spelled_like
from jd_assets_tests.scoring.small_index import small_index


def matches(index: RoleIndex, main: str | None, *others: str) -> list[AliasMatch]:
    [found] = alias_matches([TitleSet(main, others)], index)
    return found


def best(index: RoleIndex, title: str) -> tuple[str, str]:
    found = matches(index, title)
    return (found[0].slug, found[0].kind) if found else ("none", "none")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Backend Engineer", "backend-engineer"),
        ("backend developer", "backend-engineer"),
        ("BACK-END ENGINEER", "backend-engineer"),
        ("Senior Back End Engineer (m/w/d)", "backend-engineer"),
        ("Engineer, Backend", "backend-engineer"),
        ("Backend Engineers", "backend-engineer"),
        ("Machine Learning Engineer", "ml-engineer"),
        ("Principal Data Scientist II", "data-scientist"),
        ("Manager, Data Engineering", "analytics-manager"),
        ("Cloud Architect", "cloud-architect"),
        ("Remote DevOps Engineer", "devops-engineer"),
        ("Data Engineer - Berlin", "data-engineer"),
        ("Data Engineer, Fort Worth, TX", "data-engineer"),
    ],
)
def test_a_title_that_is_an_alias_however_written_is_exact(index: RoleIndex, title: str, slug: str) -> None:
    found = matches(index, title)[0]
    assert (found.slug, found.kind, found.score, found.specialisation) == (slug, "exact", 1.0, None)


@pytest.mark.parametrize(
    ("title", "slug", "specialisation"),
    [
        ("Payments Backend Engineer", "backend-engineer", "payments"),
        ("Backend Engineer, Payments", "backend-engineer", "payments"),
        ("Senior Backend Engineer (Payments) - Austin, TX", "backend-engineer", "payments"),
        ("Data Engineer - Claims", "data-engineer", "claims"),
    ],
)
def test_a_title_that_narrows_an_alias_is_contained(
    index: RoleIndex, title: str, slug: str, specialisation: str
) -> None:
    found = matches(index, title)[0]
    assert (found.slug, found.kind, found.score) == (slug, "contained", CONTAINED)
    assert found.specialisation == specialisation


def test_a_word_behind_an_alias_makes_another_title(index: RoleIndex) -> None:
    found = {match.slug: match.kind for match in matches(index, "Data Engineer Manager")}
    assert found["data-engineer"] == "semantic"
    assert found["analytics-manager"] == "fuzzy"


@pytest.mark.parametrize(
    ("title", "alias"), [("storekeepr", "storekeeper"), ("driver", None), ("bakers", None), ("barber", None)]
)
def test_a_noun_of_another_work_is_no_slip_of_the_pen(title: str, alias: str | None) -> None:
    names = ("diver", "storekeeper", "barbel")
    known = replace(small_index(), aliases=tuple((0, Alias(name, name, False)) for name in names))
    [found] = spelled_like([title], known)
    assert [names[position] for position, _ in found] == ([alias] if alias else [])


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Backend Enginer", "backend-engineer"),
        ("Data Sceintist", "data-scientist"),
        ("Clould Architect", "cloud-architect"),
    ],
)
def test_a_slip_of_the_pen_is_fuzzy_and_below_exact(index: RoleIndex, title: str, slug: str) -> None:
    found = matches(index, title)[0]
    assert (found.slug, found.kind) == (slug, "fuzzy")
    assert 0.7 < found.score <= FUZZY_CEILING


@pytest.mark.parametrize("title", ["Site Engineer", "VR Software Engineer", "Software Engineer"])
def test_titles_that_share_most_letters_and_not_their_meaning_are_not_fuzzy(index: RoleIndex, title: str) -> None:
    assert "fuzzy" not in [match.kind for match in matches(index, title)]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Developer who builds web servers", "backend-engineer"), ("Person who builds data pipelines", "data-engineer")],
)
def test_a_title_in_other_words_is_semantic_and_below_fuzzy(index: RoleIndex, title: str, slug: str) -> None:
    found = matches(index, title)[0]
    assert (found.slug, found.kind) == (slug, "semantic")
    assert found.score <= SEMANTIC_CEILING


@pytest.mark.parametrize("title", ["Engineer", "Senior Developer", "Manager"])
def test_a_title_that_says_less_than_every_alias_names_no_role(index: RoleIndex, title: str) -> None:
    assert matches(index, title) == []


@pytest.mark.parametrize("title", ["Business Development Manager", "Head Pastry Chef", "Senior", "!!!"])
def test_a_title_of_no_role_hits_nothing(index: RoleIndex, title: str) -> None:
    assert matches(index, title) == []


def test_other_names_of_the_role_speak_where_the_title_says_nothing(index: RoleIndex) -> None:
    found = matches(index, "Engineer", "Developer", "Backend Engineer")[0]
    assert (found.slug, found.kind, found.title) == ("backend-engineer", "exact", "Backend Engineer")


def test_the_title_outranks_other_names_of_the_role(index: RoleIndex) -> None:
    found = matches(index, "Data Engineer", "Backend Engineer")
    assert [match.slug for match in found] == ["data-engineer"]


def test_without_a_title_the_other_names_speak(index: RoleIndex) -> None:
    assert matches(index, None, "Backend Engineer")[0].slug == "backend-engineer"
    assert matches(index, None) == []


@pytest.mark.parametrize("title", ["Software Engineer", "Senior Software Developer II"])
def test_a_general_title_hits_the_general_role_and_those_that_may_win_over_it(index: RoleIndex, title: str) -> None:
    found = {match.slug: match.kind for match in matches(index, title)}
    assert set(found.values()) == {"exact"}
    assert set(found) == {
        *("software-engineer", "backend-engineer", "frontend-engineer", "full-stack-engineer", "mobile-engineer")
    }


def test_every_role_is_named_by_its_display_name(index: RoleIndex) -> None:
    named = {
        role.slug: {(match.slug, match.kind) for match in matches(index, role.display_name)} for role in index.roles
    }
    missed = [slug for slug, found in named.items() if (slug, "exact") not in found]
    assert missed == []


def test_roles_come_once_each_best_first_and_few(index: RoleIndex) -> None:
    found = matches(index, "Data Engineer Manager", "Data Scientist Manager", "Analytics Manager")
    assert len(found) <= TOP
    assert len({match.role_id for match in found}) == len(found)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)


@pytest.mark.parametrize(
    "title", ["Recruiter of Data Engineers", "Assistant to the Project Manager", "Teacher of Backend Developers"]
)
def test_an_alias_within_the_title_of_another_job_is_none(index: RoleIndex, title: str) -> None:
    assert not [match for match in matches(index, title) if match.kind in ("exact", "contained")]


def test_jobs_that_a_title_sets_side_by_side_are_hit_alike(index: RoleIndex) -> None:
    found = {match.slug: match.score for match in matches(index, "Data Scientist / Backend Engineer")}
    assert found == {"data-scientist": CONTAINED, "backend-engineer": CONTAINED}
    assert best(index, "UI/UX Designer") == ("ux-designer", "exact")
