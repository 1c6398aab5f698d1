"""Materialises the whole graph for a set of run_ids, as few Dagster runs as possible, in this process."""

from collections.abc import Sequence

import dagster as dg

from jd_assets.assets.common import BATCH_SIZE
from jd_assets.cli.progress import stage_progress
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.definitions import defs
from jd_assets.failures import TransientFailure
from jd_assets.jobs import process_postings
from jd_assets.partitions import bounded_ranges, range_tags, register
from jd_assets.resources.embedder import EmbedderResource
from jd_assets.resources.llm import LlmResource
from jd_assets.resources.role_library import RoleLibraryResource


def process(connect: Connect, run_ids: Sequence[str], engine: str | None, force: bool) -> int:
    """Materialise the graph for the run_ids that are not up to date, and return how many those were.

    Raises:
        TransientFailure: A Dagster run failed as a whole.
    """
    stale = list(run_ids) if force else _stale(connect, run_ids, engine)
    if not stale:
        return 0
    with dg.DagsterInstance.get() as instance:
        register(instance, stale)
        blocks = bounded_ranges(instance, stale, BATCH_SIZE)
        with stage_progress(len(blocks)):
            for first, last in blocks:
                _materialise(instance, first, last, engine)
    return len(stale)


def _stale(connect: Connect, run_ids: Sequence[str], engine: str | None) -> list[str]:
    """Those that never went through, failed, or went through with another library, model or code."""
    current = RoleLibraryResource().fingerprint(EmbedderResource().embedder(), LlmResource(engine=engine).settings())
    with connect() as connection:
        held: dict[str, str] = dict(connection.execute(sql("run_fingerprints"), {"run_ids": list(run_ids)}).fetchall())
    return [run_id for run_id in run_ids if held.get(run_id) != current]


def _materialise(instance: dg.DagsterInstance, first: str, last: str, engine: str | None) -> None:
    job = defs.resolve_job_def(process_postings.name)
    result = job.execute_in_process(
        instance=instance,
        tags=range_tags(first, last),
        run_config={
            "resources": {"llm": {"config": {"engine": engine}}},
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
        raise_on_error=False,
    )
    if not result.success:
        raise TransientFailure(f"The Dagster run {result.run_id} failed: {_why(result)}")


def _why(result: dg.ExecuteInProcessResult) -> str:
    """The first error of a run in a line."""
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            return f"{event.step_key}: {' '.join((error.cause or error).message.split()) if error else 'unknown'}"
    return "see it in the Dagster UI (make dev)"
