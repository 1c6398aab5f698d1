"""Tells Dagster of what it does not know: runs that went through the stages outside of it, and run_ids called back.

Its UI shows their partitions like others. The events belong to no Dagster run. They carry the code and data versions
that a run would have given them, so that nothing shows as stale that is not.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

import dagster as dg
from dagster._core.definitions.data_version import DATA_VERSION_TAG, DEFAULT_DATA_VERSION
from dagster._core.events import AssetObservationData, DagsterEvent, DagsterEventType, StepMaterializationData
from dagster._core.events.log import EventLogEntry
from dagster._core.instance.utils import RUNLESS_JOB_NAME, RUNLESS_RUN_ID

from jd_assets.contracts import STAGES
from jd_assets.contracts.batch import Batch
from jd_assets.database.connection import Connect
from jd_assets.database.json_text import payload_json
from jd_assets.database.stage_tables import existing, read_batch
from jd_assets.defs import assets
from jd_assets.defs.data_versions import Input, version_of, version_tags
from jd_assets.defs.partition_metadata import shown
from jd_assets.defs.partitions import register, registered
from jd_assets.impact.compare import Impact

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
    graph = definitions.resolve_asset_graph()
    reported = 0
    for stage, keys in held.items():
        # One asset at a time: of a batch, Dagster keeps the last event as the newest of its asset.
        inputs = _inputs(instance, graph.get(dg.AssetKey(stage)).parent_keys)
        made = list(_materialisations(stage, read_batch(connect, stage, keys), inputs, told))
        _store(instance, made)
        reported += len(made)
    return reported


def report_effects(instance: dg.DagsterInstance, impact: Impact) -> None:
    """Mark what comes out otherwise: an observation of `library_effects` for each such partition."""
    marks = [
        dg.AssetObservation(
            "library_effects",
            partition=change.run_id,
            metadata=shown(
                {
                    "library_version": impact.library_version,
                    "title": change.title,
                    "before": f"{change.case_before} {change.role_before or ''}",
                    "after": f"{change.case_after} {change.role_after or ''}",
                }
            ),
            tags={DATA_VERSION_TAG: str(impact.library_version)},
        )
        for change in impact.changes
    ]
    _store(instance, marks)


def _materialisations(
    stage: str, batch: Batch[Any], inputs: Mapping[dg.AssetKey, Input], told: Mapping[str, Any]
) -> Iterator[dg.AssetMaterialization]:
    for run_id, payload in sorted(batch.payloads.items()):
        metadata = {**shown(_DESCRIBE[stage](payload)), **told}
        tags = version_tags(stage, version_of(payload_json(payload)), inputs)
        yield dg.AssetMaterialization(stage, partition=run_id, metadata=metadata, tags=tags)


def _inputs(instance: dg.DagsterInstance, parents: Iterable[dg.AssetKey]) -> dict[dg.AssetKey, Input]:
    """What a stage has read: everything up to now, of whatever version; Dagster compares partitions by their events."""
    seen = instance.event_log_storage.get_maximum_record_id() or 0
    return {parent: Input(DEFAULT_DATA_VERSION, seen) for parent in parents}


def _store(instance: dg.DagsterInstance, told: Sequence[dg.AssetMaterialization | dg.AssetObservation]) -> None:
    """Write events of one asset with one statement; Dagster's own way writes them one by one."""
    if told:
        instance.event_log_storage.store_event_batch([_entry(each) for each in told])


def _entry(told: dg.AssetMaterialization | dg.AssetObservation) -> EventLogEntry:
    kind, data = (
        (DagsterEventType.ASSET_OBSERVATION, AssetObservationData(told))
        if isinstance(told, dg.AssetObservation)
        else (DagsterEventType.ASSET_MATERIALIZATION, StepMaterializationData(told))
    )
    event = DagsterEvent(event_type_value=kind.value, event_specific_data=data, job_name=RUNLESS_JOB_NAME)
    return EventLogEntry(  # type: ignore[no-untyped-call]
        user_message="",
        level="INFO",
        job_name=RUNLESS_JOB_NAME,
        run_id=RUNLESS_RUN_ID,
        error_info=None,
        timestamp=time.time(),
        dagster_event=event,
    )
