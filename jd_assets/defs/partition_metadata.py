"""Metadata for each partition of a run, at a cost that does not grow with the number of registered partitions."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster._core.execution.context.metadata_logging import AssetMetadataHandle, OutputMetadataAccumulator


def add_partition_metadata(context: dg.AssetExecutionContext, metadata: Mapping[str, Mapping[str, Any]]) -> None:
    """Attach metadata to the materialisation of each partition, all at once.

    `context.add_asset_metadata` does the same for one partition, and each call reads every registered key and asks
    the database twice more: 41 ms a partition and asset, 74 of the 101 s of a run of 200 postings. All keys given
    here are the run's own, so that check is left out; what is written is the same (Dagster 1.13).

    Args:
        context: The asset's context.
        metadata: Metadata by partition key; the keys are partitions of this run.
    """
    step = context.op_execution_context.get_step_execution_context()
    held = dict(step._metadata_accumulator.per_output_metadata)
    for partition_key, values in metadata.items():
        held[AssetMetadataHandle(asset_key=context.asset_key, partition_key=partition_key)] = values
    step._metadata_accumulator = OutputMetadataAccumulator(per_output_metadata=held)
