"""The library of `sql/library` itself: what every use of the package rests on."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from jd_assets.database.connection import connector
from jd_assets.library.seed.files import COLUMNS, SeedFiles, cells, read_seed_files, skill_aliases
from jd_assets.library.seed.load import load_seed
from jd_assets.library.snapshot import Library
from jd_assets.settings import sql_dir
from jd_assets.text.titles import normalise_alias
from jd_assets.text.topics import topics
from jd_assets_tests.conftest import new_database
from jd_assets_tests.library.conftest import library_of

#: Ids that other systems hold.
FIXED = {
    1: ("backend-engineer", "Backend Developer"),
    2: ("data-engineer", "Data Engineer"),
    3: ("ml-engineer", "ML Engineer"),
    9: ("cloud-architect", "Cloud Architect"),
    10: ("devops-engineer", "DevOps Engineer"),
}
TYPING = {
    "skill_nature": "PRACTICE PLATFORM TOOL CONCEPT CERTIFICATION FRAMEWORK SERVICE DOMAIN LIBRARY LANGUAGE SOFT "
    "PROTOCOL DATABASE FORMAT",
    "volatility": "LOW MEDIUM HIGH",
    "typical_lifespan": "SHORT_TERM MULTI_YEAR LONG_TERM EVERGREEN",
    "version_strategy": "UNVERSIONED MAJOR MINOR CALENDAR",
    "maturity": "emerging growing mainstream mature legacy",
}
#: Titles that say nothing about which role it is.
TOO_WIDE = ["Developer", "Engineer", "Consultant", "Manager", "Analyst", "Development Manager", "Tester"]
#: Titles of any software engineer: the general role has them, and those that a posting's evidence may win for.
GENERAL = ["Software Engineer", "Senior Software Developer", "Software Development Engineer II"]


@pytest.fixture(scope="module")
def library(server_url: str, template_url: str) -> Iterator[Library]:
    """The library as the database gives it back."""
    with new_database(server_url, "seed", template_url) as url:
        load_seed(connector(url))
        yield library_of(connector(url))


@cache
def files() -> SeedFiles:
    return read_seed_files(sql_dir() / "library")


def slugs() -> list[str]:
    return [row["slug"] for row in files()["roles"]]


def by_slug(file: str) -> dict[str, list[dict[str, str]]]:
    found = defaultdict(list)
    for row in files()[file]:
        found[row["slug"]].append(row)
    return found


def test_no_file_lies_beside_those_that_are_loaded() -> None:
    assert sorted(path.stem for path in (sql_dir() / "library").iterdir()) == sorted(COLUMNS)


def test_the_database_gives_back_every_role_and_skill(library: Library) -> None:
    assert [role.slug for role in library.roles] == slugs()
    assert set(library.skills) == {row["skill_id"] for row in files()["skills"]}


def test_ids_that_others_hold_are_fixed(library: Library) -> None:
    roles = {role.role_id: (role.slug, role.display_name) for role in library.roles}
    assert {role_id: roles.get(role_id) for role_id in FIXED} == FIXED


def test_there_are_enough_roles_and_skills() -> None:
    assert len(files()["roles"]) >= 75
    assert len(files()["skills"]) >= 4500


@pytest.mark.parametrize(
    ("file", "least"), [("role_aliases", 8), ("role_kras", 8), ("role_skills", 15), ("role_dimensions", 4)]
)
def test_every_role_is_described_fully(file: str, least: int) -> None:
    rows = by_slug(file)
    assert {slug: len(rows[slug]) for slug in slugs() if len(rows[slug]) < least} == {}


def test_every_role_says_what_it_is() -> None:
    thin = [row["slug"] for row in files()["roles"] if len(row["archetype"].split()) < 10 or not row["role_family"]]
    assert thin == []


def test_every_role_is_an_alias_of_itself() -> None:
    aliases = {(row["slug"], normalise_alias(row["alias"])) for row in files()["role_aliases"]}
    missing = [r["slug"] for r in files()["roles"] if (r["slug"], normalise_alias(r["display_name"])) not in aliases]
    assert missing == []


def test_every_kra_is_one_sentence() -> None:
    odd = [row["kra"] for row in files()["role_kras"] if not row["kra"].endswith(".") or len(row["kra"].split()) < 5]
    assert odd == []


def test_no_role_has_a_skill_or_dimension_twice() -> None:
    for file, column in (("role_skills", "skill"), ("role_dimensions", "dimension")):
        counted = Counter((row["slug"], row[column]) for row in files()[file])
        assert [pair for pair, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("title", TOO_WIDE)
def test_a_title_that_fits_many_roles_is_an_alias_of_none(title: str) -> None:
    holders = {
        row["slug"] for row in files()["role_aliases"] if normalise_alias(row["alias"]) == normalise_alias(title)
    }
    assert holders == set()


@pytest.mark.parametrize("title", GENERAL)
def test_a_general_title_is_one_of_the_general_role(title: str) -> None:
    holders = {
        row["slug"] for row in files()["role_aliases"] if normalise_alias(row["alias"]) == normalise_alias(title)
    }
    assert "software-engineer" in holders
    assert holders <= {
        *("software-engineer", "backend-engineer", "frontend-engineer", "full-stack-engineer", "mobile-engineer")
    }


def test_an_alias_of_several_roles_is_known_to_be_shared() -> None:
    holders = defaultdict(list)
    for row in files()["role_aliases"]:
        holders[normalise_alias(row["alias"])].append(row)
    unmarked = {
        normal: sorted(row["slug"] for row in rows)
        for normal, rows in holders.items()
        if len({row["slug"] for row in rows}) > 1 and not all(row["collision"] == "known" for row in rows)
    }
    assert unmarked == {}


@pytest.mark.parametrize("column", TYPING)
def test_every_skill_is_typed_with_the_words_there_are(column: str) -> None:
    assert {row[column] for row in files()["skills"]} == set(TYPING[column].split())


@pytest.mark.parametrize("column", ["category", "sub_category", "dimensions"])
def test_every_skill_has_its_place(column: str) -> None:
    assert [row["skill_id"] for row in files()["skills"] if not row[column]] == []


def test_a_merged_skill_keeps_its_name_as_an_alias_of_the_one_that_stands_for_it() -> None:
    skills = {row["skill_id"]: row for row in files()["skills"]}
    for row in files()["merged_skills"]:
        into = skills[row["merged_into"]]
        names = {into["name"].lower(), *(alias.lower() for alias, _ in skill_aliases(into))}
        assert row["name"].lower() in names, row


def test_no_alias_of_a_skill_is_the_name_of_another() -> None:
    names = {row["name"].lower(): row["skill_id"] for row in files()["skills"]}
    clashes = [
        (row["skill_id"], alias)
        for row in files()["skills"]
        for alias, _ in skill_aliases(row)
        if names.get(alias.lower(), row["skill_id"]) != row["skill_id"]
    ]
    assert clashes == []


def test_every_kind_that_shows_a_topic_is_one_of_the_library() -> None:
    known = {part for row in files()["skills"] for part in (row["category"], row["sub_category"], row["name"])}
    assert {name: sorted(topic.kinds - known) for name, topic in topics().items() if topic.kinds - known} == {}


def test_no_skill_is_its_own_ancestor() -> None:
    parents = {row["skill_id"]: row["parent"] for row in files()["skills"]}
    for skill_id, parent in parents.items():
        seen, at = {skill_id}, parent
        while at:
            assert at not in seen, skill_id
            seen.add(at)
            at = parents[at]


def test_no_cell_has_blanks_around_it() -> None:
    odd = [
        (file, row)
        for file, rows in files().items()
        for row in rows
        if any(cell != cell.strip() or "  " in cell for cell in row.values())
    ]
    assert odd == []


def test_every_dimension_is_used() -> None:
    used = {name for row in files()["skills"] for name in cells(row["dimensions"])}
    assert {row["dimension_id"] for row in files()["dimensions"]} - used == set()
