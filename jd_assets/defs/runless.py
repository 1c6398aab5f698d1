"""Tells Dagster of what it does not know: runs that went through the stages outside of it, and run_ids called back.

Its UI shows their partitions like others. The events belong to no Dagster run. They carry the code and data versions
that a run would have given them, so that nothing shows as stale that is not.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

import dagster as dg
from dagster._core.definitions.data_version import (
    CODE_VERSION_TAG,
    DATA_VERSION_TAG,
    DataVersion,
    compute_logical_data_version,
    get_input_data_version_tag,
)
from dagster._core.events import DagsterEvent, DagsterEventType, StepMaterializationData
from dagster._core.events.log import EventLogEntry
from dagster._core.instance.utils import RUNLESS_JOB_NAME, RUNLESS_RUN_ID

from jd_assets.contracts import STAGES
from jd_assets.contracts.batch import Batch
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import existing, read_batch
from jd_assets.defs import assets
from jd_assets.defs.partitions import register, registered
from jd_assets.library.seed.load import library_version
from jd_assets.stages.versions import CODE_VERSIONS

#: What each stage's asset tells of a posting in the UI.
_DESCRIBE: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {
    stage: import_module(f"{assets.__name__}.{stage}").describe for stage in STAGES
}


def report_runs(
    definitions: dg.Definitions, instance: dg.DagsterInstance, connect: Connect, run_ids: Sequence[str]
) -> int:
    """Register run_ids as partitions and report a materialisation of each stage that they went through.

    Returns:
        How many materialisations were reported.
    """
    return _report(definitions, instance, connect, run_ids, {"taken_in_by": "HTTP"})


def call_back(
    definitions: dg.Definitions, instance: dg.DagsterInstance, connect: Connect, run_ids: Sequence[str]
) -> int:
    """Register retired run_ids again, with a materialisation of each stage whose row they have; others show as missing.

    Run_ids that are registered stay as they are.

    Returns:
        How many were registered.
    """
    known = set(registered(instance))
    missing = [run_id for run_id in run_ids if run_id not in known]
    _report(definitions, instance, connect, missing, {"called_back": True})
    return len(missing)


def _report(
    definitions: dg.Definitions,
    instance: dg.DagsterInstance,
    connect: Connect,
    run_ids: Sequence[str],
    told: Mapping[str, Any],
) -> int:
    register(instance, run_ids)
    with connect() as connection:
        held = {stage: sorted(existing(connection, stage, run_ids)) for stage in STAGES}
        tags = _version_tags(definitions, library_version(connection))
    reported = 0
    for stage, keys in held.items():
        events = list(_events(stage, read_batch(connect, stage, keys), tags[stage], told))
        if events:
            # One asset at a time: of a batch, Dagster keeps the last event as the newest of its asset.
            instance.event_log_storage.store_event_batch(events)
        reported += len(events)
    return reported


def _events(stage: str, batch: Batch[Any], tags: Mapping[str, str], told: Mapping[str, Any]) -> Iterable[EventLogEntry]:
    described = {run_id: _DESCRIBE[stage](payload) for run_id, payload in batch.payloads.items()}
    for run_id, metadata in sorted(described.items()):
        materialised = dg.AssetMaterialization(stage, partition=run_id, metadata={**metadata, **told}, tags=dict(tags))
        event = DagsterEvent(
            event_type_value=DagsterEventType.ASSET_MATERIALIZATION.value,
            event_specific_data=StepMaterializationData(materialised),
            job_name=RUNLESS_JOB_NAME,
        )
        yield EventLogEntry(  # type: ignore[no-untyped-call]
            user_message="",
            level="INFO",
            job_name=RUNLESS_JOB_NAME,
            run_id=RUNLESS_RUN_ID,
            error_info=None,
            timestamp=time.time(),
            dagster_event=event,
        )


def _version_tags(definitions: dg.Definitions, version: int) -> dict[str, dict[str, str]]:
    """The tags of each stage's events: its code version, its data version, and those of what it read."""
    graph = definitions.resolve_asset_graph()
    versions = {dg.AssetKey("role_library"): DataVersion(str(version))}
    tags: dict[str, dict[str, str]] = {}
    for stage in STAGES:
        key = dg.AssetKey(stage)
        read = {parent: versions[parent] for parent in graph.get(key).parent_keys}
        made = compute_logical_data_version(CODE_VERSIONS[stage], read)
        # What reads a partitioned asset sees the hash of the versions of the partitions that it reads, here one.
        versions[key] = DataVersion(hashlib.sha256(made.value.encode()).hexdigest())
        tags[stage] = {
            CODE_VERSION_TAG: CODE_VERSIONS[stage],
            DATA_VERSION_TAG: made.value,
            **{get_input_data_version_tag(parent): each.value for parent, each in read.items()},
        }
    return tags
