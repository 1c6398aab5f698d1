"""No posting is left without a good record."""

from collections import Counter
from collections.abc import Sequence

import dagster as dg

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.run_record import RunRecord
from jd_assets.database.attempts import OpenPosting
from jd_assets.text.plain import plain

#: Postings that the check names; `jd-assets failed` has all.
SHOWN = 50

OPEN_CHECK = dg.AssetCheckSpec(
    name="every_posting_went_through",
    asset="run_record",
    description="No posting of this run failed, and none of an earlier one is undone: it asks of all that is stored, "
    "so that a good run does not hide a bad one before it. `jd-assets failed` lists them, `jd-assets retry` does them "
    "again.",
)


def open_check(batch: Batch[RunRecord], others: Sequence[OpenPosting]) -> dg.AssetCheckResult:
    """A warning that names the postings of the batch that failed, then those of other runs that are open."""
    rows = [_row(run_id, each.kind, each.stage, each.reason) for run_id, each in sorted(batch.failures.items())]
    rows += [
        _row(each.run_id, each.kind, each.stage, each.reason) for each in others if each.run_id not in batch.run_ids
    ]
    kinds = Counter(kind for _, kind, _ in rows)
    counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return dg.AssetCheckResult(
        check_name=OPEN_CHECK.name,
        passed=not rows,
        severity=dg.AssetCheckSeverity.WARN,
        description=counted or "every posting has its record",
        metadata={
            "open": len(rows),
            "failed_in_this_run": len(batch.failures),
            "first": "\n".join(" ".join(row) for row in rows[:SHOWN]),
        },
    )


def _row(run_id: str, kind: str, stage: str | None, reason: str | None) -> tuple[str, str, str]:
    return run_id, kind, plain(f"{stage or 'not begun'}: {reason or ''}")
