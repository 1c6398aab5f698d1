"""What Dagster is told of each partition of a run: its metadata, its data version, and whether it was made at all."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster._core.events import DagsterEvent, DagsterEventBatchMetadata, generate_event_batch_id
from dagster._core.execution.context.metadata_logging import AssetMetadataHandle, OutputMetadataAccumulator
from dagster._core.execution.plan.execute_step import _get_input_provenance_data

from jd_assets.defs.data_versions import Input, version_tags
from jd_assets.text.plain import plain


def shown(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of a posting, with its words as they may be shown; Markdown is made safe where it is made."""
    return {name: plain(value) if isinstance(value, str) else value for name, value in told.items()}


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


def materialisations(context: dg.OutputContext, versions: Mapping[str, dg.DataVersion]) -> Iterator[DagsterEvent]:
    """A materialisation of each of these partitions of the run; the others stay as they were.

    An I/O manager yields them in the place of Dagster's own, which has two limits (1.13). There is no public way to
    materialise a part of a run and go on (dagster issues 17836, 21072). And all partitions of a run get one data
    version, made of what every other one was made from: a posting that is done again alone would get another one, and
    what follows would show as stale although not a character differs.

    Args:
        context: Of the output that was written.
        versions: Data versions of what was written, by partition key of this run.
    """
    step, key = context.step_context, context.asset_key
    read = _get_input_provenance_data(key, step)
    seen = max((each["storage_id"] or 0 for each in read.values()), default=0)
    inputs = {name: Input(each["data_version"], each["storage_id"] or seen) for name, each in read.items()}
    made = [each for each in context.asset_partition_keys if each in versions]
    batch = generate_event_batch_id()  # type: ignore[no-untyped-call]
    for number, partition in enumerate(made, start=1):
        told = dg.AssetMaterialization(
            key,
            partition=partition,
            metadata=dict(step.get_asset_metadata(asset_key=key, partition_key=partition) or {}),
            tags=version_tags(key.path[-1], versions[partition], inputs),
        )
        yield DagsterEvent.asset_materialization(step, told, DagsterEventBatchMetadata(batch, number == len(made)))
    context._asset_key = None
