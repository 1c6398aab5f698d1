"""`library_change_sensor`: after a change of the library, the postings that it decides otherwise are done again."""

import dagster as dg
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

from jd_assets.defs.jobs import process_postings
from jd_assets.defs.partitions import range_tags
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_process import end_dead_runs
from jd_assets.defs.run_ranges import claim_ranges
from jd_assets.defs.runless import report_effects
from jd_assets.defs.stage_asset import BATCH_SIZE
from jd_assets.impact.compare import Impact, impact_of

#: Seconds between two looks at the library's version.
INTERVAL = 60
#: How often runs over one version's postings are asked for before a person has to look.
MAX_ASKED = 3
#: What that person can do.
BY_HAND = "`jd-assets library affected` lists them, --materialise processes them"
#: The version that a run was asked for.
CHANGE_TAG = "jd_assets/library_change"


@dg.sensor(
    job=process_postings,
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="When library_version rises, decides every stored posting again by the new version and requests runs "
    "over exactly those whose case or role changes, which it marks as stale by library_effects.",
)
def library_change_sensor(
    context: dg.SensorEvaluationContext, embedder: EmbedderResource, role_library_db: RoleLibraryResource
) -> dg.SensorResult | dg.SkipReason:
    """Look at the library once.

    The cursor is the version that was compared last, and after a colon how often runs were asked for, as long as it is
    not known that they did their work: a run that failed or was never made is asked for again.
    """
    version = role_library_db.version()
    compared, asked = _read_cursor(context.cursor)
    is_new = str(version) != compared
    if version == 0 or not (is_new or asked):
        return dg.SkipReason(f"Library version {version} was compared with the stored decisions before")
    if not is_new and _at_work(context.instance, version):
        return dg.SkipReason(f"Runs over what library version {version} decides otherwise are at work")
    library = role_library_db.library()
    connect = role_library_db.connect()
    impact = impact_of(connect, library, embedder.embedder())
    observed = dg.AssetObservation(
        "role_library",
        metadata={"library_version": library.version, "checked": impact.checked, "affected": len(impact.changes)},
    )
    if is_new:
        report_effects(context.instance, impact)
    asked = 0 if is_new else asked
    if not impact.changes or asked >= MAX_ASKED:
        if impact.changes:
            context.log.warning("%s: %d still come out otherwise; %s", _checked(impact), len(impact.changes), BY_HAND)
        return dg.SensorResult(skip_reason=_why_none(impact), cursor=str(library.version), asset_events=[observed])
    run_ids = [change.run_id for change in impact.changes]
    requests = [
        dg.RunRequest(
            run_key=f"library-{library.version}-{asked}-{first}",
            tags={**range_tags(first, last), CHANGE_TAG: str(library.version)},
        )
        for first, last in claim_ranges(connect, context.instance, run_ids, BATCH_SIZE)
    ]
    context.log.info("%s: %d come out otherwise, %d runs over them", _checked(impact), len(run_ids), len(requests))
    cursor = f"{library.version}:{asked + 1}"
    return dg.SensorResult(run_requests=requests, cursor=cursor, asset_events=[observed])


def _read_cursor(cursor: str | None) -> tuple[str, int]:
    version, _, asked = (cursor or "").partition(":")
    return version, int(asked or 0)


def _at_work(instance: dg.DagsterInstance, version: int) -> bool:
    """Whether a run that was asked for is queued or at work; those whose process is gone are ended first."""
    end_dead_runs(instance)
    filters = dg.RunsFilter(tags={CHANGE_TAG: str(version)}, statuses=NOT_FINISHED_STATUSES)
    return instance.get_runs_count(filters) > 0


def _why_none(impact: Impact) -> str:
    older = f"; {impact.unchecked} were scored by an earlier version of the program" if impact.unchecked else ""
    kept = f"{len(impact.changes)} come out otherwise still" if impact.changes else "all keep their case and role"
    return f"{_checked(impact)}: {kept}{older}"


def _checked(impact: Impact) -> str:
    return f"{impact.checked} stored decisions compared with library version {impact.library_version}"
