"""`jd-assets dev`: the Dagster UI and the console over the same data."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
import psutil

from jd_assets.cli.environment import prepare, set_environment
from jd_assets.cli.ports import require_free
from jd_assets.cli.stopping import SIGNALS
from jd_assets.settings import dagster_dir, pin_paths

#: Seconds in which a part that heard Ctrl-C itself has ended as a rule.
HEARD_SECONDS = 1.5
#: Seconds that a part may take to end before it is killed.
END_SECONDS = 30.0
#: Seconds that what they leave behind may take: a run ends after its statement, as cancelled or failed.
LEFT_SECONDS = 5.0
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
    _end_dead_runs()
    sys.exit(code)


def _end_dead_runs() -> None:
    """End what an earlier `dev` left as if it were at work, before the daemon counts it."""
    import dagster as dg  # noqa: PLC0415 - more than a second, which `--help` should not cost

    from jd_assets.defs.run_process import end_dead_runs  # noqa: PLC0415

    with dg.DagsterInstance.get() as instance:
        for run_id in end_dead_runs(instance):
            click.echo(f"{run_id} had no process left and was ended")


def together(commands: Sequence[Sequence[str]]) -> int:
    """Run commands side by side until one of them ends or a signal comes; then the others end too.

    Ctrl-C reaches them all by itself, as they are of one process group; other signals to this process are passed on,
    and an interrupt that came to this process alone as well.

    Returns:
        128 and the number of a signal, else the exit code of the command that ended first.
    """
    signals: list[int] = []
    for number in SIGNALS:
        signal.signal(number, lambda got, _: signals.append(got))
    parts = [subprocess.Popen(command) for command in commands]  # noqa: S603 - commands of this program
    while not signals and all(part.poll() is None for part in parts):
        time.sleep(0.2)
    code = 128 + signals[0] if signals else next(part.returncode or 1 for part in parts if part.poll() is not None)
    below = [
        child for part in parts if part.poll() is None for child in psutil.Process(part.pid).children(recursive=True)
    ]
    if signal.SIGINT in signals:
        _await(parts, HEARD_SECONDS)
    for part in parts:
        if part.poll() is None:
            part.terminate()
    _await(parts, END_SECONDS)
    for part in parts:
        part.kill()
        part.wait()
    _end(below)
    return code


def _await(parts: Sequence[subprocess.Popen[bytes]], seconds: float) -> None:
    """Wait until all have ended, and no longer than that."""
    deadline = time.monotonic() + seconds
    while any(part.poll() is None for part in parts) and time.monotonic() < deadline:
        time.sleep(0.05)


def _end(processes: Sequence[psutil.Process]) -> None:
    """End what the parts left behind: Dagster lets its code server and the processes of runs outlive it."""
    for stop in (psutil.Process.terminate, psutil.Process.kill):
        alive = [process for process in processes if process.is_running()]
        for process in alive:
            with suppress(psutil.NoSuchProcess):
                stop(process)
        psutil.wait_procs(alive, timeout=LEFT_SECONDS)
