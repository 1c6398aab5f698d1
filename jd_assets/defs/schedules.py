"""Schedules: what runs by the clock."""

import dagster as dg

from jd_assets.defs.jobs import audit_stored

nightly_audit = dg.ScheduleDefinition(
    name="nightly_audit",
    job=audit_stored,
    cron_schedule="0 2 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Runs the audit at 02:00, when no drop is being processed as a rule.",
)
