"""`retry_sensor`: postings that were left undone are done again when their pause is over."""

from collections import Counter

import dagster as dg

from jd_assets.database.attempts import MAX_ATTEMPTS
from jd_assets.defs.intake_runs import RUNS_AT_ONCE
from jd_assets.defs.jobs import process_postings
from jd_assets.defs.open_postings import due, not_at_work
from jd_assets.defs.partitions import range_tags
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_process import end_dead_runs
from jd_assets.defs.run_ranges import claim_ranges
from jd_assets.defs.stage_asset import BATCH_SIZE

#: Seconds between two looks, and the longest that a killed run goes unnoticed.
INTERVAL = 30


@dg.sensor(
    name="retry_sensor",
    job=process_postings,
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Ends runs whose process is gone, and requests runs over postings that were left undone by a passing "
    "fault, a spent budget or a killed run, after pauses that double from one minute to six hours. A posting that was "
    f"tried {MAX_ATTEMPTS} times waits for `jd-assets retry`.",
)
def retry_sensor(
    context: dg.SensorEvaluationContext, role_library_db: RoleLibraryResource
) -> dg.SensorResult | dg.SkipReason:
    """Look once."""
    for run_id in end_dead_runs(context.instance):
        context.log.warning("%s had no process left and was ended", run_id)
    connect = role_library_db.connect()
    found = not_at_work(connect, context.instance)
    now_due = due(found)[: RUNS_AT_ONCE * BATCH_SIZE]
    if not now_due:
        kinds = Counter(each.kind for each in found)
        waiting = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        return dg.SkipReason(f"Nothing is due; open: {waiting or 'none'}")
    ranges = claim_ranges(connect, context.instance, [each.run_id for each in now_due], BATCH_SIZE)
    context.log.info("%s postings are tried again", len(now_due))
    requests = [dg.RunRequest(tags={**range_tags(*ends), "jd_assets/retry": "true"}) for ends in ranges]
    return dg.SensorResult(run_requests=requests)
