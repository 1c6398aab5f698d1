"""Every decided role exists in the library."""

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.library.snapshot import Library

ROLE_CHECK = dg.AssetCheckSpec(
    name="decided_roles_exist",
    asset="case_decision",
    description="Every decision names a role of the library by its id and slug, or proposes a new one, or rejects.",
    blocking=True,
)


def role_check(decisions: Batch[CaseDecision], library: Library) -> dg.AssetCheckResult:
    """Look every decided role up in the library."""
    wrong = []
    for run_id, payload in decisions.payloads.items():
        decision = payload.stage4_decision
        if decision.chosen_role:
            role = library.role_by_slug.get(decision.chosen_role.slug)
            if role is None or role.role_id != decision.chosen_role.role_id:
                wrong.append(f"{run_id}: {decision.chosen_role.slug}")
        elif decision.case != "R" and not decision.new_role_slug:
            wrong.append(f"{run_id}: no role, no proposal and not rejected")
    return dg.AssetCheckResult(
        check_name=ROLE_CHECK.name, passed=not wrong, metadata={"wrong": len(wrong), "first": "; ".join(wrong[:5])}
    )
