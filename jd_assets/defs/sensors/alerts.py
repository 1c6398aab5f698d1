"""`alert_sensor`: a run that failed is told to whoever the settings name."""

import os

import dagster as dg

from jd_assets.defs.alerts import Alert, send
from jd_assets.defs.faults import AWAITS_TAG, UNDONE_TAG
from jd_assets.failures import reason_of

_TRIES_TOLD = 500


@dg.run_failure_sensor(
    name="alert_sensor",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=30,
    monitor_all_code_locations=True,
    description="Tells JD_ALERT_URL (POST, JSON) and JD_ALERT_COMMAND (JSON on standard input) of each run that "
    "failed, those of the command line and those whose process was killed included; runs that wait for the Batch API "
    "did not fail.",
)
def alert_sensor(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    """Tell of one run."""
    run = context.dagster_run
    if AWAITS_TAG in run.tags:
        return dg.SkipReason(f"{run.run_id} waits for answers of the Batch API")
    dagster_url = os.environ.get("JD_DAGSTER_URL", "").rstrip("/")
    alert = Alert(
        run.run_id,
        run.job_name,
        _reason(context)[:_TRIES_TOLD],
        int(run.tags.get(UNDONE_TAG, "0")),
        run.tags.get("jd_assets/source"),
        f"{dagster_url}/runs/{run.run_id}" if dagster_url else None,
    )
    got = send(alert)
    if not got:
        return dg.SkipReason(f"{run.run_id} failed; set JD_ALERT_URL or JD_ALERT_COMMAND to be told")
    context.log.info("%s told of %s", ", ".join(got), run.run_id)
    return None


def _reason(context: dg.RunFailureSensorContext) -> str:
    """The sentence of the step that failed, else what the run ended with."""
    for event in context.get_step_failure_events():
        told = event.step_failure_data.user_failure_data
        if told is not None and told.description:
            return f"{event.step_key}: {told.description}"
        if event.step_failure_data.error is not None:
            return f"{event.step_key}: {reason_of(RuntimeError(event.step_failure_data.error.message))}"
    return context.failure_event.message or "the run failed"
