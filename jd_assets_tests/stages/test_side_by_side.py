"""Work that several processes share gives what one process gives, and ends when it is told to."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from jd_assets.contracts.base import Evidence
from jd_assets.failures import PermanentFailure
from jd_assets.stages.side_by_side import LEAST, side_by_side, timed

MANY = list(range(2 * LEAST))


@pytest.fixture(autouse=True)
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JD_PROCESSES", "2")


def test_results_come_in_the_order_of_the_items() -> None:
    assert side_by_side(lambda item: item * item, MANY) == [item * item for item in MANY]


def test_the_work_is_shared(tmp_path: Path) -> None:
    def work(_: int) -> int:
        (tmp_path / str(os.getpid())).touch()
        _until(lambda: len(list(tmp_path.iterdir())) == 2)  # none goes on before the other is at work
        return os.getpid()

    assert len(set(side_by_side(work, MANY)) - {os.getpid()}) == 2


def test_processes_are_renewed_after_so_many_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jd_assets.stages.side_by_side.RENEWED", LEAST)
    found = side_by_side(lambda item: (item, os.getpid()), MANY)
    assert [item for item, _ in found] == MANY
    assert not {pid for _, pid in found[:LEAST]} & {pid for _, pid in found[LEAST:]}


@pytest.mark.parametrize(("count", "allowed"), [(LEAST - 1, "2"), (2 * LEAST, "1")])
def test_few_items_or_one_process_stay_in_this_one(monkeypatch: pytest.MonkeyPatch, count: int, allowed: str) -> None:
    monkeypatch.setenv("JD_PROCESSES", allowed)
    assert set(side_by_side(lambda _: os.getpid(), MANY[:count])) == {os.getpid()}


def test_a_process_that_may_have_no_children_does_the_work_itself() -> None:
    context = multiprocessing.get_context("fork")
    found = context.SimpleQueue()
    celery = context.Process(target=lambda: found.put(set(side_by_side(lambda _: os.getpid(), MANY))), daemon=True)
    celery.start()
    celery.join()
    assert celery.exitcode == 0
    assert found.get() == {celery.pid}


def test_payloads_come_back_as_they_were_made() -> None:
    def quoted(item: int) -> Evidence:
        return Evidence.of(f"Köln \x00 {item}", 0, 6)

    assert side_by_side(quoted, MANY) == [quoted(item) for item in MANY]


def test_errors_are_results_like_others() -> None:
    found = side_by_side(lambda item: PermanentFailure(f"no {item}") if item == 3 else item, MANY)
    assert str(found[3]) == "no 3"
    assert found[4:] == MANY[4:]


@pytest.mark.parametrize("allowed", ["1", "2"])
def test_each_item_is_timed_where_somebody_asks(monkeypatch: pytest.MonkeyPatch, allowed: str) -> None:
    monkeypatch.setenv("JD_PROCESSES", allowed)
    with timed() as taken:
        side_by_side(lambda item: time.sleep(0.01) if item == LEAST else None, MANY)
    side_by_side(lambda item: item, MANY)
    assert len(taken) == len(MANY)
    assert max(taken) >= 0.01


def test_what_is_raised_comes_out() -> None:
    def work(item: int) -> int:
        if item == LEAST:
            raise PermanentFailure("this one")
        return item

    with pytest.raises(PermanentFailure, match="this one"):
        side_by_side(work, MANY)


def test_the_work_goes_on_here_where_a_process_of_it_was_killed() -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if item == LEAST and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert side_by_side(work, MANY) == MANY


def test_no_process_outlives_the_one_that_forked_it(tmp_path: Path) -> None:
    script = (
        "import os, time\n"
        "from jd_assets.stages.side_by_side import side_by_side\n"
        "def work(item):\n"
        f"    open(f'{tmp_path}/{{os.getpid()}}', 'w').close()\n"
        "    time.sleep(60)\n"
        "side_by_side(work, list(range(100)))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "JD_PROCESSES": "2"})
    _until(lambda: len(list(tmp_path.iterdir())) == 2)
    parent.kill()
    parent.wait()
    _until(lambda: not any(psutil.pid_exists(int(file.name)) and _runs(int(file.name)) for file in tmp_path.iterdir()))


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    last = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < last, "it never came to be"
        time.sleep(0.05)
