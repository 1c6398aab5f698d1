"""What must hold between the tables, whatever runs have crashed: asked of the database after every run."""

import dagster as dg

from jd_assets.contracts import STAGES
from jd_assets.database.queries import sql
from jd_assets.resources.role_library import RoleLibraryResource


@dg.asset_check(
    asset="centroid_update",
    description="The n of every centroid is the number of its rows in the ledger.",
    blocking=True,
)
def centroid_n_is_ledger_count(role_library_db: RoleLibraryResource) -> dg.AssetCheckResult:
    """Count the ledger."""
    with role_library_db.connect()() as connection:
        wrong = connection.execute(sql("centroid_miscounted")).fetchall()
    return dg.AssetCheckResult(passed=not wrong, metadata={"miscounted": len(wrong), "first": str(wrong[:5])})


@dg.asset_check(
    asset="run_record",
    description="No stage has a row without its posting, and no posting that reached run_record lacks an earlier "
    "stage's row.",
    blocking=True,
)
def stage_rows_are_complete(role_library_db: RoleLibraryResource) -> dg.AssetCheckResult:
    """Compare the keys of the stage tables."""
    lost: dict[str, int] = {}
    with role_library_db.connect()() as connection:
        for stage in STAGES:
            row = connection.execute(sql("stage_rows_lost").format(stage=stage)).fetchone()
            lost[stage] = int(row[0]) if row else 0
    return dg.AssetCheckResult(passed=not any(lost.values()), metadata=dict(lost))


TABLE_CHECKS = [centroid_n_is_ledger_count, stage_rows_are_complete]
