from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jd_assets.database.connection import Connect
from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import begin_change
from jd_assets.library.seed.load import library_version, load_seed
from jd_assets.text import titles
from jd_assets_tests.library.conftest import SeedFolder, library_of

LIBRARY_TABLES = (
    "role role_alias role_kra dimension skill skill_alias role_skill role_dimension skill_dimension library_version"
).split()


def row_versions(connect: Connect) -> set[tuple[str, str, str]]:
    """Place and writing transaction of every row of the library: it differs as soon as a row was written."""
    with connect() as connection:
        return {
            (table, *row)
            for table in LIBRARY_TABLES
            for row in connection.execute(f"SELECT ctid::text, xmin::text FROM {table}").fetchall()
        }


def aliases(connect: Connect, slug: str) -> set[str]:
    return {alias.alias for alias in library_of(connect).role_by_slug[slug].aliases}


def test_before_the_first_load_the_version_is_nought(connect: Connect) -> None:
    with connect() as connection:
        assert library_version(connection) == 0


def test_the_library_holds_what_the_files_say(connect: Connect, seed: SeedFolder) -> None:
    assert load_seed(connect, seed.path).version == 1
    library = library_of(connect)
    baker = library.role_by_slug["baker"]
    assert (library.version, baker.role_id, baker.display_name, baker.archetype) == (1, 1, "Baker", "Bakes bread.")
    assert aliases(connect, "baker") == {"Baker", "Bread Maker"}
    assert baker.kras == ("Bakes bread every morning.",)
    assert baker.skills == {"oven": 3, "dough-mixer": 1}
    assert baker.dimensions == {"heat"}
    assert library.skills["dough-mixer"].parent == "oven"
    assert library.skills["oven"].aliases == (("OVN", "cased"), ("Stove", ""))
    assert library.skills["dough-mixer"].aliases == (("Mixer", "context"),)


def test_loading_the_same_files_again_writes_nothing(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    before = row_versions(connect)
    assert load_seed(connect, seed.path).version == 1
    assert row_versions(connect) == before


def test_after_another_change_of_the_library_the_same_files_are_not_loaded_again(
    connect: Connect, seed: SeedFolder
) -> None:
    load_seed(connect, seed.path)
    with connect() as connection:
        begin_change(connection, "approve", "ann", "asked for").raise_version()
    before = row_versions(connect)
    assert load_seed(connect, seed.path).version == 2
    assert row_versions(connect) == before


def test_titles_that_are_normalised_otherwise_are_loaded_again(
    connect: Connect, seed: SeedFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load_seed(connect, seed.path)
    newer = tmp_path / "titles.py"
    newer.write_text(Path(titles.__file__).read_text() + "# of a later release\n")
    monkeypatch.setattr(titles, "__file__", str(newer))
    assert load_seed(connect, seed.path).version == 2
    assert load_seed(connect, seed.path).version == 2


def test_a_changed_file_raises_the_version_and_says_who_and_why(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    seed.add("role_kras", "waiter", "Lays the tables.")
    assert load_seed(connect, seed.path, actor="ann").version == 2
    assert library_of(connect).role_by_slug["waiter"].kras == ("Brings what guests ordered.", "Lays the tables.")
    with connect() as connection:
        rows = connection.execute("SELECT version, actor, reason FROM library_version ORDER BY version").fetchall()
    assert rows == [(1, "seed", "seed files loaded"), (2, "ann", "seed files loaded")]


def test_rows_that_stayed_keep_their_ids(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    with connect() as connection:
        before = set(connection.execute("SELECT kra_id, kra FROM role_kra").fetchall())
    seed.add("role_kras", "waiter", "Lays the tables.")
    load_seed(connect, seed.path)
    with connect() as connection:
        assert before < set(connection.execute("SELECT kra_id, kra FROM role_kra").fetchall())


def test_rows_taken_out_of_the_files_are_gone(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    for name, first in (("role_aliases", "waiter"), ("role_kras", "waiter"), ("role_dimensions", "waiter")):
        seed.drop(name, first)
    seed.drop("role_skills", "baker")
    seed.drop("skills", "dough-mixer")
    seed.drop("skills", "oven")
    load_seed(connect, seed.path)
    library = library_of(connect)
    waiter = library.role_by_slug["waiter"]
    assert (waiter.aliases, waiter.kras, waiter.dimensions) == ((), (), frozenset())
    assert library.role_by_slug["baker"].skills == {}
    assert set(library.skills) == {"tray"}


def test_a_role_taken_out_of_the_files_stays_for_the_decisions_that_name_it(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    for name in ("role_aliases", "role_kras", "role_skills", "role_dimensions"):
        seed.drop(name, "waiter")
    seed.drop("roles", "2")
    load_seed(connect, seed.path)
    waiter = library_of(connect).role_by_slug["waiter"]
    assert (waiter.aliases, waiter.kras, waiter.skills) == ((), (), {})


def test_two_roles_may_swap_their_slugs(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    for row in seed.rows["roles"]:
        row[1] = {"baker": "waiter", "waiter": "baker"}[row[1]]
    seed.write()
    load_seed(connect, seed.path)
    assert {role.role_id: role.slug for role in library_of(connect).roles} == {1: "waiter", 2: "baker"}


def test_a_slug_that_another_role_of_earlier_files_has_is_refused_with_what_to_do(
    connect: Connect, seed: SeedFolder
) -> None:
    load_seed(connect, seed.path)
    seed.rows["roles"][1][0] = "7"
    seed.write()
    with pytest.raises(PermanentFailure, match=r"give it another slug \(.*waiter"):
        load_seed(connect, seed.path)


def test_an_id_that_an_approved_role_has_is_refused_with_what_to_do(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    with connect() as connection:
        begin_change(connection, "approve", "ann", "asked for").add(
            "role",
            [{"role_id": 10_000, "slug": "cook", "display_name": "Cook", "role_family": "Kitchen", "archetype": ""}],
        )
    seed.add("roles", "10000", "miller", "Miller", "Kitchen", "Mills.")
    with pytest.raises(PermanentFailure, match=r"role miller the id of role cook.* give it another role_id"):
        load_seed(connect, seed.path)


APPROVED = {
    "role_alias": "INSERT INTO role_alias (role_id, alias, normalised, origin) VALUES (1, 'Cook', 'cook', 'review')",
    "role_kra": "INSERT INTO role_kra (role_id, kra, origin) VALUES (1, 'Grinds corn.', 'review')",
    "role_skill": "INSERT INTO role_skill (role_id, skill_id, weight, origin) VALUES (2, 'oven', 1, 'review')",
    "role_dimension": "INSERT INTO role_dimension (role_id, dimension_id, origin) VALUES (2, 'heat', 'review')",
    "skill_alias": "INSERT INTO skill_alias (alias, skill_id, origin) VALUES ('Kiln', 'oven', 'review')",
    "skill_dimension": "INSERT INTO skill_dimension VALUES ('oven', 'service', 'review')",
    "skill": "INSERT INTO skill SELECT 'kiln', 'Kiln', category, sub_category, skill_nature, volatility, "
    "typical_lifespan, version_strategy, maturity, 'oven', 'review' FROM skill WHERE skill_id = 'oven'",
}


@pytest.mark.parametrize("table", APPROVED)
def test_what_an_admin_approved_stays_with_the_skill_it_hangs_on(
    connect: Connect, seed: SeedFolder, table: str
) -> None:
    load_seed(connect, seed.path)
    with connect() as connection:
        begin_change(connection, "approve", "ann", "asked for")
        connection.execute(APPROVED[table].encode())
    for name in ("role_aliases", "role_kras", "role_skills", "role_dimensions"):
        seed.drop(name, "baker")
    seed.drop("skills", "dough-mixer")
    seed.drop("skills", "oven")
    load_seed(connect, seed.path)
    with connect() as connection:
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE origin = 'review'").fetchone()
    assert row == (1,)
    assert ("oven" in library_of(connect).skills) is ("skill" in table)


def test_an_approved_row_that_the_files_take_up_and_drop_again_stays(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    with connect() as connection:
        begin_change(connection, "approve", "ann", "asked for")
        connection.execute(APPROVED["role_alias"].encode())
    seed.add("role_aliases", "baker", "Cook", "")
    load_seed(connect, seed.path)
    seed.drop("role_aliases", "baker")
    load_seed(connect, seed.path)
    assert aliases(connect, "baker") == {"Cook"}


def test_a_skill_that_something_hangs_on_and_the_files_dropped_is_told(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    with connect() as connection:
        begin_change(connection, "approve", "ann", "asked for")
        connection.execute(APPROVED["skill_alias"].encode())
    seed.drop("role_skills", "baker")
    seed.drop("skills", "dough-mixer")
    seed.drop("skills", "oven")
    told = ("skill oven stays although the files no longer hold it: other rows need it",)
    assert tuple(load_seed(connect, seed.path).left_out) == told


def test_spellings_of_one_alias_are_one_row_that_keeps_its_collision(connect: Connect, seed: SeedFolder) -> None:
    seed.add("role_aliases", "waiter", "Head of Tables", "known")
    seed.add("role_aliases", "waiter", "HEAD OF TABLES", "")
    load_seed(connect, seed.path)
    found = [alias for alias in library_of(connect).role_by_slug["waiter"].aliases if "tables" in alias.normalised]
    assert [(alias.alias, alias.collision) for alias in found] == [("Head of Tables", True)]


def test_two_loads_at_once_make_one_version(connect: Connect, seed: SeedFolder) -> None:
    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(lambda _: load_seed(connect, seed.path).version, range(4)))
    assert versions == [1, 1, 1, 1]


def test_a_broken_file_changes_nothing(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    before = row_versions(connect)
    seed.add("role_kras", "cook", "Cooks.")
    with pytest.raises(PermanentFailure):
        load_seed(connect, seed.path)
    assert row_versions(connect) == before
