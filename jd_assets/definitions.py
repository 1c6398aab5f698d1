"""Everything that Dagster loads, assembled in one place."""

import warnings

import dagster as dg

# `backfill_policy` and `multi_observable_source_asset` are in beta in Dagster 1.13: one notice for each asset in each
# process says nothing new.
warnings.filterwarnings(
    "ignore", category=dg.BetaWarning, message=".*(backfill_policy|multi_observable_source_asset).*"
)

from jd_assets.assets.case_decision import case_decision  # noqa: E402 - after the filter
from jd_assets.assets.centroid_update import centroid_update  # noqa: E402
from jd_assets.assets.enrichment import enrichment  # noqa: E402
from jd_assets.assets.nano_parse import nano_parse  # noqa: E402
from jd_assets.assets.persistence import persistence  # noqa: E402
from jd_assets.assets.posting import posting  # noqa: E402
from jd_assets.assets.role_draft import role_draft  # noqa: E402
from jd_assets.assets.role_library import role_library  # noqa: E402
from jd_assets.assets.role_scoring import role_scoring  # noqa: E402
from jd_assets.assets.run_record import run_record  # noqa: E402
from jd_assets.assets.skill_extraction import skill_extraction  # noqa: E402
from jd_assets.checks.audit import audit  # noqa: E402
from jd_assets.checks.tables import TABLE_CHECKS  # noqa: E402
from jd_assets.io_managers.stage_table import StageTableIOManager  # noqa: E402
from jd_assets.jobs import audit_stored, new_role_draft, process_postings  # noqa: E402
from jd_assets.resources.embedder import EmbedderResource  # noqa: E402
from jd_assets.resources.llm import LlmResource  # noqa: E402
from jd_assets.resources.role_library import RoleLibraryResource  # noqa: E402
from jd_assets.schedules import nightly_audit  # noqa: E402
from jd_assets.sensors.drops import jd_drop_sensor  # noqa: E402
from jd_assets.sensors.library_changes import library_change_sensor  # noqa: E402
from jd_assets.sensors.new_roles import new_role_sensor  # noqa: E402

defs = dg.Definitions(
    assets=[
        posting,
        nano_parse,
        skill_extraction,
        role_scoring,
        case_decision,
        enrichment,
        persistence,
        centroid_update,
        run_record,
        role_library,
        role_draft,
    ],
    asset_checks=[*TABLE_CHECKS, audit],
    jobs=[process_postings, new_role_draft, audit_stored],
    schedules=[nightly_audit],
    sensors=[jd_drop_sensor, new_role_sensor, library_change_sensor],
    resources={
        "llm": LlmResource(),
        "embedder": EmbedderResource(),
        "role_library_db": RoleLibraryResource(),
        "stage_table": StageTableIOManager(),
    },
    executor=dg.in_process_executor,
)
