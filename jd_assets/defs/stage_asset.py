"""What all stage assets share: their settings, their metadata, and how errors reach Dagster."""

import inspect
import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar, get_args, get_origin

import dagster as dg
import psycopg

from jd_assets.contracts import STAGES
from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.database.stage_tables import rows_with
from jd_assets.defs.asset_facts import ASKING, metadata_of, owners_of, tags_of
from jd_assets.defs.faults import RETRIES
from jd_assets.defs.partition_metadata import add_partition_metadata, shown
from jd_assets.defs.partitions import RUN_IDS
from jd_assets.defs.stage_clock import times_of
from jd_assets.failures import JdAssetsError
from jd_assets.stages.versions import CODE_VERSIONS
from jd_assets.text.plain import plain_markdown

_progress = logging.getLogger("jd_assets.progress")

P = TypeVar("P", bound=Payload)

#: Stages that ask a model take a place in it while they do: all runs of all machines share them. How many there are
#: is said in dagster.yaml, or for this pool in the UI and by `dagster instance concurrency set llm 4`.
LLM_POOL = "llm"

#: What the body of a stage asset returns.
StageResult = dg.MaterializeResult[Any]

#: Partitions of one run of a backfill. Each run scans every registered key (45 s with a million of them), so few large
#: runs beat many small ones; but a run holds all stages of its postings in memory, some half a megabyte each.
BATCH_SIZE = 1_000
#: Failed postings named in the metadata of a batch; all of them are rows of the stage's table.
SHOWN_FAILURES = 10
#: Failed postings that get an observation of their own, an event each.
OBSERVED_FAILURES = 100

EMPTY_RANGE = (
    "There are no partitions between the first and the last one of this run: their keys were registered anew or "
    "retired since it was launched. Launch a new run over the postings."
)

#: Dagster cannot infer a type from the generic `Batch[Posting]`; mypy checks what is in it.
BATCH_TYPE = dg.DagsterType(
    name="StageBatch",
    type_check_fn=lambda _, value: isinstance(value, Batch),
    description="One outcome a run_id: a payload of the stage, or the failure that stands in its place.",
)


def stage_asset(
    *,
    group: str,
    description: str,
    kinds: Collection[str] = (),
    deps: Sequence[str] = (),
    check_specs: Sequence[dg.AssetCheckSpec] = (),
) -> Callable[[Callable[..., StageResult]], dg.AssetsDefinition]:
    """A stage as an asset: named after its function, fed by the stages that its parameters are batches of.

    Args:
        group: Asset group.
        description: Shown in the UI.
        kinds: Besides Python and Postgres.
        deps: Assets that it reads through a resource.
        check_specs: Checks that its body evaluates.

    Raises:
        TypeError: The function is not named after a stage, or a parameter is a batch of another stage's payload.
    """

    def as_asset(body: Callable[..., StageResult]) -> dg.AssetsDefinition:
        name = body.__name__
        if name not in STAGES:
            raise TypeError(f"{name} is no stage: contracts.STAGES has {', '.join(STAGES)}")
        # Where an asset has checks, Dagster 1.13 takes a parametrised MaterializeResult for a tuple of outputs.
        body.__annotations__["return"] = dg.MaterializeResult
        decorate: Callable[[Callable[..., StageResult]], dg.AssetsDefinition] = dg.asset(
            name=name,
            ins={stage: dg.AssetIn(dagster_type=BATCH_TYPE) for stage in _stages_read(body)},
            deps=list(deps),
            dagster_type=BATCH_TYPE,
            description=description,
            group_name=group,
            kinds={"python", "postgres", *kinds},
            pool=LLM_POOL if ASKING & set(kinds) else None,
            owners=owners_of(name),
            tags=tags_of(name),
            metadata=metadata_of(name),
            code_version=CODE_VERSIONS[name],
            partitions_def=RUN_IDS,
            backfill_policy=dg.BackfillPolicy.multi_run(BATCH_SIZE),
            io_manager_key="stage_table",
            retry_policy=RETRIES,
            check_specs=list(check_specs),
        )
        return decorate(body)

    return as_asset


def _stages_read(body: Callable[..., Any]) -> list[str]:
    """The parameters that are batches, each of which must be named after the stage whose payload it holds."""
    batches = {
        name: get_args(parameter.annotation)
        for name, parameter in inspect.signature(body).parameters.items()
        if get_origin(parameter.annotation) is Batch
    }
    for name, payload in batches.items():
        if payload != (STAGES.get(name),):
            raise TypeError(f"{body.__name__} takes {name} as a batch of {payload}, which is not that stage's payload")
    return list(batches)


def materialised(
    context: dg.AssetExecutionContext,
    batch: Batch[P],
    describe: Callable[[P], Mapping[str, Any]],
    checks: list[dg.AssetCheckResult] | None = None,
    **metadata: Any,
) -> StageResult:
    """The result of a stage asset: its batch, counts for the run, and what is worth seeing of each posting.

    Raises:
        dg.Failure: The batch is empty. A run that is executed again may name a range whose keys were registered anew
            since; Dagster finds nothing between its ends then, and would call that a success.
    """
    if not len(batch):
        raise dg.Failure(description=EMPTY_RANGE, allow_retries=False)
    stage = context.asset_key.path[-1]
    add_partition_metadata(context, {run_id: shown(describe(payload)) for run_id, payload in batch.payloads.items()})
    times = times_of(context, len(batch))
    _tell_failures(context, stage, batch)
    counts: dict[str, Any] = {"postings": len(batch), "failed": len(batch.failures), **times, **metadata}
    with suppress(JdAssetsError, psycopg.Error):  # a number is not worth a batch
        counts["dagster/row_count"] = rows_with(context.resources.role_library_db.connect(), stage, batch.run_ids)
    if batch.failures:
        counts["failures"] = dg.MetadataValue.md(failure_table(batch))
    # The batch's numbers are an observation of their own: each partition would show them as if they were its.
    context.log_event(dg.AssetObservation(context.asset_key, description="The batch as a whole", metadata=counts))
    said = f"{stage}: {len(batch)} postings, {len(batch.failures)} failed"
    _progress.info(said)
    context.log.info("%s, %.1f s, %.1f a second", said, times["seconds"], times["postings_per_second"])
    return dg.MaterializeResult(value=batch, check_results=checks or [])


def _tell_failures(context: dg.AssetExecutionContext, stage: str, batch: Batch[Any]) -> None:
    """An observation of each partition that failed here: it has no materialisation that could say why."""
    for run_id, failure in sorted(batch.failures.items())[:OBSERVED_FAILURES]:
        if failure.stage == stage:
            told = shown(describe_failure(failure))
            context.log_event(
                dg.AssetObservation(context.asset_key, partition=run_id, description=told["failed"], metadata=told)
            )


def describe_failure(failure: Failure) -> Mapping[str, Any]:
    """What the UI says of a posting that has no payload."""
    return {"failed": f"{failure.stage}: {failure.reason}", "failure_kind": failure.kind}


def failure_table(batch: Batch[Any]) -> str:
    """The first failed postings of a batch with their reasons, and how many there are of each stage."""
    shown = sorted(batch.failures.items())[:SHOWN_FAILURES]
    rows: list[list[object]] = [[run_id, failure.stage, failure.kind, failure.reason] for run_id, failure in shown]
    stages = Counter(failure.stage for failure in batch.failures.values())
    counts = ", ".join(f"{count} in {stage}" for stage, count in sorted(stages.items()))
    return markdown_table(["run_id", "stage", "kind", "reason"], rows) + f"\n\n{counts}"


def markdown_table(head: list[str], rows: list[list[object]]) -> str:
    """A Markdown table; cells are made safe for it."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return plain_markdown(str(value))
