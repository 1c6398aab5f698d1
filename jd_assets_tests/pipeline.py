"""Takes postings through the real graph, on a database and a Dagster instance of the test's own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.run_record import RunRecord
from jd_assets.database.connection import Connect, connector
from jd_assets.database.stage_tables import read_batch
from jd_assets.definitions import defs
from jd_assets.defs.jobs import process_postings
from jd_assets.defs.partitions import register
from jd_assets.ingest.records import Record, Refused
from jd_assets.ingest.register import take_in

SEED = Path(__file__).parent / "seed"


@dataclass
class Pipeline:
    """The graph over one database.

    Attributes:
        url: The database.
        data_folder: Where run pages go, and where the exported model lies.
        instance: Where Dagster keeps runs, events and partition keys.
        resources: Those that take the place of the real ones.
    """

    url: str
    data_folder: Path
    instance: dg.DagsterInstance
    resources: Mapping[str, Any] = field(default_factory=dict)

    @property
    def connect(self) -> Connect:
        """Connections to the database."""
        return connector(self.url)

    def take_in(self, records: Sequence[Record | Refused]) -> list[str]:
        """Store postings, register their run_ids as one block and return them."""
        run_ids = take_in(self.connect, records).run_ids
        register(self.instance, run_ids)
        return run_ids

    def materialise(
        self,
        run_ids: Sequence[str],
        llm: Mapping[str, Any] | None = None,
        succeeds: bool = True,
        assets: Mapping[str, Any] | None = None,
    ) -> dg.ExecuteInProcessResult:
        """One Dagster run over these neighbouring partitions; `llm` configures the resource, `assets` each asset."""
        tags = {ASSET_PARTITION_RANGE_START_TAG: run_ids[0], ASSET_PARTITION_RANGE_END_TAG: run_ids[-1]}
        config: dict[str, Any] = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        if llm:
            config["resources"] = {"llm": {"config": dict(llm)}}
        if assets:
            config["ops"] = {name: {"config": settings} for name, settings in assets.items()}
        with self.environment():
            result = (
                self.definitions()
                .resolve_job_def(process_postings.name)
                .execute_in_process(instance=self.instance, tags=tags, run_config=config, raise_on_error=False)
            )
        failures = [event.event_specific_data for event in result.all_events if event.is_failure]
        assert result.success is succeeds, failures
        return result

    def definitions(self) -> dg.Definitions:
        """What Dagster loads, with the test's own resources."""
        if not self.resources:
            return defs
        return dg.Definitions(
            assets=defs.assets,
            asset_checks=defs.asset_checks,
            jobs=defs.jobs,
            resources={**(defs.resources or {}), **self.resources},
            executor=defs.executor,
        )

    def rows(self, stage: str, run_ids: Sequence[str]) -> Batch[Any]:
        """The stage's rows of these runs."""
        return read_batch(self.connect, stage, run_ids)

    def record(self, run_id: str) -> RunRecord:
        """The record of a run that went through."""
        record = self.rows("run_record", [run_id]).payloads[run_id]
        assert isinstance(record, RunRecord)
        return record

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of a statement."""
        with self.connect() as connection:
            return connection.execute(statement.encode(), values).fetchall()

    @contextmanager
    def environment(self) -> Iterator[None]:
        """The variables that name the database and the data folder."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JD_DATABASE_URL", self.url)
            patch.setenv("JD_DATA_DIR", str(self.data_folder))
            patch.setenv("OPENAI_API_KEY", "sk-test-0123456789wxyz")
            patch.setenv("JD_LLM_ENGINE", "rules")
            patch.setenv("JD_STAGE_PAUSE", "0")
            yield


def posting_record(source_id: str, text: str, **given: Any) -> Record:
    """A posting as it is dropped."""
    return Record("test", source_id, text, **given)


def seed_text() -> str:
    """The posting of the seed run."""
    return (SEED / "jd.txt").read_text(encoding="utf-8")


def seed_json(name: str) -> Any:
    """A payload of the seed run."""
    return json.loads((SEED / f"{name}.json").read_text(encoding="utf-8"))
