"""`posting_table_sensor`: rows of `posting_inbox` become postings and runs."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from jd_assets.database.connection import connector
from jd_assets.defs.partitions import RUN_IDS
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.sensors.posting_table import posting_table_sensor


class Table:
    """The table, and what Dagster keeps for its sensor."""

    def __init__(self, url: str, instance: dg.DagsterInstance) -> None:
        self.connect, self._url, self.instance = connector(url), url, instance
        self._cursor: str | None = None

    def insert(self, *texts: str | None) -> None:
        with self.connect() as connection:
            for text in texts:
                connection.execute("INSERT INTO posting_inbox (text) VALUES (%s)", [text])

    def tick(self) -> dg.SensorResult:
        resources = {
            "embedder": EmbedderResource(),
            "llm": LlmResource(),
            "role_library_db": RoleLibraryResource(database_url=self._url),
        }
        context = dg.build_sensor_context(instance=self.instance, cursor=self._cursor, resources=resources)
        result = posting_table_sensor(context)
        assert isinstance(result, dg.SensorResult)
        self._cursor = result.cursor
        return result

    def statuses(self) -> list[str]:
        with self.connect() as connection:
            return [row[0] for row in connection.execute("SELECT status FROM posting_inbox ORDER BY inbox_id")]


@pytest.fixture
def table(database_url: str, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    monkeypatch.setenv("JD_DATA_DIR", str(data_folder))
    with dg.DagsterInstance.ephemeral() as instance:
        yield Table(database_url, instance)


def test_rows_are_one_request_over_their_postings_and_end_settled(table: Table) -> None:
    table.insert("Bake.", "Sell.", None)
    assert len(table.tick().run_requests or []) == 1
    assert table.statuses() == ["done", "done", "refused"]
    assert len(table.instance.get_dynamic_partitions(str(RUN_IDS.name))) == 2


def test_without_new_rows_it_says_so(table: Table) -> None:
    table.insert("Bake.")
    table.tick()
    again = table.tick()
    assert not again.run_requests
    assert again.skip_reason
    assert str(again.skip_reason.skip_message) == "No new rows in jd.posting_inbox"
