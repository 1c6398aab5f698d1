"""Finished run_ids leave Dagster's partition keys and event log; what is at work or may be repeated stays."""

import shutil
import uuid
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.execution.backfill import BulkActionStatus, PartitionBackfill
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteJobOrigin, RemoteRepositoryOrigin
from dagster._core.test_utils import create_run_for_test

from jd_assets.database.connection import Connect, connector
from jd_assets.definitions import defs
from jd_assets.defs import retirement as module
from jd_assets.defs import spared_keys
from jd_assets.defs.partitions import range_tags, register, registered
from jd_assets.defs.retirement import Retirement, retire
from jd_assets.defs.run_ranges import claim_ranges
from jd_assets.defs.schedules import frequent_retirement
from jd_assets.failures import PermanentFailure
from jd_assets.settings import dagster_dir

STAGE = dg.AssetKey("run_record")
Status = dg.DagsterRunStatus


@contextmanager
def dagster_on(url: str, home: Path) -> Iterator[dg.DagsterInstance]:
    """Dagster as the project sets it up, with its tables in this database."""
    shutil.copyfile(dagster_dir() / "dagster.yaml", home / "dagster.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JD_DATABASE_URL", url)
        with dg.DagsterInstance.from_config(str(home)) as made:
            yield made


@pytest.fixture(scope="module")
def held(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dg.DagsterInstance]:
    with dagster_on(shared_url, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def instance(held: dg.DagsterInstance) -> dg.DagsterInstance:
    """Nothing registered, no runs, no events."""
    held.wipe()
    for backfill in held.get_backfills():
        held.update_backfill(backfill.with_status(BulkActionStatus.COMPLETED_SUCCESS))  # type: ignore[no-untyped-call]
    return held


@pytest.fixture
def connect(emptied_url: str) -> Connect:
    return connector(emptied_url)


@pytest.fixture
def keys(connect: Connect, instance: dg.DagsterInstance) -> list[str]:
    """Eight postings that went through."""
    return finished(connect, instance, 8)


def finished(connect: Connect, instance: dg.DagsterInstance, count: int) -> list[str]:
    run_ids = [str(uuid.uuid4()) for _ in range(count)]
    with connect() as connection:
        for table in ("posting", "run_record"):
            connection.execute(
                f"INSERT INTO {table} (run_id, payload) SELECT run_id, jsonb_build_object('source', 'test', "
                "'source_id', run_id::text, 'text', 'Baker', 'run_id', run_id) "
                "FROM unnest(%s::uuid[]) AS r(run_id)".encode(),
                [run_ids],
            )
    register(instance, run_ids)
    for run_id in run_ids:
        instance.report_runless_asset_event(dg.AssetMaterialization(STAGE, partition=run_id))
    return run_ids


def events(instance: dg.DagsterInstance) -> set[str]:
    """Partitions that Dagster knows a materialisation of."""
    return set(instance.get_materialized_partitions(STAGE))


def execute(connect: Connect, statement: str, *values: object) -> list[tuple[object, ...]]:
    with connect() as connection:
        cursor = connection.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []


def run(instance: dg.DagsterInstance, status: Status, first: str, last: str) -> str:
    origin = RemoteJobOrigin(
        RemoteRepositoryOrigin(RegisteredCodeLocationOrigin("jd_assets"), "__repository__"), "process_postings"
    )
    made = create_run_for_test(
        instance, job_name="process_postings", tags=range_tags(first, last), status=status, remote_job_origin=origin
    )
    return str(made.run_id)


def test_of_too_many_keys_the_oldest_go_with_their_events(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str]
) -> None:
    execute(
        connect, "INSERT INTO asset_event_tags (event_id, asset_key, key) SELECT id, asset_key, 't' FROM event_logs"
    )
    assert retire(connect, instance, days=30, keep=3) == Retirement(keys=5, events=5, left=3)
    assert registered(instance) == keys[5:]
    assert events(instance) == set(keys[5:])
    assert execute(connect, "SELECT count(*) FROM asset_event_tags WHERE key = 't'") == [(3,)]


def test_their_rows_stay(connect: Connect, instance: dg.DagsterInstance, keys: list[str]) -> None:
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == []
    assert execute(connect, "SELECT count(*) FROM posting JOIN run_record USING (run_id)") == [(len(keys),)]


def test_keys_of_postings_that_were_finished_long_ago_go_though_they_are_few(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str]
) -> None:
    execute(connect, "UPDATE dynamic_partitions SET create_timestamp = now() - interval '31 days'")
    execute(connect, "UPDATE run_record SET written_at = now() - interval '31 days' WHERE run_id = %s", keys[2])
    assert retire(connect, instance, days=30, keep=100).keys == 1
    assert registered(instance) == [key for key in keys if key != keys[2]]


def test_a_key_that_was_called_back_lately_stays_though_its_posting_is_old(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str]
) -> None:
    execute(connect, "UPDATE run_record SET written_at = now() - interval '31 days'")
    assert retire(connect, instance, days=30, keep=100).keys == 0


OPEN = {
    "no record": "DELETE FROM run_record WHERE run_id = %s",
    "at work": "INSERT INTO posting_attempt (run_id, attempts) VALUES (%s, 1)",
    "undone": "INSERT INTO posting_attempt (run_id, attempts, ended_at, kind) VALUES (%s, 1, now(), 'transient')",
    "queued": "INSERT INTO intake_queue (sensor, run_id) VALUES ('jd_drop_sensor', %s)",
}


@pytest.mark.parametrize("statement", [pytest.param(text, id=name) for name, text in OPEN.items()])
def test_a_posting_that_something_is_to_be_done_with_keeps_its_key(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str], statement: str
) -> None:
    execute(connect, statement, keys[1])
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == [keys[1]]


def test_a_posting_that_ended_by_its_own_fault_is_finished(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str]
) -> None:
    execute(
        connect,
        "INSERT INTO posting_attempt (run_id, attempts, ended_at, kind) VALUES (%s, 1, now(), 'permanent')",
        keys[0],
    )
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == []


def test_a_key_of_no_posting_is_finished(connect: Connect, instance: dg.DagsterInstance) -> None:
    register(instance, ["added by hand", str(uuid.uuid4())])
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == []


@pytest.mark.parametrize("status", [Status.QUEUED, Status.STARTING, Status.STARTED, Status.FAILURE, Status.CANCELED])
def test_keys_of_a_run_that_is_unfinished_or_may_be_executed_again_stay(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str], status: Status
) -> None:
    run(instance, status, keys[2], keys[4])
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == keys[2:5]


def test_keys_of_a_run_that_succeeded_or_failed_long_ago_go(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spared_keys, "REPEATABLE_DAYS", -1)
    run(instance, Status.SUCCESS, keys[0], keys[4])
    run(instance, Status.FAILURE, keys[2], keys[4])
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == []


def test_keys_that_were_claimed_for_a_run_to_come_stay(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str]
) -> None:
    claim_ranges(connect, instance, keys[3:5], 1000)
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == keys[3:5]


def backfill(instance: dg.DagsterInstance, keys: Sequence[str], status: BulkActionStatus) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Function `AssetSelection.sources` is deprecated")
        made = PartitionBackfill.from_asset_partitions(
            backfill_id=uuid.uuid4().hex[:8],
            asset_graph=defs.resolve_asset_graph(),
            partition_names=list(keys),
            asset_selection=[STAGE],
            backfill_timestamp=(datetime.now(UTC) - timedelta(hours=1)).timestamp(),
            tags={},
            dynamic_partitions_store=instance,
            all_partitions=False,
            title=None,
            description=None,
            run_config=None,
        )
    instance.add_backfill(made.with_status(status))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("status", "stay"),
    [
        (BulkActionStatus.REQUESTED, True),
        (BulkActionStatus.FAILED, True),
        (BulkActionStatus.COMPLETED_FAILED, True),
        (BulkActionStatus.COMPLETED_SUCCESS, False),
    ],
)
def test_keys_that_a_backfill_names_stay_until_it_succeeded(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str], status: BulkActionStatus, stay: bool
) -> None:
    named = [keys[1], keys[5]]
    backfill(instance, named, status)
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == (named if stay else [])


def test_a_backfill_of_a_form_that_is_not_known_keeps_all(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str]
) -> None:
    instance.add_backfill(PartitionBackfill("b", BulkActionStatus.REQUESTED, False, {}, 0.0))
    retire(connect, instance, days=30, keep=0)
    assert registered(instance) == keys


def test_many_go_in_parts(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 3)
    assert retire(connect, instance, days=30, keep=1) == Retirement(keys=7, events=7, left=1)


def test_whoever_processes_a_retired_run_id_again_registers_it(
    connect: Connect, instance: dg.DagsterInstance, keys: list[str]
) -> None:
    retire(connect, instance, days=30, keep=2)
    assert claim_ranges(connect, instance, keys[:2], 1000) == [(keys[0], keys[1])]
    assert registered(instance) == [*keys[6:], *keys[:2]]


def test_the_schedule_asks_for_a_run_where_something_is_due(
    instance: dg.DagsterInstance, keys: list[str], emptied_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JD_DATABASE_URL", emptied_url)

    def asked(keep: int) -> bool:
        monkeypatch.setenv("JD_RETIRE_KEEP", str(keep))
        context = dg.build_schedule_context(instance=instance, resources={"role_library_db": library})
        return isinstance(frequent_retirement(context), dg.RunRequest)

    library = (defs.resources or {})["role_library_db"]
    assert (asked(len(keys)), asked(len(keys) - 1)) == (False, True)


def test_the_job_retires_as_the_settings_say(
    instance: dg.DagsterInstance, keys: list[str], emptied_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JD_DATABASE_URL", emptied_url)
    monkeypatch.setenv("JD_RETIRE_KEEP", "5")
    assert defs.resolve_job_def("retire_partitions").execute_in_process(instance=instance).success
    assert registered(instance) == keys[3:]


def test_another_storage_of_dagster_is_refused(connect: Connect) -> None:
    with dg.DagsterInstance.ephemeral() as made, pytest.raises(PermanentFailure, match="storage is a Postgres"):
        retire(connect, made, days=30, keep=0)
