"""The command line, `jd-assets`: thin commands over `defs`, `review`, `library` and `ingest`.

A command parses its arguments, opens what it needs with `environment.prepare`, calls one function and prints.
Groups with several commands have folders (`library/`, `review/`). Start at `main` and `run`.
"""

import signal
import sys

import click

from jd_assets.cli.audit import audit
from jd_assets.cli.console import console
from jd_assets.cli.dev import dev
from jd_assets.cli.drop import drop
from jd_assets.cli.failed import failed, retry
from jd_assets.cli.finding import find
from jd_assets.cli.library.group import library
from jd_assets.cli.refused import refused
from jd_assets.cli.replay import replay
from jd_assets.cli.retire import recall, retire
from jd_assets.cli.review.group import review
from jd_assets.cli.run import run
from jd_assets.cli.setup import setup
from jd_assets.cli.show import page, show
from jd_assets.cli.stopping import Stopped, leave, raise_when_told
from jd_assets.cli.worker import worker
from jd_assets.failures import JdAssetsError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jd_assets")
def commands() -> None:
    """Reads job descriptions, decides which role of a role library each one is, and says why."""


for _command in (
    run,
    drop,
    refused,
    failed,
    retry,
    retire,
    recall,
    find,
    show,
    page,
    replay,
    review,
    library,
    audit,
    setup,
    worker,
    dev,
    console,
):
    commands.add_command(_command)


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
