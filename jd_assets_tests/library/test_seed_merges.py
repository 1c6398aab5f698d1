"""Skills that seed files merge into others: their ids stay known, and what admins hung on them goes along."""

from jd_assets.database.connection import Connect
from jd_assets.library.changes import begin_change
from jd_assets.library.seed.load import load_seed
from jd_assets_tests.library.conftest import SeedFolder, library_of


def merge(seed: SeedFolder, name: str = "Dough Mixer", skill_id: str = "dough-mixer") -> None:
    """Let the files say that the mixer is the oven."""
    seed.drop("skills", skill_id)
    seed.rows["role_skills"] = [row for row in seed.rows["role_skills"] if row[1] != name]
    seed.add("merged_skills", skill_id, name, "oven")


def write(connect: Connect, *statements: str) -> None:
    with connect() as connection:
        begin_change(connection, "approve", "ann", "asked for")
        for statement in statements:
            connection.execute(statement.encode())


def test_the_id_of_a_merged_skill_means_the_one_that_stands_for_it(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    merge(seed)
    load_seed(connect, seed.path)
    library = library_of(connect)
    assert "dough-mixer" not in library.skills
    assert library.skill("dough-mixer") is library.skills["oven"]


def test_what_an_admin_hung_on_it_hangs_on_the_one_that_stands_for_it(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    write(
        connect,
        "INSERT INTO skill_alias (alias, skill_id, origin) VALUES ('Kneader', 'dough-mixer', 'review')",
        "INSERT INTO role_skill (role_id, skill_id, weight, origin) VALUES (2, 'dough-mixer', 2, 'review')",
        "INSERT INTO skill_dimension (skill_id, dimension_id, origin) VALUES ('dough-mixer', 'service', 'review')",
    )
    merge(seed)
    assert load_seed(connect, seed.path).left_out == []
    library = library_of(connect)
    assert "Kneader" in dict(library.skills["oven"].aliases)
    assert library.role_by_slug["waiter"].skills == {"oven": 2, "tray": 2}
    assert set(library.skills["oven"].dimensions) == {"heat", "service"}


def test_a_weight_that_an_admin_raised_is_kept(connect: Connect, seed: SeedFolder) -> None:
    seed.drop("role_skills", "baker")
    seed.add("role_skills", "baker", "Oven", "1")
    load_seed(connect, seed.path)
    write(connect, "INSERT INTO role_skill (role_id, skill_id, weight, origin) VALUES (1, 'dough-mixer', 3, 'review')")
    merge(seed)
    load_seed(connect, seed.path)
    assert library_of(connect).role_by_slug["baker"].skills == {"oven": 3}


def test_loading_merges_again_writes_nothing(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    merge(seed)
    version = load_seed(connect, seed.path).version
    assert load_seed(connect, seed.path).version == version


def test_a_skill_that_an_admin_brought_is_not_merged_away(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    write(connect, "UPDATE skill SET origin = 'review' WHERE skill_id = 'dough-mixer'")
    merge(seed)
    load_seed(connect, seed.path)
    assert "dough-mixer" in library_of(connect).skills


def test_what_an_admin_merged_into_a_skill_follows_it(connect: Connect, seed: SeedFolder) -> None:
    load_seed(connect, seed.path)
    with connect() as connection:
        begin_change(connection, "merge", "ann", "the same thing").merge_skill("tray", "dough-mixer")
    merge(seed)
    load_seed(connect, seed.path)
    library = library_of(connect)
    assert "tray" not in library.skills
    assert library.role_by_slug["waiter"].skills == {"oven": 2}
