"""Takes postings through the real graph, on a database and a Dagster instance of the test's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dagster as dg
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from jd_assets.database.connection import Connect, connector
from jd_assets.definitions import defs
from jd_assets.ingest.records import Record
from jd_assets.ingest.register import take_in
from jd_assets.jobs import process_postings
from jd_assets.partitions import register
from jd_assets.stages.batch import Batch
from jd_assets.database.stage_tables import read_batch


@dataclass
class Pipeline:
    """The graph over one database.

    Attributes:
        url: The database; JD_DATABASE_URL must name it too.
        instance: Where Dagster keeps runs, events and partition keys.
        resources: Those that take the place of the real ones.
    """

    url: str
    instance: dg.DagsterInstance
    resources: Mapping[str, Any] = field(default_factory=dict)

    @property
    def connect(self) -> Connect:
        return connector(self.url)

    def take_in(self, records: Sequence[Record]) -> list[str]:
        """Store postings, register their run_ids as one block and return them."""
        run_ids = take_in(self.connect, records).run_ids
        register(self.instance, run_ids)
        return run_ids

    def materialise(self, first: str, last: str | None = None, **options: Any) -> dg.ExecuteInProcessResult:
        """Run the job over the partitions from `first` to `last`."""
        tags = {ASSET_PARTITION_RANGE_START_TAG: first, ASSET_PARTITION_RANGE_END_TAG: last or first}
        return self._job().execute_in_process(instance=self.instance, tags=tags, **options)

    def rows(self, stage: str, run_ids: Sequence[str]) -> Batch[Any]:
        """The stage's rows of these runs."""
        return read_batch(self.connect, stage, run_ids)

    def _job(self) -> dg.JobDefinition:
        given = defs if not self.resources else dg.Definitions.merge(defs)
        return given.resolve_job_def(process_postings.name)
