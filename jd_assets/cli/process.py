"""Materialises the whole graph for a set of run_ids, as few Dagster runs as possible, in this process."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

import dagster as dg
from dagster._core.definitions.job_base import InMemoryJob
from dagster._core.execution.api import execute_run
from dagster._core.remote_origin import (
    ManagedGrpcPythonEnvCodeLocationOrigin,
    RemoteJobOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin

from jd_assets.cli.costs import tell_costs, tell_engine
from jd_assets.cli.progress import stage_progress
from jd_assets.cli.stopping import stoppable
from jd_assets.database.attempts import open_postings
from jd_assets.database.connection import Connect
from jd_assets.definitions import defs
from jd_assets.defs.jobs import process_postings
from jd_assets.defs.partitions import range_tags
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_process import process_tags
from jd_assets.defs.run_ranges import claim_ranges
from jd_assets.defs.run_tags import FAILED_TAG
from jd_assets.defs.stage_asset import BATCH_SIZE
from jd_assets.failures import TransientFailure

#: The code location that `workspace.yaml` loads: runs that name it stand in Dagster's timeline, and can be launched
#: again from its UI.
_LOCATION = ManagedGrpcPythonEnvCodeLocationOrigin(
    LoadableTargetOrigin(module_name="jd_assets.definitions"), location_name="jd_assets"
)
JOB_ORIGIN = RemoteJobOrigin(RemoteRepositoryOrigin(_LOCATION, "__repository__"), process_postings.name)


def process(run_ids: Sequence[str], engine: str | None) -> None:
    """Materialise the graph for the run_ids.

    Raises:
        TransientFailure: A Dagster run failed as a whole.
        Stopped: A signal came.
    """
    if run_ids:
        stoppable(lambda: _process(run_ids, engine))


def _process(run_ids: Sequence[str], engine: str | None) -> None:
    connect, llm = RoleLibraryResource().connect(), LlmResource(engine=engine).settings()
    tell_engine(llm, len(run_ids), named=engine is not None)
    began = datetime.now(UTC)
    try:
        _take_through(connect, run_ids, engine)
    finally:
        with suppress(TransientFailure):  # the database away: what ended the run is said already
            tell_costs(llm, connect, began)


def _take_through(connect: Connect, run_ids: Sequence[str], engine: str | None) -> None:
    with dg.DagsterInstance.get() as instance:
        ranges = claim_ranges(connect, instance, run_ids, BATCH_SIZE)
        with stage_progress(len(ranges)):
            left: Sequence[str] = run_ids
            while ranges:
                # One run after the other takes longer than ranges are kept: they are chosen anew for the next one.
                left = _without(_done(instance, connect, *ranges[0], engine, len(left)), left)
                ranges = claim_ranges(connect, instance, left, BATCH_SIZE) if left else []


def _done(
    instance: dg.DagsterInstance, connect: Connect, first: str, last: str, engine: str | None, left: int
) -> set[str]:
    """As `_materialise`; its failure says how many postings wait."""
    try:
        return _materialise(instance, connect, first, last, engine)
    except TransientFailure as error:
        waiting = "1 posting waits" if left == 1 else f"{left} postings wait"
        raise TransientFailure(f"{error}; {waiting} for `jd-assets retry`") from error


def _without(done: set[str], run_ids: Sequence[str]) -> list[str]:
    left = [run_id for run_id in run_ids if run_id not in done]
    if len(left) == len(run_ids):
        raise TransientFailure("The partition keys were registered anew under a Dagster run: do the same again")
    return left


def _materialise(instance: dg.DagsterInstance, connect: Connect, first: str, last: str, engine: str | None) -> set[str]:
    """Take the range through the graph and return the run_ids that have a record, be it of their failure."""
    job = defs.resolve_job_def(process_postings.name)
    created = instance.create_run_for_job(
        job,
        tags={**job.run_tags, **range_tags(first, last), **process_tags()},
        run_config={
            "resources": {"llm": {"config": {"engine": engine}}},
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
        remote_job_origin=JOB_ORIGIN,
    )
    result = execute_run(InMemoryJob(job), created, instance)
    own = {each.run_id for each in open_postings(connect) if each.dagster_run_id == result.run_id}
    run = instance.get_run_by_id(result.run_id)
    if not result.success and (run is None or FAILED_TAG not in run.tags):
        raise TransientFailure(f"The Dagster run {result.run_id} failed: {_why(result)}")
    return own | {str(each.partition) for each in result.asset_materializations_for_node("run_record")}


def _why(result: dg.JobExecutionResult) -> str:
    """The first error of a run in a line."""
    for event in result.all_events:
        if event.is_step_failure:
            told = event.step_failure_data.user_failure_data
            if told is not None and told.description:
                return f"{event.step_key}: {' '.join(told.description.split())}"
            error = event.step_failure_data.error
            return f"{event.step_key}: {' '.join((error.cause or error).message.split()) if error else 'unknown'}"
    return "see it in the Dagster UI (make dev)"
