"""A history is shared out among processes: each does its part, and what ends one of them is told."""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import dagster as dg
import pytest

from jd_assets.cli.progress import PROGRESS_LOGGER
from jd_assets.cli.shares import share_out
from jd_assets.failures import JdAssetsError, PermanentFailure, TransientFailure
from jd_assets_tests.cli.command_line import CommandLine, command_line

BACKEND = "Backend Engineer\n\nRequirements:\n- 5+ years of Python and PostgreSQL\n\nResponsibilities:\n- Design APIs"

PARTS = [["a", "b"], ["c"]]
#: `jd-assets` that shares out from two postings on.
PROGRAM = """
import sys
import jd_assets.cli.process
from jd_assets.cli import main
jd_assets.cli.process.LEAST_SHARE = 1
main()
"""


def shared_out(work: object) -> None:
    share_out(work, PARTS, contextlib.nullcontext())  # type: ignore[arg-type]


def test_each_part_is_done_by_a_process_of_its_own(tmp_path: Path) -> None:
    def work(part: Sequence[str]) -> None:
        (tmp_path / "".join(part)).write_text(f"{os.getpid()} {os.environ['JD_PROCESSES']}", encoding="utf-8")

    shared_out(work)
    told = {file.name: file.read_text(encoding="utf-8").split() for file in tmp_path.iterdir()}
    assert set(told) == {"ab", "c"}
    assert len({pid for pid, _ in told.values()} | {str(os.getpid())}) == 3
    assert {alone for _, alone in told.values()} == {"1"}


def test_their_lines_of_progress_are_logged_by_the_process_that_shares_out(caplog: pytest.LogCaptureFixture) -> None:
    def work(part: Sequence[str]) -> None:
        logging.getLogger(f"{PROGRESS_LOGGER}.embedding").warning("%d of them", len(part))

    with caplog.at_level(logging.INFO, PROGRESS_LOGGER):
        shared_out(work)
    assert sorted(caplog.messages) == ["1 of them", "2 of them"]


@pytest.mark.parametrize("kind", [PermanentFailure, TransientFailure])
def test_a_part_that_fails_leaves_the_others_at_theirs(tmp_path: Path, kind: type[JdAssetsError]) -> None:
    def work(part: Sequence[str]) -> None:
        if part == ["c"]:
            raise kind("no room for c")
        (tmp_path / "done").touch()

    with pytest.raises(kind, match="no room for c"):
        shared_out(work)
    assert (tmp_path / "done").exists()


def test_failures_of_several_parts_are_told_in_one() -> None:
    def work(part: Sequence[str]) -> None:
        raise TransientFailure(f"no room for {part[0]}")

    with pytest.raises(TransientFailure, match="no room for a; no room for c"):
        shared_out(work)


def test_a_process_that_is_killed_is_told_with_what_waits() -> None:
    def work(part: Sequence[str]) -> None:
        if part == ["a", "b"]:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(TransientFailure, match=r"at work on 2 postings ended with code -9.*jd-assets retry"):
        shared_out(work)


@pytest.fixture(scope="module")
def jd_assets(graph_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    made = command_line(graph_url, tmp_path_factory.mktemp("data"), models_dir, JD_PROCESSES="2")
    made("setup")
    return made


@pytest.fixture
def drop(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A file of postings that no other test has, enough that a run is at work when a signal comes."""
    lines = [json.dumps({"id": f"{request.node.name} {number}", "text": BACKEND}) for number in range(24)]
    file = tmp_path / "drop.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@contextlib.contextmanager
def at_work(jd_assets: CommandLine, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=jd_assets.variables()) as process:
        yield process


def test_a_command_over_many_postings_makes_a_run_for_each_process(jd_assets: CommandLine, drop: Path) -> None:
    before = runs(jd_assets, dg.DagsterRunStatus.SUCCESS)
    with at_work(jd_assets, "run", drop) as process:
        said, errors = process.communicate()
    assert process.returncode == 0, errors
    assert "24 processed, 0 up to date" in said
    assert runs(jd_assets, dg.DagsterRunStatus.SUCCESS) - before == 2


def test_a_command_that_is_told_to_stop_leaves_no_run_at_work_and_the_next_one_goes_on(
    jd_assets: CommandLine, drop: Path
) -> None:
    with at_work(jd_assets, "run", drop) as process:
        until(lambda: runs(jd_assets, dg.DagsterRunStatus.STARTED) == 2)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate()
    assert process.returncode == 128 + signal.SIGTERM, said
    assert said.count("Stopping after the statement at work") == 1
    assert "Traceback" not in said
    assert runs(jd_assets, dg.DagsterRunStatus.STARTED) == 0
    jd_assets("run", drop)
    assert "0 processed, 24 up to date" in jd_assets("run", drop).output


def runs(jd_assets: CommandLine, status: dg.DagsterRunStatus) -> int:
    with jd_assets.set(), dg.DagsterInstance.get() as instance:
        return instance.get_runs_count(dg.RunsFilter(statuses=[status]))


def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to that within half a minute")
