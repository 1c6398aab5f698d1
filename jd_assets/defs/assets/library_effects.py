"""`library_effects`: which postings a change of the library decides otherwise."""

import dagster as dg

from jd_assets.defs.asset_facts import LIBRARY
from jd_assets.defs.partitions import RUN_IDS

library_effects = dg.AssetSpec(
    "library_effects",
    deps=["role_library"],
    partitions_def=RUN_IDS,
    description="What changes of the library do to the postings that were decided before. After each change "
    "library_change_sensor decides all of them again; those with another case or role get an observation here, which "
    "makes their decision and their record stale until the runs that it requests did them again. A partition without "
    "one was never affected. `jd-assets library affected` says the same at once, without a daemon.",
    group_name="library",
    owners=[LIBRARY],
    tags={"domain": "job-postings", "tier": "internal", "pii": "none"},
    kinds={"postgres"},
)
