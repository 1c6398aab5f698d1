"""The bench of the proof: a database, a data folder and a worker that its tests share."""

import os
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from jd_assets_tests.cli.command_line import CommandLine
from jd_assets_tests.conftest import new_database
from jd_assets_tests.proof.bench import Bench


@pytest.fixture(scope="session")
def bench(
    server_url: str, library_url: str, data_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    """A worker over a database of its own, warm and with nothing taken in."""
    prepared = f"prepared_{uuid.uuid4().hex[:12]}"
    with new_database(server_url, "proof", library_url) as url:
        bench = Bench(server_url, url, prepared, tmp_path_factory.mktemp("proof"))
        line = CommandLine(url, data_folder, {"JD_LLM_ENGINE": "rules", "PYTHONPATH": os.pathsep.join(sys.path)})
        with bench.working(line.variables()):
            bench.prepare()
            yield bench
        bench.clear()
