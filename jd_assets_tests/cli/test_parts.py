"""Commands that run side by side end together, with all that they began, and at the latest after a while."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from jd_assets.cli import parts
from jd_assets.cli.parts import together
from jd_assets.cli.stopping import SIGNALS

#: Arguments: a folder for its files, and what it does with SIGTERM.
PROGRAM = """
import os, pathlib, signal, subprocess, sys, time
folder, manner = pathlib.Path(sys.argv[1]), sys.argv[2]

def told(*_):
    (folder / f"told_{manner}").touch()
    sys.exit()

def begin(other, *arguments):
    return subprocess.Popen([sys.executable, "-c", open(folder / "program").read(), folder, other, *arguments])

def one_more(*_):
    begin("deaf")
    while not (folder / "began_deaf").exists():
        time.sleep(0.02)
    sys.exit()

manners = {"deaf": signal.SIG_IGN, "waits_for_its_run": signal.SIG_IGN, "has_deaf_child": told, "begins": one_more}
signal.signal(signal.SIGTERM, manners.get(manner, told))
if manner == "has_deaf_child":
    begin("deaf")
run = begin("run", "--multiprocessing-fork") if manner == "waits_for_its_run" else None
(folder / f"{os.getpid()}.pid").touch()
(folder / f"began_{manner}").touch()
if run:
    run.wait()
    (folder / "run_ended").touch()
else:
    time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for programs; the handlers of signals are afterwards what they were."""
    (tmp_path / "program").write_text(PROGRAM)
    before = {each: signal.getsignal(each) for each in SIGNALS}
    yield tmp_path
    for each, handler in before.items():
        signal.signal(each, handler)


def command(folder: Path, manner: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM, str(folder), manner]


def send(number: int, folder: Path, *began: str) -> None:
    """Send this process a signal, once these have begun."""

    def tell() -> None:
        while not all((folder / f"began_{each}").exists() for each in began):
            time.sleep(0.02)
        os.kill(os.getpid(), number)

    threading.Thread(target=tell, daemon=True).start()


def left(folder: Path) -> list[int]:
    """The programs that are still there."""
    pids = [int(file.stem) for file in folder.glob("*.pid")]
    assert pids
    return [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]


def test_when_one_part_ends_the_others_end_with_it(folder: Path) -> None:
    assert together([command(folder, "obeys"), [sys.executable, "-c", "raise SystemExit(3)"]]) == 3


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_to_the_command_alone_is_told_to_its_parts(folder: Path, number: int, code: int) -> None:
    send(number, folder, "obeys")
    assert together([command(folder, "obeys")]) == code
    assert (folder / "told_obeys").exists()
    assert not left(folder)


def test_a_run_is_told_while_its_part_waits_for_it(folder: Path) -> None:
    send(signal.SIGTERM, folder, "waits_for_its_run", "run")
    assert together([command(folder, "waits_for_its_run")]) == 143
    assert (folder / "told_run").exists()
    assert (folder / "run_ended").exists()


def test_what_does_not_end_is_killed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "END_SECONDS", 0.5)
    monkeypatch.setattr(parts, "LEFT_SECONDS", 0.5)
    send(signal.SIGTERM, folder, "deaf")
    assert together([command(folder, "deaf")]) == 143
    assert not left(folder)


@pytest.mark.parametrize("manner", ["has_deaf_child", "begins"])
def test_what_a_part_leaves_behind_is_killed(folder: Path, manner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "END_SECONDS", 60.0)
    monkeypatch.setattr(parts, "LEFT_SECONDS", 0.5)
    began = [manner, "deaf"] if manner == "has_deaf_child" else [manner]
    send(signal.SIGTERM, folder, *began)
    assert together([command(folder, manner)]) == 143
    assert (folder / "began_deaf").exists()
    assert not left(folder)
