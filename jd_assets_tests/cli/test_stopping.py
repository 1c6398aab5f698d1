"""A command that is told to stop says so, ends at once with the signal's code, and leaves no run at work."""

import signal
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from jd_assets_tests.cli.command_line import CommandLine, command_line

#: `jd-assets retry` in which the work is a wait that no signal reaches but ours.
PROGRAM = """
import sys, time
import dagster as dg
from jd_assets.cli import main
from jd_assets.cli.environment import prepare
from jd_assets.cli.stopping import stoppable
from jd_assets.cli import commands
from jd_assets.defs.run_process import process_tags

@commands.command("wait")
def wait():
    prepare()
    def work():
        with dg.DagsterInstance.get() as instance:
            from dagster._core.test_utils import create_run_for_test
            create_run_for_test(instance, tags=process_tags(), status=dg.DagsterRunStatus.STARTED)
        print("at work", flush=True)
        while True:
            time.sleep(0.05)
    stoppable(work)

sys.argv = ["jd-assets", "wait"]
main()
"""


@pytest.fixture(scope="module")
def jd_assets(graph_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return command_line(graph_url, tmp_path_factory.mktemp("data"), models_dir)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_with_the_code_of_the_signal_and_its_run_is_cancelled(
    jd_assets: CommandLine, number: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=jd_assets.variables(),
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "at work\n"
        process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode == 128 + number
    assert "Stopping after the statement at work" in said
    assert f"jd-assets: ended by {number.name}" in said
    assert "Traceback" not in said
    with jd_assets.set(), dg.DagsterInstance.get() as instance:
        assert instance.get_runs_count(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])) == 0
