"""`jd-assets show` and `jd-assets page`: one run, readably."""

import click
from rich.console import Console
from rich.table import Column, Table

from jd_assets.cli.environment import prepare
from jd_assets.cli.finding import one_run
from jd_assets.cli.outcomes import outcomes
from jd_assets.cli.terminal import safe
from jd_assets.contracts.case_decision import Stage4Decision
from jd_assets.contracts.run_record import RunRecord
from jd_assets.database.connection import connector
from jd_assets.database.stage_tables import existing
from jd_assets.failures import PermanentFailure
from jd_assets.scoring.combine import SIGNALS
from jd_assets.settings import console_url


@click.command()
@click.argument("run_id")
def show(run_id: str) -> None:
    """Print the decision of RUN_ID: the case, the role, why, and what it was made with.

    Any part of an id, a title, a company or a file that only one posting has will do.
    """
    connect = connector(prepare())
    run_id = one_run(connect, run_id)
    with connect() as connection:
        is_recorded = bool(existing(connection, "run_record", [run_id]))
    if not is_recorded:
        raise PermanentFailure(f"Run {run_id} has no record yet: see `jd-assets failed`, then `jd-assets retry`")
    outcome = next(outcomes(connect, [run_id]))
    console = Console()
    if outcome.record is None:
        reason = f"{outcome.failure.stage}: {outcome.failure.reason}" if outcome.failure else "unknown"
        console.print(f"[bold red]failed[/] {safe(reason)}")
        return
    _print_record(console, outcome.record)


@click.command()
@click.argument("run_id")
def page(run_id: str) -> None:
    """Write the run page of RUN_ID and print where it lies, and its address where the console runs.

    Any part of an id, a title, a company or a file that only one posting has will do.
    """
    from jd_assets.web.pages import write_page  # noqa: PLC0415
    from jd_assets.web.run_reading import read_run_page  # noqa: PLC0415

    connect = connector(prepare())
    run_id = one_run(connect, run_id)
    found = read_run_page(connect, run_id)
    if found is None:
        raise PermanentFailure(f"Run {run_id} has no posting to show")
    click.echo(write_page(found))
    if console := console_url():
        click.echo(f"{console}/runs/{run_id}")


def _print_record(console: Console, record: RunRecord) -> None:
    decision = record.extract_from_jd.stage4_decision
    role = decision.chosen_role
    name = f"{role.display_name} ({role.slug}, id {role.role_id})" if role else decision.new_role_slug or "rejected"
    console.print(f"[bold]case {decision.case}[/]  {safe(name)}  confidence {decision.confidence}")
    console.print(safe(decision.explanation or ""))
    console.print(safe(decision.reasoning))
    if decision.flip_point:
        console.print(f"[dim]turned by:[/] {safe(decision.flip_point)}")
    if decision.ranked_roles:
        console.print(_ranking(decision))
    skills = ", ".join(
        skill.skill_name + ("" if skill.is_primary else " (preferred)") + ("" if skill.skill_id else " (new)")
        for skill in record.extract_from_jd.final_skills
    )
    console.print(f"[bold]skills[/] {safe(skills or 'none')}")
    made = decision.versions
    console.print(f"[dim]library {made.library_version} · decision {made.decision} · {safe(made.embedder)}[/]")


def _ranking(decision: Stage4Decision) -> Table:
    # Nine columns on a terminal of 80: no lines, and three digits.
    names = [name.replace("_", "\n") for name in SIGNALS]
    table = Table(Column("role", overflow="fold"), "score", *names, box=None, padding=(0, 1, 0, 0))
    for ranked in decision.ranked_roles:
        parts = [f"{ranked.parts.get(name, 0.0):.3f}" for name in SIGNALS]
        table.add_row(ranked.slug, f"{ranked.score:.3f}", *parts)
    return table
