"""Runs commands side by side, and ends them with all that they began within a bounded time."""

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import click
import psutil

from jd_assets.cli.stopping import SIGNALS

#: Seconds in which a part that heard Ctrl-C itself has ended as a rule.
HEARD_SECONDS = 1.5
#: Seconds that the parts and their runs may take to end in good order. What takes longer is killed: nothing is lost by
#: it, the database takes back the statement at work, and runs without a process are ended afterwards.
END_SECONDS = 3.0
#: Seconds for what outlives the parts, as Dagster's code server does.
LEFT_SECONDS = 1.0
#: Seconds in which the system has taken away what was killed.
KILLED_SECONDS = 2.0
#: How Python starts a process that goes on with work of its parent, as Dagster's code server does for each run.
_RUN_ARGUMENT = "--multiprocessing-fork"
#: Variable that everything the parts begin inherits, so that it is found although its parent has ended meanwhile.
_MARK = "JD_PARTS"
#: The embedded server outlives the parts and goes down last, by itself, once nobody uses it.
_SERVER = "postgres"
#: Seconds between two looks; one reads what the system says of every process.
_LOOK = 0.1


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
    mark = uuid.uuid4().hex
    environment = os.environ | {_MARK: mark}
    parts = [subprocess.Popen(command, env=environment) for command in commands]  # noqa: S603 - of this program
    while not signals and all(part.poll() is None for part in parts):
        time.sleep(0.2)
    if signals:
        click.echo("Stopping; the next `jd-assets dev` or `jd-assets retry` does what runs at work leave", err=True)
    code = 128 + signals[0] if signals else next(part.returncode or 1 for part in parts if part.poll() is not None)
    _end(parts, mark, heard=signal.SIGINT in signals)
    return code


def _end(parts: Sequence[subprocess.Popen[bytes]], mark: str, *, heard: bool) -> None:
    """End the parts and their runs at once, then what they leave behind, and kill what does not end."""
    family = {part.pid: psutil.Process(part.pid) for part in parts if part.poll() is None}
    own = list(family.values())
    _look_for_more(family, mark)

    def ended() -> bool:
        _look_for_more(family, mark)
        return all(part.poll() is not None for part in parts)

    if heard:
        _wait(HEARD_SECONDS, ended)
    _each([*own, *_runs(family.values())], psutil.Process.terminate)
    _wait(END_SECONDS, ended)
    _each(family.values(), psutil.Process.terminate)
    _wait(LEFT_SECONDS, lambda: not _alive(family.values()))
    _look_for_more(family, mark)
    _each(family.values(), psutil.Process.kill)
    _wait(KILLED_SECONDS, lambda: not _alive(family.values()))
    for part in parts:
        part.poll()


def _look_for_more(family: dict[int, psutil.Process], mark: str) -> None:
    """Add what was begun since, be it by one that ended a moment later."""
    parents = {each.pid for each in _alive(family.values())}
    for process in psutil.process_iter():  # by their numbers, so that grandchildren mostly come after their parents
        with suppress(psutil.Error):
            if process.pid not in family and (process.ppid() in parents or _is_marked(process, mark)):
                family[process.pid] = process
                parents.add(process.pid)


def _is_marked(process: psutil.Process, mark: str) -> bool:
    return process.environ().get(_MARK) == mark and process.name() != _SERVER


def _runs(family: Iterable[psutil.Process]) -> list[psutil.Process]:
    """The processes of runs. Their code server would end by itself after them, and no signal tells them but ours."""
    runs = {}
    for each in family:
        with suppress(psutil.Error):
            if _RUN_ARGUMENT in each.cmdline():
                runs[each.pid] = each
    # What a run forks looks like it and ends with it.
    return [each for each in runs.values() if _parent(each) not in runs]


def _parent(process: psutil.Process) -> int | None:
    with suppress(psutil.Error):
        return process.ppid()
    return None


def _alive(family: Iterable[psutil.Process]) -> list[psutil.Process]:
    alive = []
    for each in family:
        with suppress(psutil.Error):
            if each.is_running() and each.status() != psutil.STATUS_ZOMBIE:
                alive.append(each)
    return alive


def _each(family: Iterable[psutil.Process], stop: Callable[[psutil.Process], None]) -> None:
    for each in _alive(family):
        with suppress(psutil.Error):
            stop(each)


def _wait(seconds: float, over: Callable[[], bool]) -> None:
    """Wait until it is over, and no longer than that."""
    deadline = time.monotonic() + seconds
    while not over() and time.monotonic() < deadline:
        time.sleep(_LOOK)
