"""The audit as an asset check: asked every night of everything that is stored."""

from collections.abc import Iterator, Sequence

import dagster as dg

from jd_assets.audit.run import AuditOutcome
from jd_assets.audit.run import audit as run_audit
from jd_assets.defs.resources.role_library import RoleLibraryResource

AUDIT_CHECK = dg.AssetCheckSpec(
    name="audit",
    asset="run_record",
    description="Stages, records, library, proposals, centroids, evidence and costs agree with each other. As "
    "`jd-assets audit`; runs by the schedule nightly_audit, not with materialisations.",
)


@dg.multi_asset_check(name="run_record_audit", specs=[AUDIT_CHECK], can_subset=True)
def audit(
    context: dg.AssetCheckExecutionContext, role_library_db: RoleLibraryResource
) -> Iterator[dg.AssetCheckResult]:
    """Run the audit; a run that materialises skips it, because it asks of all postings and not of the run's."""
    if context.run.asset_selection:
        context.log.info("The audit is left to the schedule nightly_audit")
        return
    yield audit_result(run_audit(role_library_db.connect()))


def audit_result(outcomes: Sequence[AuditOutcome]) -> dg.AssetCheckResult:
    """What the check says: breaches of each check, and the first examples with what to do."""
    broken = [outcome for outcome in outcomes if outcome.count]
    text = "\n\n".join(
        f"**{outcome.check.name}** ({outcome.count}): {outcome.check.advice}\n\n"
        + "\n".join(f"- `{example}`" for example in outcome.examples)
        for outcome in broken
    )
    return dg.AssetCheckResult(
        check_name=AUDIT_CHECK.name,
        asset_key=AUDIT_CHECK.asset_key,
        passed=not any(outcome.is_breach for outcome in outcomes),
        description=", ".join(f"{outcome.check.name}: {outcome.count}" for outcome in broken) or "all in order",
        metadata={outcome.check.name: outcome.count for outcome in outcomes} | {"breaches": dg.MetadataValue.md(text)},
    )
