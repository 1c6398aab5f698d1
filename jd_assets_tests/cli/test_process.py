"""`jd-assets` as a process: help is quick, and an error is one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from jd_assets_tests.cli.command_line import CommandLine, command_line

PROGRAM = Path(sys.executable).with_name("jd-assets")
COMMANDS = ["run", "show", "page", "library", "setup", "dev"]
#: What takes seconds to import and no help needs.
HEAVY = ["dagster", "torch", "sentence_transformers", "openai", "openvino", "sklearn"]
#: What a run over text with the rules engine has no use for, beside models: readers of documents, fits, HTTP.
UNUSED = [*HEAVY[1:], "pandas", "scipy.optimize", "scipy.stats", "openpyxl", "docx", "pyarrow", "httpx2", "httpcore2"]


def start(*arguments: object, jd_assets: CommandLine | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAM), *(str(argument) for argument in arguments)]
    variables = jd_assets.variables() if jd_assets else None
    return subprocess.run(command, capture_output=True, text=True, check=False, env=variables)


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["run", "-h"], ["library", "load", "-h"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from jd_assets.cli import commands\n"
        f"commands({arguments!r}, standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
    assert done.stdout.startswith("Usage:")


def test_a_run_imports_nothing_that_it_may_not_need() -> None:
    script = (
        "import sys, jd_assets.cli.run, jd_assets.cli.process\n"
        f"print([name for name in {UNUSED!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_names_the_commands() -> None:
    done = start("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


def test_a_bad_path_is_one_line_on_standard_error() -> None:
    done = start("run", "no/such/file.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "jd-assets: no/such/file.txt does not exist\n"


def test_an_unknown_run_is_one_line_on_standard_error(seeded_url: str, tmp_path: Path, models_dir: Path) -> None:
    done = start("show", "not-a-run", jd_assets=command_line(seeded_url, tmp_path, models_dir))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("jd-assets: There is no run not-a-run; ")
    assert done.stderr.count("\n") == 1


def test_a_database_that_does_not_answer_is_one_line_on_standard_error(tmp_path: Path, models_dir: Path) -> None:
    jd_assets = command_line("postgresql://nobody@127.0.0.1:1/none", tmp_path, models_dir)
    done = start("library", "load", jd_assets=jd_assets)
    assert done.returncode == 1
    assert done.stderr.startswith("jd-assets: The database cannot be reached (")
    assert done.stderr.count("\n") == 1
