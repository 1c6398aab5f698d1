"""What is exported and loaded elsewhere is the same library."""

import io
import zipfile
from pathlib import Path

import pytest

from jd_assets.database.connection import Connect, connector
from jd_assets.failures import PermanentFailure
from jd_assets.library.export import export_files, export_zip
from jd_assets.library.seed.load import load_seed
from jd_assets.review import actions
from jd_assets_tests.library.conftest import SeedFolder
from jd_assets_tests.review.conftest import TABLES, Kitchen, kitchen

__all__ = ["kitchen"]

#: What tells where a row came from, and ids that a database gives.
_OWN = ("origin", "kra_id")


def rows_of(connect: Connect) -> dict[str, list[str]]:
    """Every row of the library as text, without what is a database's own."""
    with connect() as connection:
        return {
            table: [
                row[0]
                for row in connection.execute(
                    f"SELECT (to_jsonb(t) - %s::text[])::text FROM {table} t ORDER BY 1".encode(), (list(_OWN),)
                )
            ]
            for table in TABLES
        }


@pytest.fixture
def elsewhere(database_url: str) -> Connect:
    """Another database, empty."""
    return connector(database_url)


def test_an_exported_library_loads_back_identically(
    kitchen: Kitchen, elsewhere: Connect, tmp_path: Path, seed: SeedFolder
) -> None:
    seed.add("role_kras", "baker", 'Says "now", and\nmeans it.')
    seed.add("role_aliases", "waiter", "Bread Maker", "known")
    load_seed(kitchen.connect, seed.path)
    for kind, name in (
        ("skill", "Piping | Bag"),
        ("skill", "=Equals"),
        ("skill", "\\back"),
        ("sub_role", "Pastry Baker"),
    ):
        [number] = kitchen.propose(kind, 1, name)  # type: ignore[arg-type]
        actions.approve(kitchen.connect, [number], "ann", "seen")
    [number] = kitchen.propose("skill", 1, "?What | is=")
    actions.merge(kitchen.connect, [number], "oven", "ann", "the same")

    with kitchen.connect() as connection:
        archive = zipfile.ZipFile(io.BytesIO(export_zip(connection)))
    archive.extractall(tmp_path / "exported")
    load_seed(elsewhere, tmp_path / "exported")

    assert rows_of(elsewhere) == rows_of(kitchen.connect)


def test_an_export_of_a_loaded_export_is_the_same_to_the_byte(
    loaded: Connect, elsewhere: Connect, tmp_path: Path
) -> None:
    with loaded() as connection:
        first = export_files(connection)
    for name, text in first.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    load_seed(elsewhere, tmp_path)

    with elsewhere() as connection:
        assert export_files(connection) == first


def test_skills_of_one_name_are_refused(kitchen: Kitchen) -> None:
    with kitchen.connect() as connection:
        connection.execute(
            "SELECT set_config('jd.library_change', '1', true), set_config('jd.library_rows', 'off', true)"
        )
        connection.execute("UPDATE skill SET name = 'Oven' WHERE skill_id = 'tray'")
        with pytest.raises(PermanentFailure, match="Skills oven and tray are both called 'Oven'"):
            export_files(connection)
