from collections.abc import Callable
from typing import cast

import psycopg
import pytest

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import begin_change
from jd_assets.library.seed.load import load_seed
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
        begin_change(connection, "approve", "ann", "asked for")
        connection.execute("INSERT INTO role_kra (role_id, kra, origin) VALUES (1, 'Grinds corn.', 'review')")
    assert "Grinds corn." in library_of(loaded).role_by_slug["baker"].kras


def test_an_approved_sub_role_is_known_however_its_title_is_written(loaded: Connect) -> None:
    with loaded() as connection:
        rows = [{"role_id": 1, "sub_role": "Pastry Baker", "normalised": "pastry baker"}]
        begin_change(connection, "approve", "ann", "asked for").add("role_sub_role", rows)
    baker, waiter = library_of(loaded).roles
    assert baker.has_sub_role("Senior PASTRY baker (m/f/d)")
    assert not waiter.has_sub_role("Pastry Baker")


class ChangedOnTheWay:
    """A connection beside which the library is changed once, between the reading of two of its tables."""

    def __init__(self, connection: psycopg.Connection, change: Callable[[], object]) -> None:
        self.connection = connection
        self.changes = [change]

    def execute(self, statement: str) -> psycopg.Cursor:
        if statement == sql("library_role_kras") and self.changes:
            self.changes.pop()()
        return self.connection.execute(statement.encode())

    def __getattr__(self, name: str) -> object:
        return getattr(self.connection, name)


def test_a_library_that_changes_while_it_is_read_is_read_again(
    loaded: Connect, connection: psycopg.Connection, seed: SeedFolder
) -> None:
    seed.add("role_aliases", "waiter", "Counter Hand", "")
    seed.add("role_kras", "waiter", "Lays the tables.")
    changed = ChangedOnTheWay(connection, lambda: load_seed(loaded, seed.path))
    library = read_library(cast(psycopg.Connection, changed))
    waiter = library.role_by_slug["waiter"]
    assert changed.changes == []
    assert (library.version, len(waiter.aliases), len(waiter.kras)) == (2, 2, 2)
