"""Dagster lives in the graph's own folders and nowhere else: the lint rule that proves it does catch it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


def lint(tmp_path: Path, folder: str) -> subprocess.CompletedProcess[str]:
    """Ruff with the project's settings, over a module of that folder that imports Dagster."""
    shutil.copyfile(PROJECT / "pyproject.toml", tmp_path / "pyproject.toml")
    module = tmp_path / "jd_assets" / folder / "probe.py"
    module.parent.mkdir(parents=True)
    for place in (module.parent, *module.parent.relative_to(tmp_path).parents):
        (tmp_path / place / "__init__.py").write_text('"""A package."""\n')
    module.write_text('"""A probe."""\n\nimport dagster\n\nNAME = dagster.__name__\n')
    command = [
        str(Path(sys.executable).with_name("ruff")),
        "check",
        "--no-cache",
        "--output-format=concise",
        str(module),
    ]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("folder", ["stages", "decision", "scoring", "library", "ingest", "proposals", "text", "web"])
def test_dagster_is_refused_outside_the_graph(tmp_path: Path, folder: str) -> None:
    done = lint(tmp_path, folder)
    assert done.returncode == 1
    assert "TID251" in done.stdout


@pytest.mark.parametrize("folder", ["defs", "defs/assets", "defs/sensors", "cli"])
def test_dagster_is_let_into_the_graph(tmp_path: Path, folder: str) -> None:
    assert lint(tmp_path, folder).returncode == 0
