"""Everything that Dagster loads, assembled in one place."""

import dagster as dg

from jd_assets.defs import assets
from jd_assets.defs.automation import automation_sensor
from jd_assets.defs.checks.audit import audit
from jd_assets.defs.checks.tables import TABLE_CHECKS
from jd_assets.defs.io_managers.stage_table import StageTableIOManager
from jd_assets.defs.jobs import audit_stored, new_role_draft, process_postings, retire_partitions
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.defs.resources.llm import LlmResource
from jd_assets.defs.resources.role_library import RoleLibraryResource
from jd_assets.defs.schedules import frequent_retirement, nightly_audit
from jd_assets.defs.sensors.alerts import alert_sensor
from jd_assets.defs.sensors.drops import jd_drop_sensor
from jd_assets.defs.sensors.library_changes import library_change_sensor
from jd_assets.defs.sensors.llm_batches import llm_batch_sensor
from jd_assets.defs.sensors.new_roles import new_role_sensor
from jd_assets.defs.sensors.posting_table import posting_table_sensor
from jd_assets.defs.sensors.retries import retry_sensor

defs = dg.Definitions(
    # The links of the catalog into the code.
    assets=dg.with_source_code_references(dg.load_assets_from_package_module(assets, include_specs=True)),
    asset_checks=[*TABLE_CHECKS, audit],
    jobs=[process_postings, new_role_draft, audit_stored, retire_partitions],
    schedules=[nightly_audit, frequent_retirement],
    sensors=[
        jd_drop_sensor,
        posting_table_sensor,
        new_role_sensor,
        library_change_sensor,
        retry_sensor,
        llm_batch_sensor,
        alert_sensor,
        automation_sensor,
    ],
    resources={
        "llm": LlmResource(),
        "embedder": EmbedderResource(),
        "role_library_db": RoleLibraryResource(),
        "stage_table": StageTableIOManager(),
    },
    executor=dg.in_process_executor,
)
