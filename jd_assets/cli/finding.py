"""`jd-assets find`, and the run that a part of an id, a title or a source id means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import click
from psycopg.rows import class_row
from rich.table import Table

from jd_assets.cli.environment import prepare
from jd_assets.cli.terminal import safe, wide_console
from jd_assets.database.connection import Connect, connector
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure

#: Postings that a search shows, and candidates that an ambiguous name lists.
SHOWN, CANDIDATES = 50, 5


@dataclass(frozen=True)
class FoundPosting:
    """A posting that a text means.

    Attributes:
        run_id: Its id.
        title: As given with it, else as the parser read it.
        company: As given with it, else as the parser read it.
        source: The file or feed it came in.
        source_id: Its id there.
        taken_in: When it was stored.
        case: Of its decision; `failed` or `undone` where it has none.
        role: The decided role.
        rank: 0 for an id, 1 for a source id, 2 for a part of anything.
    """

    run_id: str
    title: str | None
    company: str | None
    source: str
    source_id: str
    taken_in: datetime
    case: str
    role: str | None
    rank: int


@click.command()
@click.argument("text")
@click.option("--limit", default=SHOWN, show_default=True, type=click.IntRange(1, 10_000), help="Postings shown.")
def find(text: str, limit: int) -> None:
    """Find postings by TEXT: part of a title, company, source id, file or run id, or a day such as 2026-11-29."""
    found = search(connector(prepare()), text, limit + 1)
    table = Table("run", "posting", "case", "role", "taken in", header_style="bold", box=None, pad_edge=False)
    for each in found[:limit]:
        name = " · ".join(part for part in (each.title, each.company) if part) or each.source_id
        table.add_row(each.run_id[:8], safe(name), each.case, safe(each.role or ""), f"{each.taken_in:%Y-%m-%d}")
    console = wide_console()
    if found:
        console.print(table)
    more = f"; more than {limit}: --limit, or more of the text" if len(found) > limit else ""
    console.print(f"{min(len(found), limit)} found{more}")
    if not found:
        raise PermanentFailure(f"Nothing stored has {text!r} in its title, company, source id, file, day or run id")


def search(connect: Connect, text: str, limit: int) -> list[FoundPosting]:
    """Postings that a text means, the surest first, then the newest."""
    literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    given = {"text": text.strip(), "part": f"%{literal.strip()}%", "prefix": f"{literal.strip().lower()}%"}
    with connect() as connection, connection.cursor(row_factory=class_row(FoundPosting)) as cursor:
        return cursor.execute(sql("posting_find"), {**given, "limit": limit}).fetchall()


def one_run(connect: Connect, text: str) -> str:
    """The run_id of the one posting that a text means.

    Raises:
        PermanentFailure: None has it, or several have.
    """
    found = search(connect, text, CANDIDATES + 1)
    surest = [each for each in found if each.rank == found[0].rank]
    if not surest:
        raise PermanentFailure(f"There is no run {text}; `jd-assets find TEXT` looks for titles, companies and files")
    if len(surest) > 1:
        raise PermanentFailure(f"{text} may be {_listed(surest)}: give more of one of them")
    return surest[0].run_id


def _listed(found: Sequence[FoundPosting]) -> str:
    names = [f"{each.run_id[:13]} ({each.title or each.source_id})" for each in found[:CANDIDATES]]
    return ", ".join(names) + (" or others" if len(found) > CANDIDATES else "")
