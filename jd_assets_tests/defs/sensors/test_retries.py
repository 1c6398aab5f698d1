"""`retry_sensor`: postings that were left undone are tried again when they are due, and no others."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from jd_assets.contracts.batch import Batch
from jd_assets.database.attempts import MAX_ATTEMPTS, Fault, FaultKind, begin, fail
from jd_assets.database.connection import Connect, connector
from jd_assets.database.stage_tables import write_batch
from jd_assets.defs.partitions import RUN_IDS
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_tags import FAILED_TAG
from jd_assets.defs.sensors.retries import retry_sensor
from jd_assets_tests.database.payloads import OTHER_RUN_ID, RUN_ID, posting


class Retries:
    """Two postings, and what the sensor says of them."""

    def __init__(self, url: str, instance: dg.DagsterInstance) -> None:
        self.connect: Connect = connector(url)
        self._url, self._instance = url, instance
        write_batch(self.connect, "posting", Batch({each: posting(each) for each in (RUN_ID, OTHER_RUN_ID)}, {}))

    def left_undone(self, run_id: str, kind: FaultKind = "transient", retry_after: float = 0.0, times: int = 1) -> None:
        for _ in range(times):
            begin(self.connect, [run_id], "a run")
            fail(self.connect, [run_id], Fault("nano_parse", kind, "The server is away", retry_after), "a run")

    def pass_by(self, seconds: float) -> None:
        """Let so much time pass by."""
        with self.connect() as connection:
            connection.execute("UPDATE posting_attempt SET retry_at = retry_at - make_interval(secs => %s)", [seconds])

    def look(self) -> dg.SensorResult | dg.SkipReason:
        resources = {"role_library_db": RoleLibraryResource(database_url=self._url)}
        result = retry_sensor(dg.build_sensor_context(instance=self._instance, resources=resources))
        assert isinstance(result, (dg.SensorResult, dg.SkipReason))
        return result

    def ends(self) -> list[tuple[str, str]]:
        """The ranges that it asks for."""
        result = self.look()
        assert isinstance(result, dg.SensorResult), result
        tags = [request.tags for request in result.run_requests or []]
        assert all(each["jd_assets/retry"] == "true" and FAILED_TAG not in each for each in tags)
        return [
            (each["dagster/asset_partition_range_start"], each["dagster/asset_partition_range_end"]) for each in tags
        ]


@pytest.fixture
def retries(emptied_url: str, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Retries]:
    monkeypatch.setenv("JD_DATA_DIR", str(data_folder))
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(str(RUN_IDS.name), [RUN_ID, OTHER_RUN_ID])
        yield Retries(emptied_url, instance)


def test_a_posting_is_tried_again_after_its_pause_and_no_other_with_it(retries: Retries) -> None:
    retries.left_undone(RUN_ID)
    assert isinstance(retries.look(), dg.SkipReason)
    retries.pass_by(90)
    assert retries.ends() == [(RUN_ID, RUN_ID)]


def test_the_pause_is_no_shorter_than_the_server_asked_for(retries: Retries) -> None:
    retries.left_undone(RUN_ID, retry_after=600)
    retries.pass_by(90)
    assert isinstance(retries.look(), dg.SkipReason)
    retries.pass_by(600)
    assert retries.ends() == [(RUN_ID, RUN_ID)]


def test_pauses_double(retries: Retries) -> None:
    retries.left_undone(RUN_ID, times=3)
    retries.pass_by(200)
    assert isinstance(retries.look(), dg.SkipReason)
    retries.pass_by(100)
    assert retries.ends() == [(RUN_ID, RUN_ID)]


@pytest.mark.parametrize(("kind", "times"), [("setting", 1), ("transient", MAX_ATTEMPTS)])
def test_what_no_waiting_mends_waits_for_a_person(retries: Retries, kind: FaultKind, times: int) -> None:
    retries.left_undone(RUN_ID, kind, times=times)
    retries.pass_by(86_400)
    skipped = retries.look()
    assert isinstance(skipped, dg.SkipReason)
    assert str(skipped.skip_message).startswith(f"Nothing is due; open: 1 {kind},")
