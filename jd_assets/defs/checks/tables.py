"""What must hold between the tables after every run; what past runs left behind is for the audit."""

from collections.abc import Collection

import dagster as dg

from jd_assets.contracts import STAGES
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import existing
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.library.centroids.ledger_audit import miscounted

RECORD_CHECK = dg.AssetCheckSpec(
    name="stage_rows_are_complete",
    asset="run_record",
    description="Every posting of the run that gets a record has a row in each earlier stage's table.",
    blocking=True,
)


@dg.asset_check(
    asset="centroid_update",
    description="The n of every centroid is the number of its rows in the ledger that count.",
    blocking=True,
)
def centroid_n_is_ledger_count(role_library_db: RoleLibraryResource) -> dg.AssetCheckResult:
    """Count the ledger."""
    with role_library_db.connect()() as connection:
        wrong = miscounted(connection)
    return dg.AssetCheckResult(passed=not wrong, metadata={"miscounted": len(wrong), "first": str(wrong[:5])})


def record_check(connect: Connect, run_ids: Collection[str]) -> dg.AssetCheckResult:
    """Look the postings of a run up in the stage tables; those of other runs are none of its business."""
    earlier = [stage for stage in STAGES if stage != RECORD_CHECK.asset_key.path[-1]]
    with connect() as connection:
        missing = {stage: sorted(set(run_ids) - existing(connection, stage, run_ids)) for stage in earlier}
    return dg.AssetCheckResult(
        check_name=RECORD_CHECK.name,
        passed=not any(missing.values()),
        metadata={stage: len(keys) for stage, keys in missing.items()}
        | {"first": "; ".join(f"{stage}: {keys[0]}" for stage, keys in missing.items() if keys)},
    )


TABLE_CHECKS = [centroid_n_is_ledger_count]
