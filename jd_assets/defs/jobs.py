"""The jobs: postings through the whole graph, drafts of new roles, and the audit."""

import dagster as dg

from jd_assets.contracts import STAGES
from jd_assets.defs.checks.audit import AUDIT_CHECK

AUDIT = dg.AssetSelection.checks(AUDIT_CHECK.key)

process_postings = dg.define_asset_job(
    "process_postings",
    selection=dg.AssetSelection.assets(*STAGES) - AUDIT,
    description="Takes all partitions of a run through every stage at once.",
    # Steps of one run share their process: the library's matrices and the embedder are loaded once, where a process a
    # step would pay 2 to 3.5 s each.
    executor_def=dg.in_process_executor,
)

new_role_draft = dg.define_asset_job(
    "new_role_draft",
    selection=dg.AssetSelection.assets("role_draft"),
    description="Drafts a role from every cluster of proposals that enough distinct employers back; drafts stay "
    "pending until an admin approves them.",
    executor_def=dg.in_process_executor,
)

audit_stored = dg.define_asset_job(
    "audit",
    selection=AUDIT,
    description="Checks all that is stored against itself and changes nothing.",
    executor_def=dg.in_process_executor,
)
