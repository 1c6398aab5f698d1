import psycopg
import pytest

from jd_assets.dagster_storage import JdAssetsStorage, dagster_url


def test_a_page_after_a_restart_of_postgres_is_no_error(database_url: str) -> None:
    runs = JdAssetsStorage(postgres_url=dagster_url(database_url)).run_storage
    runs.optimize_for_webserver(statement_timeout=1_000, pool_recycle=3_600, max_overflow=2)
    assert runs.get_runs_count() == 0
    with psycopg.connect(database_url) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()

    assert (True,) in ended
    assert runs.get_runs_count() == 0


@pytest.mark.parametrize("url", ["postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
def test_the_url_names_the_driver_that_dagster_knows(url: str) -> None:
    assert dagster_url(url) == "postgresql+psycopg2://u:p@h/d"
