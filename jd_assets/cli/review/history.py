"""`jd-assets review history`: who changed the library, when, why, and every row before and after."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
from rich.console import Console

from jd_assets.cli.environment import prepare
from jd_assets.cli.terminal import safe
from jd_assets.database.connection import connector
from jd_assets.library.change_log import Change, ChangedRow, changed_rows, left_out_by, read_changes

#: Columns that say nothing of what a row is.
_UNTOLD = ("payload", "detail", "drafted_at", "created_at")

#: Rows of seed files that are listed; of more each table's are counted.
SHOWN = 50


@click.command()
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="Newest changes shown.")
def history(limit: int) -> None:
    """List the changes, newest first, with their rows before and after; of seed files also what was left out."""
    console = Console(width=None if Console().is_terminal else 160)
    with connector(prepare())() as connection:
        for change in read_changes(connection, limit):
            console.print(_head(change))
            rows = changed_rows(connection, change.change_id)
            for line in _counted(rows) if change.action == "load" and len(rows) > SHOWN else map(_line, rows):
                console.print(f"    {safe(line)}")
            for line in left_out_by(connection, change.change_id):
                console.print(f"    [yellow]![/] {safe(line)}")


def _head(change: Change) -> str:
    effect = f"  [red]undone by {change.undone_by}[/]" if change.undone_by else ""
    undoes = f" {change.undoes}" if change.undoes else ""
    who = f"{change.action}{undoes} by {change.actor}: {change.reason}"
    return (
        f"[bold]{change.change_id}[/] {change.made_at:%Y-%m-%d %H:%M}  {safe(who)}  "
        f"[dim]library {change.library_version}[/]{effect}"
    )


def _counted(rows: Sequence[ChangedRow]) -> Iterator[str]:
    """How many rows of each table came, went or are otherwise now."""
    signs = Counter((row.table, "+" if row.before is None else "-" if row.after is None else "~") for row in rows)
    return (f"{sign} {count} rows of {table}" for (table, sign), count in sorted(signs.items()))


def _line(row: ChangedRow) -> str:
    """The row that came or went, or what of it is another value now."""
    if row.before is None or row.after is None:
        return f"{'+' if row.before is None else '-'} {row.table} {_values(row.after or row.before or {})}"
    changed = [field for field in row.after if row.before.get(field) != row.after[field]]
    told = ", ".join(f"{field} {row.before.get(field)!r} → {row.after[field]!r}" for field in changed)
    return f"~ {row.table} {_values(row.key)}: {told}"


def _values(row: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{field}={value}" for field, value in row.items() if value not in (None, "") and field not in _UNTOLD
    )
