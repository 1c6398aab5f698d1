"""One module writes the library's tables; the database sees to it and records every row."""

import re
from pathlib import Path

import psycopg
import pytest

import jd_assets
from jd_assets.database.connection import Connect
from jd_assets.database.queries import statements
from jd_assets.library.change_log import changed_rows, read_changes
from jd_assets.library.changes import begin_change
from jd_assets.library.seed.load import library_version, load_seed
from jd_assets.settings import sql_dir
from jd_assets_tests.library.conftest import SeedFolder

TABLES = (
    "role role_alias role_kra role_sub_role dimension skill skill_alias role_skill role_dimension skill_dimension "
    "library_version library_import imported_role"
).split()
_WRITES = re.compile(
    rf"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+(?:jd\.)?({'|'.join(TABLES)})\b", re.IGNORECASE
)
PACKAGE = Path(jd_assets.__file__).parent
ONE_WRITER = PACKAGE / "library" / "changes.py"
QUERIES = sql_dir() / "queries"
#: One file an action.
OF_CHANGES = {f"library_{action}.sql" for action in ("approve", "changes", "import", "merge", "seed")}


def test_no_other_file_of_statements_writes_to_the_library() -> None:
    assert {path.name for path in QUERIES.glob("*.sql") if _WRITES.search(path.read_text())} == OF_CHANGES


def test_no_module_writes_to_the_library_in_words_of_its_own() -> None:
    assert [path for path in PACKAGE.rglob("*.py") if _WRITES.search(path.read_text())] == []


def test_no_other_module_names_a_statement_that_writes_to_the_library() -> None:
    writing = [text for text in statements().values() if _WRITES.search(text)]
    names = [name for name, text in statements().items() if text in writing]
    named = re.compile("|".join(f'"{name}"' for name in names))
    assert {path for path in PACKAGE.rglob("*.py") if named.search(path.read_text())} == {ONE_WRITER}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_a_write_of_other_hands(loaded: Connect, table: str, statement: str) -> None:
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"changed through library/changes\.py alone"),
        loaded() as connection,
    ):
        connection.execute(statement.format(table).encode())


def test_the_leave_to_write_ends_with_the_transaction(loaded: Connect) -> None:
    with loaded() as connection:
        begin_change(connection, "approve", "ann", "asked for")
        connection.commit()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM role_kra")


def test_the_leave_to_write_ends_with_the_change(loaded: Connect) -> None:
    with loaded() as connection:
        begin_change(connection, "approve", "ann", "asked for").close()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM role_kra")


def test_every_row_that_a_statement_writes_is_recorded(loaded: Connect) -> None:
    with loaded() as connection:
        change = begin_change(connection, "approve", "ann", "asked for")
        connection.execute("UPDATE role_skill SET weight = 2 WHERE role_id = 1")
        connection.execute(
            "INSERT INTO role_dimension VALUES (2, 'heat', 'review'), (1, 'heat', 'review') ON CONFLICT DO NOTHING"
        )
        connection.execute("DELETE FROM skill WHERE skill_id = 'tray'")
        change.close()
        rows = changed_rows(connection, change.change_id)
    touched = [(row.table, *row.key.values(), row.before is not None, row.after is not None) for row in rows]
    assert touched == [
        ("role_dimension", 2, "heat", False, True),
        ("role_skill", 1, "dough-mixer", True, True),
        ("role_skill", 1, "oven", True, True),
        ("role_skill", 2, "tray", True, False),  # with its skill, by the foreign key
        ("skill", "tray", True, False),
        ("skill_dimension", "tray", "service", True, False),
    ]


def test_a_row_that_comes_and_goes_in_a_change_is_no_row_of_it(loaded: Connect) -> None:
    with loaded() as connection:
        change = begin_change(connection, "approve", "ann", "asked for")
        change.add("role_kra", [{"role_id": 1, "kra": "Grinds corn."}])
        connection.execute("DELETE FROM role_kra WHERE kra = 'Grinds corn.'")
        connection.execute("UPDATE role_kra SET kra = kra")
        assert changed_rows(connection, change.change_id) == []
        assert change.close().library_version == 1


def test_a_change_says_who_when_why_and_raises_the_version(loaded: Connect) -> None:
    with loaded() as connection:
        change = begin_change(connection, "approve", "ann", "asked for", [4, 7])
        change.add("role_kra", [{"role_id": 1, "kra": "Grinds corn."}])
        closed = change.close()
        assert library_version(connection) == 2
        newest = read_changes(connection, 1)[0]
    assert newest == closed
    assert (newest.action, newest.actor, newest.reason, newest.proposal_ids) == ("approve", "ann", "asked for", (4, 7))
    assert (newest.library_version, newest.made_at is not None) == (2, True)


def test_a_load_is_a_change_with_its_rows_but_for_the_first(loaded: Connect, seed: SeedFolder) -> None:
    seed.add("role_kras", "waiter", "Lays the tables.")
    load_seed(loaded, seed.path, actor="ben")
    with loaded() as connection:
        changes = read_changes(connection)
        rows = [[row.table for row in changed_rows(connection, each.change_id)] for each in changes]
    assert [(each.action, each.actor, each.library_version) for each in changes] == [
        ("load", "ben", 2),
        ("load", "seed", 1),
    ]
    assert rows == [["role_kra"], []]
