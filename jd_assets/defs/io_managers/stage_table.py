"""The I/O manager of every stage: a batch of typed rows to and from the table of the asset's name."""

from collections.abc import Iterator

import dagster as dg
from dagster._core.events import DagsterEvent
from pydantic import Field, PrivateAttr

from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch
from jd_assets.database.connection import connector
from jd_assets.database.server import database_url
from jd_assets.database.stage_tables import LAST, read_batch, write_batch
from jd_assets.defs.data_versions import version_of
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.partition_metadata import materialisations


class StageTableIOManager(dg.ConfigurableIOManager):
    """Writes and reads all partitions of a run in one statement each.

    A batch that this process wrote for this run is handed on as it is: a batch is read by up to eight later stages, and
    reading it back each time took a fifth of a run. Dagster makes one manager a run, so no batch outlives its run.
    """

    database_url: str = Field(
        default="",
        description="postgresql:// URL; empty takes JD_DATABASE_URL, or the embedded server where that is not set",
    )

    _written: dict[str, Batch[Payload]] = PrivateAttr(default_factory=dict)

    def handle_output(  # type: ignore[override]  # Dagster takes events from it, though its types do not say so
        self, context: dg.OutputContext, obj: Batch[Payload]
    ) -> Iterator[DagsterEvent]:
        """Upsert the batch into the asset's table; a posting that failed has a row there and no materialisation."""
        stage = context.asset_key.path[-1]
        versions: dict[str, dg.DataVersion] = {}

        def note(run_id: str, payload: str) -> None:
            versions[run_id] = version_of(payload)

        with errors_for_people():
            write_batch(connector(self.database_url or database_url()), stage, obj, self._written, note)
        if stage != LAST:  # which nothing reads
            self._written[stage] = obj
        yield from materialisations(context, versions)

    def load_input(self, context: dg.InputContext) -> Batch[Payload]:
        """The rows of the upstream asset for the partitions of this run."""
        written = self._written.get(context.asset_key.path[-1])
        if written is not None and written.run_ids == set(context.asset_partition_keys):
            return written
        connect = connector(self.database_url or database_url())
        with errors_for_people():
            return read_batch(connect, context.asset_key.path[-1], context.asset_partition_keys)
