"""`jd-assets failed` and `jd-assets retry`: postings without a good record, and doing them again."""

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from jd_assets.cli.environment import prepare
from jd_assets.cli.terminal import wide_console
from jd_assets.database.attempts import OPEN_KINDS, OpenPosting
from jd_assets.database.connection import Connect, connector
from jd_assets.text.plain import plain

if TYPE_CHECKING:
    pass

#: Postings shown; --json has all.
SHOWN = 100
_KIND = click.Choice(list(OPEN_KINDS))
#: What doing it again may mend once the world is back or a setting was changed.
_MENDABLE = [kind for kind in OPEN_KINDS if kind != "permanent"]


@click.command()
@click.option("--kind", "kinds", multiple=True, type=_KIND, help="Only these; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a posting.")
def failed(kinds: tuple[str, ...], as_json: bool) -> None:
    """List postings that did not go through, the newest first, with stage, kind and reason.

    transient: the model or the database was away, or a call broke down. budget: a cap on costs. setting: a wrong
    setting, or a fault of the program. permanent: the posting's own fault. interrupted: its run was killed. waiting:
    taken in and never begun. The exit code is 1 where there are any.
    """
    found = [each for each in _open(connector(prepare())) if not kinds or each.kind in kinds]
    if as_json:
        for each in found:
            click.echo(json.dumps({**vars(each), "since": each.since.isoformat()}, ensure_ascii=False))
    else:
        _print(found)
    if found:
        sys.exit(1)


@click.command()
@click.option("--kind", "kinds", multiple=True, type=_KIND, help="Only these; default all but permanent.")
@click.option(
    "--engine", type=click.Choice(["rules", "openai", "auto"]), help="Engine that reads; openai where a key is set."
)
def retry(kinds: tuple[str, ...], engine: str | None) -> None:
    """Do again, at once, what did not go through and can now: all kinds but a posting's own faults."""
    connect = connector(prepare())
    from jd_assets.cli.process import process  # noqa: PLC0415 - Dagster takes more than a second

    wanted = [each.run_id for each in _open(connect) if each.kind in (kinds or _MENDABLE)]
    if not wanted:
        click.echo("Nothing to do again")
        return
    began = time.monotonic()
    process(wanted, engine)
    left = {each.run_id for each in _open(connect)} & set(wanted)
    click.echo(f"{len(wanted)} done again, {len(left)} of them failed, {time.monotonic() - began:.1f} s")
    if left:
        sys.exit(1)


def _open(connect: Connect) -> list[OpenPosting]:
    """Open postings that no run is at work on, once runs whose process is gone are ended."""
    import dagster as dg  # noqa: PLC0415

    from jd_assets.defs.open_postings import not_at_work  # noqa: PLC0415
    from jd_assets.defs.run_process import end_dead_runs  # noqa: PLC0415

    with dg.DagsterInstance.get() as instance:
        end_dead_runs(instance)
        return not_at_work(connect, instance)


def _print(found: Sequence[OpenPosting]) -> None:
    console = wide_console()
    for each in found[:SHOWN]:
        name = " · ".join(plain(part) for part in (each.title, each.company) if part) or plain(each.source_id)
        again = "" if each.kind == "permanent" else f", tried {each.attempts}x"
        console.print(f"{each.run_id[:8]}  {each.since:%m-%d %H:%M}  {each.kind}{again}  {name}", markup=False)
        where = f"{each.stage}: " if each.stage else ""
        told = {"interrupted": "its run was killed", "waiting": "taken in and never begun"}
        console.print(f"          {where}{plain(each.reason or told.get(each.kind, ''))}", markup=False)
    if len(found) > SHOWN:
        console.print(f"… and {len(found) - SHOWN} more: --json has all")
    kinds = Counter(each.kind for each in found)
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    console.print(f"{len(found)} open{f': {counts}' if counts else ''}")
