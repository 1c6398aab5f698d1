"""Machines that share a backfill, as far as one machine can show: each has a host name, a data folder and settings.

A broker, a daemon that hands runs out, and Celery workers; what they have in common is the broker and one Postgres.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.execution.backfill import PartitionBackfill

from jd_assets.contracts import STAGES
from jd_assets.database.connection import Connect, connector
from jd_assets.definitions import defs
from jd_assets.defs.partitions import register
from jd_assets.defs.run_process import PID_TAG
from jd_assets.settings import project_root
from jd_assets_tests.cli.command_line import CommandLine, command_line

#: Seconds between two looks at what the machines do.
LOOK = 1.0
#: Seconds until the daemon has loaded what it runs, on a machine that has other things to do.
PATIENCE = 1_800.0
#: The code location is a server of its own, as in `deploy/docker/workspace.yaml`.
WORKSPACE = "load_from: [{{grpc_server: {{host: 127.0.0.1, port: {port}, location_name: jd_assets}}}}]\n"


@dataclass
class Machines:
    """A broker with what runs over it.

    Attributes:
        url: The database.
        folder: Where the machines keep their data.
        models_dir: Exports of the embedding model, which each would make by itself.
        broker: The queue.
        processes: Those at work, by the name of their machine.
    """

    url: str
    folder: Path
    models_dir: Path
    broker: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def connect(self) -> Connect:
        """Connections to the database."""
        return connector(self.url)

    def machine(self, name: str) -> CommandLine:
        """Settings of a machine with nothing on its disk but them."""
        place = self.folder / name
        home = place / "home"
        if not place.exists():
            home.mkdir(parents=True)
            shutil.copyfile(project_root() / "deploy/celery/dagster.yaml", home / "dagster.yaml")
            (place / "data").mkdir()
            command_line(self.url, place / "data", self.models_dir)
        own = {"DAGSTER_HOME": str(home), "JD_CELERY_BROKER": self.broker}
        paths = os.pathsep.join(path for path in sys.path if path)
        return CommandLine(self.url, place / "data", {**own, "JD_LLM_ENGINE": "rules", "PYTHONPATH": paths})

    def start(self, name: str, *command: str) -> None:
        """Let a machine work; its output goes to a file of its name."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*_host_of_its_own(name), sys.executable, *command],
                cwd=self.folder / name,
                env=self.machine(name).variables(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_worker(self, name: str) -> None:
        """As `jd-assets worker` on another machine."""
        self.machine(name)
        self.start(name, "-c", "from jd_assets.cli import main; main()", "worker", "--name", name)

    def kill(self, name: str) -> None:
        """End all processes of a machine as a power cut does."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End all that runs."""
        for name in list(self.processes):
            self.kill(name)

    def log(self, name: str) -> str:
        """The end of what a machine said."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")[-3_000:]

    def is_loaded(self) -> bool:
        """Whether the daemon has loaded the code location."""
        with self.instance() as instance:
            return bool(instance.all_instigator_state())

    @contextmanager
    def instance(self) -> Iterator[dg.DagsterInstance]:
        """Dagster as the daemon has it."""
        with self.machine("daemon").set(), dg.DagsterInstance.get() as made:
            yield made

    def await_(self, what: str, holds: Callable[[], bool], seconds: float) -> None:
        """Wait until something holds.

        Raises:
            AssertionError: It does not in that time.
        """
        deadline = time.monotonic() + seconds
        while not holds():
            ended = [name for name, process in self.processes.items() if process.poll() is not None]
            assert not ended, f"{ended[0]} ended: {self.log(ended[0])}"
            assert time.monotonic() < deadline, f"{what}: not in {seconds:.0f} s; the daemon said: {self.log('daemon')}"
            time.sleep(LOOK)


@contextmanager
def machines(url: str, folder: Path, models_dir: Path) -> Iterator[Machines]:
    """A broker, a code location and a daemon; all ends with the block."""
    port, code = _free_ports()
    made = Machines(url, folder, models_dir, f"redis://127.0.0.1:{port}/0")
    made.machine("broker")
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with (folder / "broker.log").open("ab") as log:
        made.processes["broker"] = subprocess.Popen(command, stdout=log, start_new_session=True)
    try:
        for name in ("code", "daemon"):
            made.machine(name)
        serve = ("-m", "dagster", "api", "grpc", "-h", "127.0.0.1", "-p", str(code), "-m", "jd_assets.definitions")
        made.start("code", *serve)
        workspace = folder / "workspace.yaml"
        workspace.write_text(WORKSPACE.format(port=code), encoding="utf-8")
        made.start("daemon", "-m", "dagster._daemon", "run", "-w", str(workspace), "--log-level", "warning")
        # A backfill over assets that the daemon has not loaded yet fails at once.
        made.await_("the daemon knows the sensors", made.is_loaded, PATIENCE)
        yield made
    finally:
        made.stop()


def backfill(instance: dg.DagsterInstance, run_ids: Sequence[str]) -> str:
    """Ask for all stages of these partitions, as the backfill dialog does; returns its id."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Function `AssetSelection.sources` is deprecated")
        made = PartitionBackfill.from_asset_partitions(
            backfill_id=uuid.uuid4().hex[:8],
            asset_graph=defs.resolve_asset_graph(),
            partition_names=list(run_ids),
            asset_selection=[dg.AssetKey(stage) for stage in STAGES],
            backfill_timestamp=datetime.now(UTC).timestamp(),
            tags={},
            dynamic_partitions_store=instance,
            all_partitions=False,
            title=None,
            description=None,
            run_config=None,
        )
    instance.add_backfill(made)
    return str(made.backfill_id)


def register_in_blocks(instance: dg.DagsterInstance, run_ids: Sequence[str], size: int) -> None:
    """Register run_ids with a key that nobody asks for after each block: a backfill makes a run of each."""
    for start in range(0, len(run_ids), size):
        register(instance, [*run_ids[start : start + size], f"gap {start}"])


def records(connect: Connect) -> int:
    """Postings that have a record."""
    with connect() as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM run_record").fetchall()
    return int(count)


def at_work(made: Machines) -> dict[str, str]:
    """The run that each machine executes now."""
    with made.instance() as instance:
        runs = instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED]))
    names = {process.pid: name for name, process in made.processes.items()}
    groups = {run.run_id: _group_of(int(run.tags.get(PID_TAG, 0))) for run in runs}
    return {names[group]: run_id for run_id, group in groups.items() if group in names}


def _group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid) if pid else None
    except ProcessLookupError:
        return None


def needs_a_broker() -> None:
    """Skip where there is nothing to share runs with."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed: apt-get install redis-server")
    pytest.importorskip(
        "dagster_celery", reason="the extra `celery` is not installed: pip install dagster-celery[redis]"
    )


def _free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def _host_of_its_own(name: str) -> list[str]:
    """The start of a command under which the host has another name, where we may do that."""
    if os.geteuid() or shutil.which("unshare") is None:
        return []
    return ["unshare", "--uts", "sh", "-c", f'hostname {name} && exec "$@"', "sh"]
