"""Schedules: what runs by the clock."""

import dagster as dg

from jd_assets.defs.jobs import audit_stored, retire_partitions
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.retirement import due
from jd_assets.settings import retire_days, retire_keep

nightly_audit = dg.ScheduleDefinition(
    name="nightly_audit",
    job=audit_stored,
    cron_schedule="0 2 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Runs the audit at 02:00, when no drop is being processed as a rule.",
)


@dg.schedule(
    name="frequent_retirement",
    job=retire_partitions,
    cron_schedule="*/5 * * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Starts retire_partitions where finished run_ids are too old or too many for Dagster's keys.",
)
def frequent_retirement(
    context: dg.ScheduleEvaluationContext, role_library_db: RoleLibraryResource
) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where there is something to do."""
    found = due(role_library_db.connect(), context.instance, retire_days(), retire_keep())
    return (
        dg.RunRequest() if any(True for _ in found) else dg.SkipReason("No finished run_id is too old or one too many")
    )
