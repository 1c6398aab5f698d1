"""Materialises the whole graph for a set of run_ids, as few Dagster runs as possible, in this process."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

import dagster as dg
import psutil
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
from jd_assets.cli.shares import share_out
from jd_assets.cli.stopping import stoppable
from jd_assets.dagster_storage import keys_asked_once
from jd_assets.database.attempts import open_postings
from jd_assets.database.connection import Connect
from jd_assets.definitions import defs
from jd_assets.defs.jobs import process_postings
from jd_assets.defs.partitions import range_tags
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_process import process_tags
from jd_assets.defs.run_ranges import claim_ranges
from jd_assets.defs.run_tags import FAILED_TAG
from jd_assets.defs.stage_asset import BATCH_SIZE
from jd_assets.embedding.openvino_encoder import OpenVinoEncoder
from jd_assets.failures import TransientFailure
from jd_assets.llm.settings import LlmSettings
from jd_assets.settings import processes
from jd_assets.stages.side_by_side import may_fork

#: Postings for which a process of its own pays: it opens the model and makes a Dagster run, three seconds of a
#: processor, and saves the others .14 s a posting. More than `PAGES_AT_ONCE`, so that parts of a history make no pages.
LEAST_SHARE = 250
#: Memory that has to be free for each process: .6 GB that it does not hold in common with the others, measured with
#: runs of 500, and what the database takes for it.
SHARE_BYTES = 1_000_000_000

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
    if not run_ids:
        return
    connect, llm = RoleLibraryResource().connect(), LlmResource(engine=engine).settings()
    tell_engine(llm, len(run_ids), named=engine is not None)
    began = datetime.now(UTC)
    parts = _parts(run_ids, llm)
    # Together they hold as many postings at a time as one process does.
    size = BATCH_SIZE if len(parts) == 1 else max(BATCH_SIZE // len(parts), LEAST_SHARE)
    progress = stage_progress(sum(-(-len(part) // size) for part in parts))
    try:
        if len(parts) > 1:
            share_out(lambda part: _take_through(connect, part, engine, size), parts, progress)
        else:
            with progress:
                stoppable(lambda: _take_through(connect, run_ids, engine, size))
    finally:
        with suppress(TransientFailure):  # the database away: what ended the run is said already
            tell_costs(llm, connect, began)


def _parts(run_ids: Sequence[str], llm: LlmSettings) -> list[Sequence[str]]:
    """The run_ids in as many parts as there are to be processes: one where they wait for a model, not a processor."""
    room = psutil.virtual_memory().available // SHARE_BYTES
    count = min(processes(), len(run_ids) // LEAST_SHARE, room)
    if count < 2 or llm.asks or not may_fork() or not _is_read():
        return [run_ids]
    size = -(-len(run_ids) // count)
    return [run_ids[first : first + size] for first in range(0, len(run_ids), size)]


def _is_read() -> bool:
    """Read what every part needs, so that all have it in common.

    False where that opened the model, to make vectors of a new library: its threads do not come along into processes.
    """
    library, embedder = RoleLibraryResource(), EmbedderResource().embedder()
    if not isinstance(embedder, OpenVinoEncoder):
        return False
    with stage_progress(0):  # vectors of an imported taxonomy take minutes; the bar's thread ends before the fork
        library.vocabulary()
        library.role_index(embedder)
        library.skill_index(embedder)
    return not embedder.is_open


def _take_through(connect: Connect, run_ids: Sequence[str], engine: str | None, size: int) -> None:
    with dg.DagsterInstance.get() as instance:
        left: Sequence[str] = run_ids
        while left:
            # One run after the other takes longer than ranges are kept: they are chosen anew for the next one.
            first, last = claim_ranges(connect, instance, left, size)[0]
            left = _without(_done(instance, connect, first, last, engine, len(left)), left)


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
    with keys_asked_once(instance):
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
