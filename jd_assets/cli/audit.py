"""`jd-assets audit`: whether what is stored agrees with itself."""

import json
import sys
import time
from collections.abc import Sequence

import click

from jd_assets.audit.run import AuditOutcome
from jd_assets.audit.run import audit as run_audit
from jd_assets.cli.environment import prepare
from jd_assets.database.connection import connector
from jd_assets.library.centroids import ledger_audit
from jd_assets.proposals.write import recount_spellings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with every check.")
@click.option(
    "--recount",
    is_flag=True,
    help="First make groups of reposts, who counts, centroids, and what proposals are called anew.",
)
def audit(as_json: bool, recount: bool) -> None:
    """Check stages, records, library, proposals, centroids, evidence and costs against each other.

    Nothing is changed without --recount. A breach is shown with its first examples and what to do; the exit code is
    then 1. Runs that are at work meanwhile may show as breaches of `records` and `failures`.
    """
    connect = connector(prepare())
    if recount:
        ledger_audit.recount(connect)
        recount_spellings(connect)
    began = time.monotonic()
    outcomes = run_audit(connect)
    seconds = time.monotonic() - began
    click.echo(_json(outcomes) if as_json else _text(outcomes, seconds))
    if any(outcome.is_breach for outcome in outcomes):
        sys.exit(1)


def _json(outcomes: Sequence[AuditOutcome]) -> str:
    checks = [
        {"name": outcome.check.name, "holds": outcome.check.holds, "count": outcome.count}
        | ({"note": True} if outcome.check.is_note else {})
        | ({"examples": outcome.examples, "advice": outcome.check.advice} if outcome.count else {})
        for outcome in outcomes
    ]
    return json.dumps(
        {"sound": not any(outcome.is_breach for outcome in outcomes), "checks": checks}, ensure_ascii=False
    )


def _text(outcomes: Sequence[AuditOutcome], seconds: float) -> str:
    lines = []
    for outcome in outcomes:
        lines.append(f"{outcome.count or 'ok':>6}  {outcome.check.name}: {outcome.check.holds}")
        if outcome.count:
            lines += [f"          {example}" for example in outcome.examples]
            lines.append(f"        → {outcome.check.advice}")
    broken = sum(outcome.is_breach for outcome in outcomes)
    lines.append(f"{len(outcomes)} checks, {broken} broken, {seconds:.1f} s")
    return "\n".join(lines)
