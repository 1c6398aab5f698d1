"""The command line, `jd-assets`: thin commands over `defs`, `review`, `library` and `ingest`.

A command parses its arguments, opens what it needs with `environment.prepare`, calls one function and prints.
Groups with several commands have folders (`library/`, `review/`). Start at `main` and `run`.
"""

import signal
import sys
from importlib import import_module

import click

from jd_assets.cli.stopping import Stopped, leave, raise_when_told
from jd_assets.database.without_gc import uncollected
from jd_assets.failures import JdAssetsError

#: Where each command lies. A module is imported when its command is asked for: all of them take a second and a half.
COMMANDS = {
    "run": "run",
    "drop": "drop",
    "refused": "refused",
    "failed": "failed",
    "retry": "failed",
    "batches": "batches",
    "retire": "retire",
    "recall": "retire",
    "find": "finding",
    "show": "show",
    "page": "show",
    "replay": "replay",
    "review": "review.group",
    "library": "library.group",
    "audit": "audit",
    "setup": "setup",
    "worker": "worker",
    "dev": "dev",
    "console": "console",
}


class _Commands(click.Group):
    """The commands of `COMMANDS`, in its order, and what was added to them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        with uncollected():
            found: click.Command = getattr(import_module(f"jd_assets.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jd_assets")
def commands() -> None:
    """Reads job descriptions, decides which role of a role library each one is, and says why."""


def main() -> None:
    """Run a command; an error that is meant for a person is one line, and the exit code 1."""
    raise_when_told()
    try:
        commands()
    except Stopped as stopped:
        click.echo(f"jd-assets: ended by {signal.Signals(stopped.number).name}", err=True)
        leave(stopped.number)
    except JdAssetsError as error:
        click.echo(f"jd-assets: {error}", err=True)
        sys.exit(1)
