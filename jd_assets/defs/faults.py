"""How the errors of a stage reach Dagster: what is tried again, when, and what is left undone for later."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import dagster as dg
import psycopg
from dagster._core.events import AssetMaterializationPlannedData, DagsterEvent
from dagster._core.events.log import EventLogEntry

from jd_assets.database.attempts import Fault, fail
from jd_assets.defs.run_life import hold
from jd_assets.defs.run_process import claim_process
from jd_assets.defs.stage_clock import at_work
from jd_assets.failures import JdAssetsError, PermanentFailure, TransientFailure, as_failure, reason_of
from jd_assets.llm.failures import AwaitsBatch, LlmBudgetReached
from jd_assets.settings import stage_pause, stage_retries

#: A child of the progress logger: its lines are shown and advance nothing.
_waiting = logging.getLogger("jd_assets.progress.waiting")

#: Errors that nobody raised on purpose, in the assets and in reading and writing their rows.
RETRIES = dg.RetryPolicy(max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS)
#: A run that must wait for longer gives its place to others; its postings are due again after the pause.
LONGEST_PAUSE = 300.0
#: Tag of a run that ended before its postings did: how many.
UNDONE_TAG = "jd_assets/undone"
#: Tag of a run whose postings wait for the Batch API: it ended as it should, and nobody has to be told.
AWAITS_TAG = "jd_assets/awaits"


#: Runs of this process that say so.
_claimed: set[str] = set()


def _claim_process(context: dg.AssetExecutionContext) -> None:
    """Let the run say which process it is, so that others see when that is gone."""
    hold(context.instance, context.run.run_id)
    if context.run.run_id not in _claimed:
        claim_process(context.instance, context.run.run_id)
        _claimed.add(context.run.run_id)


@contextmanager
def errors_for_people(context: dg.AssetExecutionContext | None = None) -> Iterator[None]:
    """Try again what waiting can mend, as long after as the other side asks; end all else with its sentence.

    Args:
        context: Of a stage asset. When the stage ends for good, its postings are marked as undone with the reason, for
            `jd-assets failed`, `jd-assets retry` and the sensor `retry_sensor`.
    """
    if context is not None:
        _claim_process(context)
    try:
        with nullcontext() if context is None else at_work(context):
            yield
    except AwaitsBatch as error:
        if context is not None:
            _leave_undone(context, Fault(_stage(context), "batch", str(error)))
        raise dg.Failure(description=str(error), allow_retries=False) from error
    except TransientFailure as error:
        if context is None:
            raise
        _try_again(context, error)
    except (PermanentFailure, LlmBudgetReached) as error:
        if context is not None:
            is_budget = isinstance(error, LlmBudgetReached)
            after = error.retry_after if isinstance(error, LlmBudgetReached) else None
            _leave_undone(context, Fault(_stage(context), "budget" if is_budget else "setting", str(error), after or 0))
        raise dg.Failure(description=str(error), allow_retries=False) from error
    except (dg.Failure, dg.RetryRequested):
        raise
    except Exception as error:
        if context is not None and context.retry_number >= RETRIES.max_retries:
            _leave_undone(context, Fault(_stage(context), "setting", reason_of(as_failure(error))))
        raise


def _try_again(context: dg.AssetExecutionContext, error: TransientFailure) -> None:
    retries, asked = stage_retries(), error.retry_after or 0.0
    pause = max(stage_pause() * 3**context.retry_number, asked)
    if context.retry_number >= retries or pause > LONGEST_PAUSE:
        _leave_undone(context, Fault(_stage(context), "transient", str(error), asked))
        tried = f"tried {context.retry_number + 1} times" if context.retry_number else "tried once"
        raise dg.Failure(description=f"{error} ({tried}; the postings are undone)", allow_retries=False) from error
    said = f"{_stage(context)}: {error}; trying again in {pause:.0f} s ({context.retry_number + 1} of {retries})"
    _waiting.warning(said)
    context.log.warning(said)
    raise dg.RetryRequested(max_retries=retries, seconds_to_wait=pause) from error


def _leave_undone(context: dg.AssetExecutionContext, fault: Fault) -> None:
    """Keep why the postings of this run are undone. With the database away a killed run's rule holds for them."""
    run_ids = list(context.partition_keys)
    with suppress(JdAssetsError, psycopg.Error):
        fail(context.resources.role_library_db.connect(), run_ids, fault, context.run.run_id)
    with suppress(Exception):  # Dagster's storage is the same database
        show_as_failed(context, run_ids)
        awaits = {AWAITS_TAG: fault.kind} if fault.kind == "batch" else {}
        context.instance.add_run_tags(context.run.run_id, {UNDONE_TAG: str(len(run_ids)), **awaits})


def show_as_failed(context: dg.AssetExecutionContext, partition_keys: list[str]) -> None:
    """Let partitions of a run that is about to fail show as failed, and not as missing or as they were before.

    Runs plan a range in one event, which names no partition (`DAGSTER_EMIT_PARTITION_SUBSET_IN_PLANNED_EVENTS`);
    Dagster counts a partition as failed where an event of a failed run planned it by name.
    """
    run = context.run
    events = []
    for key in partition_keys:
        event = DagsterEvent.build_asset_materialization_planned_event(
            run.job_name,
            context.op_execution_context.get_step_execution_context().step.key,
            AssetMaterializationPlannedData(context.asset_key, partition=key),
        )
        events.append(
            EventLogEntry(  # type: ignore[no-untyped-call]
                user_message="",
                level="INFO",
                job_name=run.job_name,
                run_id=run.run_id,
                error_info=None,
                timestamp=time.time(),
                dagster_event=event,
            )
        )
    storage: Any = context.instance.event_log_storage
    if events[:-1]:
        with storage.index_connection() as connection:
            connection.execute(storage.prepare_insert_event_batch(events[:-1]))
    storage.store_event(events[-1])  # alone it also marks the asset as changed


def _stage(context: dg.AssetExecutionContext) -> str:
    return str(context.asset_key.path[-1])
