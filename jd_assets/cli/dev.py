"""`jd-assets dev`: the Dagster UI and the console over the same data."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from jd_assets.cli.environment import prepare, set_environment
from jd_assets.cli.parts import together
from jd_assets.cli.ports import require_free
from jd_assets.settings import dagster_dir, pin_paths

#: Seconds that the embedded Postgres may take to end before it is killed: with those of `parts` well under the 45 of
#: the systemd unit in docs/operations.md.
POSTGRES_SECONDS = 20
HOST = "127.0.0.1"


@click.command()
@click.option("--port", default=3000, show_default=True, help="Port of the Dagster UI on this machine.")
@click.option("--console-port", default=3001, show_default=True, help="Port of the console on this machine.")
def dev(port: int, console_port: int) -> None:
    """Open the Dagster UI with its daemon (assets, partitions, sensors, backfills) and the console beside it."""
    require_free(HOST, port, "--port")
    require_free(HOST, console_port, "--console-port")
    prepare()
    home = set_environment()
    _end_dead_runs()
    # `dg dev` supersedes it, but is part of a development package.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:Function `dev_command` is superseded")
    os.environ["JD_DAGSTER_URL"] = f"http://{HOST}:{port}"
    os.environ["JD_CONSOLE_URL"] = f"http://{HOST}:{console_port}"
    dagster = [str(Path(sys.executable).with_name("dagster")), "dev", "-w", str(dagster_dir() / "workspace.yaml")]
    # At INFO the backfill daemon prints every partition key at every turn: 229 MB of log for 100,000 partitions.
    dagster += ["-p", str(port), "--log-level", "warning"]
    console = [str(Path(sys.executable).with_name("jd-assets")), "console", "--port", str(console_port)]
    click.echo(f"Dagster UI: http://{HOST}:{port} (Ctrl-C ends it)")
    # From the clone it would warn that it does not read the dagster.yaml there, which is the one copied to its home.
    pin_paths()
    os.chdir(home)
    code = together([dagster, console])
    with suppress(Exception):  # the database away: the next command ends them
        _end_dead_runs()
    os.environ["PGCTLTIMEOUT"] = str(POSTGRES_SECONDS)
    sys.exit(code)


def _end_dead_runs() -> None:
    """End what an earlier `dev` left as if it were at work, before the daemon counts it."""
    import dagster as dg  # noqa: PLC0415 - more than a second, which `--help` should not cost

    from jd_assets.defs.run_process import end_dead_runs  # noqa: PLC0415

    with dg.DagsterInstance.get() as instance:
        for run_id in end_dead_runs(instance):
            click.echo(f"{run_id} had no process left and was ended")
