"""`library_change_sensor`: a new library version requests runs over exactly the postings that it decides otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.data_version import DATA_VERSION_TAG
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG
from dagster._core.test_utils import create_run_for_test

from jd_assets.database.connection import connector
from jd_assets.defs.partitions import RUN_IDS, register
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_process import process_tags
from jd_assets.defs.sensors.library_changes import CHANGE_TAG, MAX_ASKED, library_change_sensor
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore
from jd_assets.impact.compare import impact_of
from jd_assets.library.changes import begin_change
from jd_assets.text.titles import normalise_alias
from jd_assets_tests.impact.stored_runs import OTHER_TITLES, Stored, store
from jd_assets_tests.library.conftest import library_of

POSTINGS = 12


@dataclass
class Library:
    """A library with decided postings, and what Dagster keeps for the sensor between two looks."""

    url: str
    stored: Stored
    instance: dg.DagsterInstance
    cursor: str | None = None

    def change(self, reason: str, titles: tuple[str, ...] = ()) -> str:
        """A new version, in which the first role has these aliases as well."""
        with self.stored.connect() as connection:
            change = begin_change(connection, "approve", "test", reason)
            [first] = connection.execute("SELECT min(role_id) FROM role").fetchall()
            given = {"role_id": first[0], "collision": False}
            rows = [given | {"alias": each, "normalised": normalise_alias(each)} for each in titles]
            change.add("role_alias", rows)
            return str(change.close().library_version if titles else change.raise_version())

    def look(self) -> dg.SensorResult | dg.SkipReason:
        """One tick."""
        resources = {
            "role_library_db": RoleLibraryResource(database_url=self.url),
            "embedder": EmbedderResource(),
        }
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor, resources=resources)
        result = library_change_sensor(context)
        assert isinstance(result, dg.SensorResult | dg.SkipReason)
        if isinstance(result, dg.SensorResult):
            self.cursor = result.cursor
        return result

    def marked(self) -> list[dg.AssetObservation]:
        """What was marked as coming out otherwise."""
        records = self.instance.fetch_observations(dg.AssetKey("library_effects"), limit=100).records
        return [each.asset_observation for each in records if each.asset_observation]

    def asked_for(self, result: dg.SensorResult | dg.SkipReason) -> set[str]:
        """The partitions of the runs that were asked for."""
        assert isinstance(result, dg.SensorResult)
        keys = list(self.instance.get_dynamic_partitions(str(RUN_IDS.name)))
        ends = [
            (request.tags[ASSET_PARTITION_RANGE_START_TAG], request.tags[ASSET_PARTITION_RANGE_END_TAG])
            for request in result.run_requests or []
        ]
        return {key for first, last in ends for key in keys[keys.index(first) : keys.index(last) + 1]}


@pytest.fixture
def changing(
    seeded_url: str, embedder: Embedder, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    monkeypatch.setenv("JD_DATA_DIR", str(data_folder))
    connect = connector(seeded_url)
    stored = store(connect, CachedEmbedder(embedder, VectorStore(connect)), library_of(connect), POSTINGS)
    with dg.DagsterInstance.ephemeral() as instance:
        register(instance, sorted(stored.postings.payloads))
        yield Library(seeded_url, stored, instance)


def test_a_new_version_asks_for_exactly_the_postings_that_come_out_otherwise(changing: Library) -> None:
    changing.look()
    version = changing.change("new titles", OTHER_TITLES)
    affected = impact_of(changing.stored.connect, library_of(changing.stored.connect), changing.stored.embedder)
    result = changing.look()
    assert changing.asked_for(result) == {change.run_id for change in affected.changes}
    assert 0 < len(affected.changes) < POSTINGS
    assert changing.cursor == f"{version}:1"


def test_what_was_asked_for_and_did_not_happen_is_asked_for_again(changing: Library) -> None:
    changing.look()
    changing.change("new titles", OTHER_TITLES)
    first = changing.look()
    again = changing.look()
    assert changing.asked_for(again) == changing.asked_for(first)
    assert {request.run_key for request in again.run_requests or []}.isdisjoint(  # type: ignore[union-attr]
        request.run_key
        for request in first.run_requests or []  # type: ignore[union-attr]
    )


def test_while_the_runs_are_at_work_nothing_is_asked_for(changing: Library) -> None:
    changing.look()
    version = changing.change("new titles", OTHER_TITLES)
    changing.look()
    create_run_for_test(
        changing.instance, tags={CHANGE_TAG: version, **process_tags()}, status=dg.DagsterRunStatus.STARTED
    )
    assert isinstance(changing.look(), dg.SkipReason)


def test_what_stays_otherwise_is_left_to_a_person_after_a_while(changing: Library) -> None:
    changing.look()
    version = changing.change("new titles", OTHER_TITLES)
    for _ in range(MAX_ASKED):
        assert changing.asked_for(changing.look())
    last = changing.look()
    assert isinstance(last, dg.SensorResult)
    assert not last.run_requests
    assert changing.cursor == version


def test_a_version_that_changes_no_decision_is_skipped_with_what_was_checked(changing: Library) -> None:
    result = changing.look()
    assert isinstance(result, dg.SensorResult)
    assert f"{POSTINGS} stored decisions compared" in str(result.skip_reason)
    assert not result.run_requests


def test_a_version_is_compared_once(changing: Library) -> None:
    changing.look()
    again = changing.look()
    assert isinstance(again, dg.SkipReason)
    assert "was compared" in str(again.skip_message)


def test_the_library_is_observed_without_a_data_version_so_that_nothing_is_stale_by_that_alone(
    changing: Library,
) -> None:
    changing.look()
    version = changing.change("a note")
    result = changing.look()
    assert isinstance(result, dg.SensorResult)
    [observed] = result.asset_events
    assert isinstance(observed, dg.AssetObservation)
    assert observed.asset_key == dg.AssetKey("role_library")
    assert str(observed.metadata["library_version"].value) == version
    assert DATA_VERSION_TAG not in (observed.tags or {})
    assert changing.marked() == []


def test_what_comes_out_otherwise_is_marked_once_with_what_it_was_and_becomes(changing: Library) -> None:
    changing.look()
    version = changing.change("new titles", OTHER_TITLES)
    asked = changing.asked_for(changing.look())
    changing.look()
    marks = changing.marked()
    assert sorted(str(each.partition) for each in marks) == sorted(asked)
    assert {(each.tags or {})[DATA_VERSION_TAG] for each in marks} == {version}
    assert all(each.metadata["before"] != each.metadata["after"] for each in marks)
