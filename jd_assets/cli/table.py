"""The table that a run ends with."""

from rich.box import SIMPLE
from rich.table import Table

from jd_assets.cli.outcomes import Outcome, outcomes
from jd_assets.cli.terminal import safe, wide_console
from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.ingest.register import Intake
from jd_assets.settings import console_url, data_dir

#: Postings shown; a longer run ends with its counts.
SHOWN = 40
#: Columns of the table where it is piped; on a terminal it has the terminal's.
TABLE_COLUMNS = 80


def print_summary(connect: Connect, intake: Intake, done: int, seconds: float) -> int:
    """Print what became of an intake and return how many of it failed or were refused."""
    console = wide_console()
    names = {posting.run_id: posting.source_id for posting in intake.arrived}
    table = Table(header_style="bold", box=SIMPLE, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("run", no_wrap=True)
    table.add_column("posting", overflow="fold", max_width=32)
    table.add_column("case", no_wrap=True)
    table.add_column("role", overflow="fold")
    for head in ("sure", "skills", "new"):
        table.add_column(head, justify="right", no_wrap=True)
    for outcome in outcomes(connect, intake.run_ids[:SHOWN]):
        table.add_row(*(safe(cell) for cell in (outcome.run_id[:8], names[outcome.run_id], *_row(outcome))))
    if intake.arrived:
        console.print(table, width=None if console.is_terminal else TABLE_COLUMNS)
    for refused in intake.refused[:SHOWN]:
        console.print(f"[red]refused[/] {safe(refused.source_id)}: {safe(refused.reason)}")
    total = len(intake.arrived) + len(intake.refused)
    if len(intake.run_ids) > SHOWN:
        console.print(f"… and {len(intake.run_ids) - SHOWN} more: add --export FILE to have them all")
    with connect() as connection:
        cases: dict[str, int] = dict(connection.execute(sql("run_cases"), {"run_ids": intake.run_ids}).fetchall())
    shown = ", ".join(f"{case} {count}" for case, count in sorted(cases.items()))
    repeats = len(intake.arrived) - len(intake.run_ids)
    console.print(
        f"{total} postings ({shown or 'none'}; {len(intake.refused)} refused, {repeats} repeats): "
        f"{done} processed, {len(intake.run_ids) - done} up to date, {seconds:.1f} s. "
        f"{_pages()}"
    )
    return int(cases.get("failed", 0)) + len(intake.refused)


def _pages() -> str:
    """Where pages are: at the console where one runs, else in files."""
    if console := console_url():
        return f"Pages: {console}/runs"
    return f"`jd-assets show RUN`, `jd-assets page RUN`; pages of small runs lie in {data_dir() / 'run_pages'}"


def _row(outcome: Outcome) -> tuple[str, ...]:
    if outcome.record is None:
        reason = f"{outcome.failure.stage}: {outcome.failure.reason}" if outcome.failure else "no record"
        return ("failed", reason, "", "", "")
    record = outcome.record
    decision = record.extract_from_jd.stage4_decision
    if decision.chosen_role:
        role = decision.chosen_role.slug + (f" · {decision.sub_role}" if decision.sub_role else "")
    elif decision.case == "R":
        role = record.extract_from_jd.rejection_reason or ""
    else:
        role = f"new: {decision.new_role_slug}"
    return (
        decision.case,
        role,
        f"{decision.confidence:.2f}",
        str(len(record.extract_from_jd.final_skills)),
        str(len(record.final_role_output.persistence.items)),
    )
