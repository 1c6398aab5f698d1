"""All of Dagster: assets, checks, sensors, schedules, jobs, resources and the I/O manager.

Each asset calls one function of `jd_assets.stages`; no rule about postings, roles or skills stands here.
Start at `stage_asset` (what all stage assets share) and `assets/`; `jd_assets.definitions` puts everything together.
Only `definitions` and the command line import this package.
"""

import warnings

import dagster as dg

# These are in beta in Dagster 1.13: one notice for each asset in each process says nothing new.
_BETA = "backfill_policy|multi_observable_source_asset|with_source_code_references|CodeReference"
warnings.filterwarnings("ignore", category=dg.BetaWarning, message=f".*({_BETA}).*")
