"""`library_change_sensor`: after a change of the library, the postings that it decides otherwise are done again."""

import dagster as dg
from dagster._core.definitions.data_version import DATA_VERSION_TAG

from jd_assets.defs.jobs import process_postings
from jd_assets.defs.partitions import range_tags
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.run_ranges import claim_ranges
from jd_assets.defs.stage_asset import BATCH_SIZE
from jd_assets.impact.compare import Impact, impact_of

#: Seconds between two looks at the library's version.
INTERVAL = 60


@dg.sensor(
    job=process_postings,
    minimum_interval_seconds=INTERVAL,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="When library_version rises, decides every stored posting again by the new version and requests runs "
    "over exactly those whose case or role changes. It also observes role_library, which marks what was decided with "
    "an older version as stale.",
)
def library_change_sensor(
    context: dg.SensorEvaluationContext, embedder: EmbedderResource, role_library_db: RoleLibraryResource
) -> dg.SensorResult | dg.SkipReason:
    """Look at the library once; the cursor is the version that was compared last."""
    version = role_library_db.version()
    if version == 0 or str(version) == context.cursor:
        return dg.SkipReason(f"Library version {version} was compared with the stored decisions before")
    library = role_library_db.library()
    connect = role_library_db.connect()
    impact = impact_of(connect, library, embedder.embedder())
    observed = dg.AssetObservation(
        "role_library",
        metadata={"library_version": library.version, "checked": impact.checked, "affected": len(impact.changes)},
        tags={DATA_VERSION_TAG: str(library.version)},
    )
    cursor = str(library.version)
    if not impact.changes:
        return dg.SensorResult(skip_reason=_why_none(impact), cursor=cursor, asset_events=[observed])
    run_ids = [change.run_id for change in impact.changes]
    requests = [
        dg.RunRequest(run_key=f"library-{library.version}-{first}", tags=range_tags(first, last))
        for first, last in claim_ranges(connect, context.instance, run_ids, BATCH_SIZE)
    ]
    context.log.info("%s: %d come out otherwise, %d runs over them", _checked(impact), len(run_ids), len(requests))
    return dg.SensorResult(run_requests=requests, cursor=cursor, asset_events=[observed])


def _why_none(impact: Impact) -> str:
    older = f"; {impact.unchecked} were scored by an earlier version of the program" if impact.unchecked else ""
    return f"{_checked(impact)}: all keep their case and role{older}"


def _checked(impact: Impact) -> str:
    return f"{impact.checked} stored decisions compared with library version {impact.library_version}"
