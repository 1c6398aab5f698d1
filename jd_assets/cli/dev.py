"""`jd-assets dev`: the Dagster UI over the same data."""

import os
import sys
from pathlib import Path

import click

from jd_assets.cli.environment import prepare, set_environment
from jd_assets.settings import project_root


@click.command()
@click.option("--port", default=3000, show_default=True, help="Port of the UI on this machine.")
def dev(port: int) -> None:
    """Open the Dagster UI with its daemon: assets, partitions, sensors and backfills."""
    prepare()
    home = set_environment()
    # `dg dev` supersedes it, but is part of a development package.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:Function `dev_command` is superseded")
    root = project_root()
    command = [str(Path(sys.executable).with_name("dagster")), "dev", "-w", str(root / "workspace.yaml")]
    # At INFO the backfill daemon prints every partition key at every turn: 229 MB of log for 100,000 partitions.
    command += ["-p", str(port), "--log-level", "warning"]
    click.echo(f"Dagster UI: http://127.0.0.1:{port} (Ctrl-C ends it)")
    # From the clone it would warn that it does not read the dagster.yaml there, which is the one copied to its home.
    os.chdir(home)
    os.execv(command[0], command)  # noqa: S606 - replaces this process, so that Ctrl-C reaches Dagster alone
