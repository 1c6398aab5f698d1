"""`jd-assets refused`: what could not be made a posting and waits for somebody to mend it."""

import click
from rich.console import Console

from jd_assets.cli.environment import prepare
from jd_assets.cli.terminal import safe
from jd_assets.database.connection import connector
from jd_assets.failures import PermanentFailure
from jd_assets.ingest.refusals import dismiss as close
from jd_assets.ingest.refusals import open_refusals


@click.group(invoke_without_command=True)
@click.pass_context
def refused(context: click.Context) -> None:
    """List what is refused now, the newest first, with its reason."""
    if context.invoked_subcommand:
        return
    console = Console(width=None if Console().is_terminal else 160)
    found = open_refusals(connector(prepare()))
    for each in found:
        console.print(
            f"{each.refused_at:%Y-%m-%d %H:%M}  [bold]{safe(each.source)}[/]  {safe(each.source_id)}: "
            f"{safe(each.reason)}"
        )
    console.print(f"{len(found)} refused. What is mended and dropped again under the same name leaves this list.")


@refused.command()
@click.argument("source")
@click.argument("source_id", required=False)
def dismiss(source: str, source_id: str | None) -> None:
    """Take SOURCE, or its item SOURCE_ID, off the list: nobody will mend it. It stays known in jd.refused_input."""
    count = close(connector(prepare()), source, source_id)
    if not count:
        raise PermanentFailure(f"Nothing of {source} is refused now under that id: see `jd-assets refused`")
    click.echo(f"{count} dismissed")
