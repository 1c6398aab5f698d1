"""The I/O manager of every stage: a batch of typed rows to and from the table of the asset's name."""

import dagster as dg
from pydantic import Field

from jd_assets.contracts.base import Payload
from jd_assets.database.connection import connector
from jd_assets.database.server import database_url
from jd_assets.database.stage_tables import read_batch, write_batch
from jd_assets.stages.batch import Batch


class StageTableIOManager(dg.ConfigurableIOManager):
    """Writes and reads all partitions of a run in one statement each."""

    database_url: str = Field(
        default="",
        description="postgresql:// URL; empty takes JD_DATABASE_URL, or the embedded server where that is not set",
    )

    def handle_output(self, context: dg.OutputContext, obj: Batch[Payload]) -> None:
        """Upsert the batch into the asset's table."""
        write_batch(connector(self.database_url or database_url()), context.asset_key.path[-1], obj)

    def load_input(self, context: dg.InputContext) -> Batch[Payload]:
        """The rows of the upstream asset for the partitions of this run."""
        return read_batch(
            connector(self.database_url or database_url()), context.asset_key.path[-1], context.asset_partition_keys
        )
