from typing import Any

import psycopg
import pytest

from jd_assets.dagster_storage import JdAssetsStorage, dagster_url


def test_a_page_after_a_restart_of_postgres_is_no_error(database_url: str) -> None:
    storage = JdAssetsStorage(postgres_url=dagster_url(database_url))
    storage.keep_connections()
    runs = storage.run_storage
    assert runs.get_runs_count() == 0
    with psycopg.connect(database_url) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()

    assert (True,) in ended
    assert runs.get_runs_count() == 0


def test_statements_share_a_connection(database_url: str) -> None:
    storage = JdAssetsStorage(postgres_url=dagster_url(database_url))
    storage.keep_connections()
    for _ in range(5):
        storage.event_log_storage.has_dynamic_partition("run_id", "a")
    with psycopg.connect(database_url) as connection:
        held = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%dynamic_part%' "
            "AND pid <> pg_backend_pid()"
        ).fetchone()
    assert held == (1,)


def test_what_tables_there_are_is_asked_once(database_url: str) -> None:
    storage = JdAssetsStorage(postgres_url=dagster_url(database_url))
    storage.remember_schema()
    events: Any = storage.event_log_storage
    assert events.has_table("dynamic_partitions")
    assert not events.has_table("later")
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE later ()")
        connection.execute("ALTER TABLE dynamic_partitions RENAME TO gone")

    assert events.has_table("dynamic_partitions")
    assert events.has_table("later")


@pytest.mark.parametrize("url", ["postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
def test_the_url_names_the_driver_that_dagster_knows(url: str) -> None:
    assert dagster_url(url) == "postgresql+psycopg2://u:p@h/d"
