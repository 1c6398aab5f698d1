import psycopg
import pytest

from jd_assets.database.connection import Connect
from jd_assets.failures import PermanentFailure
from jd_assets.library.seed import load_seed
from jd_assets.library.snapshot import read_library
from jd_assets_tests.library.conftest import SeedFolder, library_of


def test_an_empty_library_says_how_to_fill_it(connect: Connect) -> None:
    with connect() as connection, pytest.raises(PermanentFailure, match="run `jd-assets library load`"):
        read_library(connection)


def test_roles_and_skills_come_in_the_order_of_their_ids(loaded: Connect) -> None:
    library = library_of(loaded)
    assert [role.role_id for role in library.roles] == [1, 2]
    assert list(library.skills) == ["dough-mixer", "oven", "tray"]
    assert library.dimensions == {"heat": "Heat", "service": "Service"}


def test_a_skill_comes_with_its_whole_typing(loaded: Connect) -> None:
    tray = library_of(loaded).skills["tray"]
    assert (tray.name, tray.category, tray.sub_category, tray.skill_nature) == ("Tray", "Kitchen", "Tools", "TOOL")
    assert (tray.volatility, tray.typical_lifespan, tray.version_strategy) == ("LOW", "EVERGREEN", "UNVERSIONED")
    assert (tray.maturity, tray.parent, tray.match) == ("mature", None, "cased")
    assert (tray.aliases, tray.dimensions) == ((), ("service",))


def test_a_shared_alias_leads_to_every_role_that_has_it(connect: Connect, seed: SeedFolder) -> None:
    seed.add("role_aliases", "baker", "Counter Hand", "known")
    seed.add("role_aliases", "waiter", "counter hand", "known")
    load_seed(connect, seed.path)
    hits = library_of(connect).alias_index["counter hand"]
    assert [(role.slug, alias.collision) for role, alias in hits] == [("baker", True), ("waiter", True)]


def test_approved_rows_are_part_of_the_library(loaded: Connect) -> None:
    with loaded() as connection:
        connection.execute("INSERT INTO role_kra (role_id, kra, origin) VALUES (1, 'Grinds corn.', 'review')")
    assert "Grinds corn." in library_of(loaded).role_by_slug["baker"].kras


def test_a_change_waits_for_those_who_read(loaded: Connect, connection: psycopg.Connection) -> None:
    read_library(connection)
    with loaded() as other:
        free = other.execute("SELECT pg_try_advisory_xact_lock(hashtext('jd.library'))").fetchone()
    assert free == (False,)
