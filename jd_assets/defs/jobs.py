"""The jobs: postings through the whole graph, drafts of new roles, the audit, and retiring partition keys."""

import dagster as dg
from pydantic import Field

from jd_assets.contracts import STAGES
from jd_assets.defs.checks.audit import AUDIT_CHECK
from jd_assets.defs.faults import errors_for_people
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.retirement import retire
from jd_assets.settings import retire_days, retire_keep

AUDIT = dg.AssetSelection.checks(AUDIT_CHECK.key)

process_postings = dg.define_asset_job(
    "process_postings",
    selection=dg.AssetSelection.assets(*STAGES) - AUDIT,
    description="Takes all partitions of a run through every stage at once.",
    # Steps of one run share their process: the library's matrices and the embedder are loaded once, where a process a
    # step would pay 2 to 3.5 s each.
    executor_def=dg.in_process_executor,
)

new_role_draft = dg.define_asset_job(
    "new_role_draft",
    selection=dg.AssetSelection.assets("role_draft"),
    description="Drafts a role from every cluster of proposals that enough distinct employers back; drafts stay "
    "pending until an admin approves them.",
    executor_def=dg.in_process_executor,
)

audit_stored = dg.define_asset_job(
    "audit",
    selection=AUDIT,
    description="Checks all that is stored against itself and changes nothing.",
    executor_def=dg.in_process_executor,
)


class RetirementConfig(dg.Config):
    """What is due; the settings where nothing is given."""

    days: float | None = Field(default=None, ge=0, description="Finished longer ago than that; JD_RETIRE_DAYS")
    keep: int | None = Field(default=None, ge=0, description="The newest keys that stay; JD_RETIRE_KEEP")


@dg.op(name="retire_finished", description="Takes finished run_ids out of Dagster's partition keys and event log.")
def retire_finished(
    context: dg.OpExecutionContext, config: RetirementConfig, role_library_db: RoleLibraryResource
) -> None:
    """Retire once."""
    days = retire_days() if config.days is None else config.days
    keep = retire_keep() if config.keep is None else config.keep
    with errors_for_people():
        done = retire(role_library_db.connect(), context.instance, days, keep)
    context.log.info("%d keys and %d events retired, %d keys left", done.keys, done.events, done.left)


@dg.job(
    name="retire_partitions",
    description="Takes finished run_ids out of Dagster's partition keys and event log, by age (JD_RETIRE_DAYS) and "
    "count (JD_RETIRE_KEEP). Their rows and pages stay; `jd-assets recall RUN_ID` registers one again.",
    executor_def=dg.in_process_executor,
)
def retire_partitions() -> None:
    """One step."""
    retire_finished()
