import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import jd_assets
from jd_assets.audit.checks import CHECKS
from jd_assets.contracts import STAGES
from jd_assets.database import queries
from jd_assets.database.connection import connector
from jd_assets.database.queries import sql, statements
from jd_assets.failures import PermanentFailure
from jd_assets.settings import sql_dir

PACKAGE = Path(jd_assets.__file__).parent
SOURCES = "\n".join(path.read_text() for path in PACKAGE.rglob("*.py"))
#: Checks of the audit that are called like the statement that their subject is written with.
NAMES_OF_CHECKS = {check.name for check in CHECKS}
#: Every statement; one that is about any stage, once for each.
EXECUTABLE = [
    (name, text.replace("{stage}", stage))
    for name, text in statements().items()
    for stage in (STAGES if "{stage}" in text else ["none"])
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in the place of sql/queries."""
    (tmp_path / "queries").mkdir()
    monkeypatch.setattr(queries, "sql_dir", lambda: tmp_path)
    statements.cache_clear()
    yield tmp_path / "queries"
    statements.cache_clear()


@pytest.fixture(scope="module")
def migrated(shared_url: str) -> Iterator[psycopg.Connection]:
    """A connection to the migrated schema, to prepare statements on; nothing is executed."""
    with connector(shared_url)() as connection:
        yield connection


def test_a_statement_is_found_by_its_name(folder: Path) -> None:
    (folder / "a.sql").write_text("-- name: one\n-- Says one.\nSELECT 1;\n\n-- name: two\nSELECT 2;\n")
    assert sql("one") == "-- Says one.\nSELECT 1;"
    assert sql("two") == "SELECT 2;"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(PermanentFailure, match="No statement named 'no_such_statement'"):
        sql("no_such_statement")


def test_a_name_may_stand_once_over_all_files(folder: Path) -> None:
    (folder / "a.sql").write_text("-- name: one\nSELECT 1;\n")
    (folder / "b.sql").write_text("-- name: one\nSELECT 2;\n")
    with pytest.raises(PermanentFailure, match=r"b\.sql: the statement 'one' is defined twice"):
        sql("one")


@pytest.mark.parametrize("file", sorted(path.stem for path in (sql_dir() / "queries").glob("*.sql")))
def test_the_statements_of_a_file_are_used_by_one_package(file: str) -> None:
    names = set(re.findall(r"^-- name: *(\w+)", (sql_dir() / "queries" / f"{file}.sql").read_text(), re.MULTILINE))
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if names & set(re.findall(r"[\"'](\w+)[\"']", path.read_text())) - NAMES_OF_CHECKS
    }
    assert len(users) == 1


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in EXECUTABLE])
def test_every_statement_fits_the_schema(migrated: psycopg.Connection, text: str) -> None:
    for number, parameter in enumerate(dict.fromkeys(re.findall(r"%\((\w+)\)[sb]", text)), start=1):
        text = re.sub(rf"%\({parameter}\)[sb]", f"${number}", text)
    with migrated.transaction(force_rollback=True):
        migrated.execute(f"PREPARE probe AS {text}".encode())
    migrated.execute("DEALLOCATE ALL")


@pytest.mark.parametrize("name", statements())
def test_every_statement_is_used(name: str) -> None:
    assert f'"{name}"' in SOURCES


def test_every_statement_that_is_asked_for_exists() -> None:
    assert set(re.findall(r'\bsql\("(\w+)"\)', SOURCES)) <= set(statements())


@pytest.mark.parametrize("name", statements())
def test_every_statement_says_what_it_does(name: str) -> None:
    assert re.match(r"-- \S.*\n", sql(name))
