from typing import Any

import dagster as dg
import psycopg
import pytest
from dagster._core.definitions.data_version import DATA_VERSION_TAG
from dagster._core.events import DagsterEvent
from dagster._core.events import StepMaterializationData as _Data

from jd_assets.dagster_storage import JdAssetsStorage, dagster_url, keys_asked_once


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


def test_a_key_that_was_there_is_not_asked_for_again_while_its_run_is_at_work(database_url: str) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        storage = JdAssetsStorage(postgres_url=dagster_url(database_url))
        instance._event_storage = storage.event_log_storage
        instance.add_dynamic_partitions("run_id", ["a"])
        with keys_asked_once(instance):
            assert not instance.has_dynamic_partition("run_id", "b")
            assert instance.has_dynamic_partition("run_id", "a")
            instance.delete_dynamic_partition("run_id", "a")
            instance.add_dynamic_partitions("run_id", ["b"])
            assert [instance.has_dynamic_partition("run_id", key) for key in "ab"] == [True, True]
        assert [instance.has_dynamic_partition("run_id", key) for key in "ab"] == [False, True]


def test_events_of_a_batch_are_stored_in_their_order_as_they_were(database_url: str) -> None:
    storage = JdAssetsStorage(postgres_url=dagster_url(database_url))
    storage.write_events_as_arrays()
    texts = ["plain", 'it\'s \\ "quoted", 50 % of {all}', "Köln – 東京", ""]
    entries = [materialised(f"key {number}", text) for number, text in enumerate(texts)]
    entries.append(materialised(None, "no partition"))
    storage.event_log_storage.store_event_batch(entries)
    stored = storage.event_log_storage.get_logs_for_run("run")
    assert [event.dagster_event for event in stored] == [entry.dagster_event for entry in entries]
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT partition, dagster_event_type, step_key FROM event_logs ORDER BY id"
        ).fetchall()
    keys = [*(f"key {number}" for number in range(len(texts))), None]
    assert rows == [(key, "ASSET_MATERIALIZATION", "step") for key in keys]


def materialised(key: str | None, note: str) -> dg.EventLogEntry:
    """What Dagster logs of a partition that an asset has made."""
    asset = dg.AssetMaterialization("asset", partition=key, metadata={"note": note}, tags={DATA_VERSION_TAG: note})
    event = DagsterEvent("ASSET_MATERIALIZATION", "job", step_key="step", event_specific_data=_Data(asset))
    return dg.EventLogEntry(  # type: ignore[no-untyped-call]
        None, 20, "", "run", 1.7e9, step_key="step", job_name="job", dagster_event=event
    )


@pytest.mark.parametrize("url", ["postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
def test_the_url_names_the_driver_that_dagster_knows(url: str) -> None:
    assert dagster_url(url) == "postgresql+psycopg2://u:p@h/d"
