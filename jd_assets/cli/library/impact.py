"""Prints which stored decisions a library would make otherwise."""

from collections import Counter
from collections.abc import Sequence

import click

from jd_assets.contracts.case_decision import Case
from jd_assets.impact.compare import DecisionChange, Impact

#: Decisions listed.
SHOWN = 40


def print_impact(impact: Impact, head: str, shown: int = SHOWN) -> None:
    """Print counts, then the decisions before and after.

    Args:
        impact: What changes.
        head: What is said of the changed ones: "would come out otherwise with library version 3".
        shown: How many decisions are listed.
    """
    click.echo(f"{len(impact.changes)} of {impact.checked} stored decisions {head} ({impact.seconds:.1f} s)")
    if impact.unchecked:
        click.echo(f"{impact.unchecked} were scored by an earlier version of the program: run them again to compare")
    for transition, count in Counter(map(_transition, impact.changes)).most_common() if impact.changes else ():
        click.echo(f"{count:>6}  {transition}")
    _print_decisions(impact.changes[:shown])
    if len(impact.changes) > shown:
        click.echo(f"… and {len(impact.changes) - shown} more")


def _print_decisions(changes: Sequence[DecisionChange]) -> None:
    for change in changes:
        click.echo(f"{change.run_id}  {_transition(change)}  ({change.title})")


def _transition(change: DecisionChange) -> str:
    return f"{_outcome(change.case_before, change.role_before)} → {_outcome(change.case_after, change.role_after)}"


def _outcome(case: Case, role: str | None) -> str:
    return f"{case} {role or 'no role'}"
