from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from jd_assets.database.migrations import migrate, migrations
from jd_assets.failures import PermanentFailure, TransientFailure
from jd_assets.settings import sql_dir


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two migrations, of which the second needs the first."""
    (tmp_path / "0001_things.sql").write_text("CREATE TABLE thing (n int);\nINSERT INTO thing VALUES (1);")
    (tmp_path / "0002_more_things.sql").write_text("INSERT INTO thing SELECT n + 1 FROM thing;")
    return tmp_path


def column(url: str, query: str) -> list[object]:
    with psycopg.connect(url, options="-c search_path=jd") as connection:
        return [row[0] for row in connection.execute(query.encode())]


def test_files_are_applied_in_the_order_of_their_numbers(bare_url: str, folder: Path) -> None:
    assert migrate(bare_url, folder) == ["0001_things.sql", "0002_more_things.sql"]
    assert column(bare_url, "SELECT n FROM thing ORDER BY n") == [1, 2]


def test_what_was_applied_is_not_applied_again(bare_url: str, folder: Path) -> None:
    migrate(bare_url, folder)
    (folder / "0003_last_thing.sql").write_text("INSERT INTO thing VALUES (9);")
    assert migrate(bare_url, folder) == ["0003_last_thing.sql"]
    assert column(bare_url, "SELECT n FROM thing ORDER BY n") == [1, 2, 9]


def test_a_failing_file_leaves_neither_its_work_nor_its_record(bare_url: str, folder: Path) -> None:
    broken = folder / "0002_more_things.sql"
    broken.write_text("INSERT INTO thing VALUES (2);\nINSERT INTO nowhere VALUES (3);")
    with pytest.raises(PermanentFailure, match=r"0002_more_things\.sql failed and was rolled back.*nowhere"):
        migrate(bare_url, folder)
    assert column(bare_url, "SELECT n FROM thing") == [1]
    assert column(bare_url, "SELECT name FROM schema_migration") == ["0001_things.sql"]


def test_a_mended_file_goes_on_where_it_failed(bare_url: str, folder: Path) -> None:
    broken = folder / "0002_more_things.sql"
    right = broken.read_text()
    broken.write_text("INSERT INTO nowhere VALUES (3);")
    with pytest.raises(PermanentFailure):
        migrate(bare_url, folder)
    broken.write_text(right)
    assert migrate(bare_url, folder) == ["0002_more_things.sql"]


def test_an_edited_file_is_refused_before_anything_is_applied(bare_url: str, folder: Path) -> None:
    migrate(bare_url, folder)
    (folder / "0001_things.sql").write_text("CREATE TABLE thing (n bigint);")
    (folder / "0003_last_thing.sql").write_text("INSERT INTO thing VALUES (9);")
    with pytest.raises(PermanentFailure, match=r"0001_things\.sql was applied and has been edited since"):
        migrate(bare_url, folder)
    assert column(bare_url, "SELECT n FROM thing ORDER BY n") == [1, 2]


@pytest.mark.parametrize(
    "name", ["0003_Things.sql", "3_things.sql", "0003-things.sql", "0003_.things.sql", "things.sql"]
)
def test_a_name_that_breaks_the_rule_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("SELECT 1;")
    with pytest.raises(PermanentFailure, match="name it NNNN_what_it_does"):
        migrations(folder)


@pytest.mark.parametrize("name", ["0002_a_second_second.sql", "0000_nothing.sql"])
def test_a_number_belongs_to_one_migration(folder: Path, name: str) -> None:
    (folder / name).write_text("SELECT 1;")
    with pytest.raises(PermanentFailure, match="numbers of their own"):
        migrations(folder)


def test_numbers_may_leave_gaps_for_other_branches(folder: Path) -> None:
    (folder / "0040_after_a_gap.sql").write_text("SELECT 1;")
    assert [migration.number for migration in migrations(folder)] == [1, 2, 40]


def test_several_at_once_apply_each_file_once(bare_url: str, folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(lambda _: migrate(bare_url, folder), range(4)))
    assert Counter(name for names in applied for name in names) == {"0001_things.sql": 1, "0002_more_things.sql": 1}
    assert column(bare_url, "SELECT n FROM thing ORDER BY n") == [1, 2]


def test_every_file_of_the_package_obeys_the_rule() -> None:
    files = sorted(path.name for path in (sql_dir() / "migrations").iterdir())
    assert [migration.name for migration in migrations()] == files


def test_the_package_migrates_an_empty_database_and_then_rests(bare_url: str) -> None:
    assert migrate(bare_url) == [migration.name for migration in migrations()]
    assert migrate(bare_url) == []


def test_a_server_that_is_not_there_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(TransientFailure, match="check JD_DATABASE_URL"):
        migrate(f"postgresql://nobody@/nothing?host={tmp_path}")


def test_merges_of_before_are_known_to_loads_of_seed_files(bare_url: str, tmp_path: Path) -> None:
    for path in sorted((sql_dir() / "migrations").glob("*.sql"))[:8]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    migrate(bare_url, tmp_path)
    with psycopg.connect(bare_url, options="-c search_path=jd") as connection:
        connection.execute(
            """INSERT INTO library_change (library_version, action, actor, reason)
            VALUES (1, 'load', 'seed', 'x'), (2, 'merge', 'ann', 'x'), (2, 'reject', 'ann', 'x')"""
        )
        connection.execute(
            """INSERT INTO library_change_row (change_id, table_name, key, before, after)
            VALUES (2, 'skill', '{"skill_id": "oven"}', '{"skill_id": "oven"}', NULL),
                   (2, 'skill_alias', '{"alias": "Oven"}', NULL, '{"alias": "Oven", "skill_id": "tray"}')"""
        )
    migrate(bare_url)
    found = "SELECT concat_ws(' ', action, merged_skill, merged_into, recorded) FROM library_change ORDER BY change_id"
    assert column(bare_url, found) == ["load f", "merge oven tray t", "reject t"]
