"""`new_role_sensor`: a new role that enough employers back becomes a draft."""

import hashlib
import json

import dagster as dg

from jd_assets.defs.jobs import new_role_draft
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.proposals.drafting.cluster import MIN_EMPLOYERS
from jd_assets.proposals.drafting.due import awaiting
from jd_assets.proposals.drafting.store import read_clusters, read_drafts, sightings_stamp

#: Seconds between two looks at the proposals; a draft waits for an admin anyway.
INTERVAL = 120


@dg.sensor(
    job=new_role_draft,
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Requests new_role_draft when a cluster of proposed roles is backed by enough distinct employers and "
    "has no draft of the same evidence.",
)
def new_role_sensor(
    context: dg.SensorEvaluationContext, embedder: EmbedderResource, role_library_db: RoleLibraryResource
) -> dg.SensorResult | dg.SkipReason:
    """Look at the proposals once; where none came or went since the last time, the model is not even loaded."""
    connect = role_library_db.connect()
    stamp = sightings_stamp(connect)
    if stamp == context.cursor:
        return dg.SkipReason("No new role was proposed since the last look")
    clusters = read_clusters(connect, role_library_db.cached(embedder.embedder()))
    due = {cluster.key: cluster.employers for cluster in awaiting(clusters, read_drafts(connect), MIN_EMPLOYERS)}
    if not due:
        context.update_cursor(stamp)
        return dg.SkipReason(f"No new role waits for a draft: fewer than {MIN_EMPLOYERS} employers back each")
    run_key = hashlib.sha256(json.dumps(due, sort_keys=True).encode()).hexdigest()[:16]
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=run_key)], cursor=stamp)
