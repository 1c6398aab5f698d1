"""Puts small faults into modules, one at a time, and lists those that no test notices.

Works on a copy of the clone, so what you edit meanwhile does not count. The tests asked are those of the folder that
has the module's name in `jd_assets_tests`; `--tests` names others for modules that are proved elsewhere.

    .venv/bin/python benchmarks/mutants.py jd_assets/parsing/fields/pay.py
    .venv/bin/python benchmarks/mutants.py --base main     # all modules that differ from main
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: What the tests read besides the package.
BESIDE = ("jd_assets_tests", "sql", "samples", "dagster.yaml", "workspace.yaml")
#: A mutant may run this many times as long as its tests do without it: on a busy machine they differ by themselves.
PATIENCE = 30.0


def main() -> None:
    """Mutate the modules of the command line, or those that differ from a branch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="paths from the clone's root")
    parser.add_argument("--base", default="main", help="the branch to compare with where no module is named")
    parser.add_argument("--tests", nargs="*", help="tests to ask in place of the modules' own")
    parser.add_argument("--jobs", default="2", help="mutants at once")
    given = parser.parse_args()
    modules = given.modules or changed_since(given.base)
    if not modules:
        sys.exit(f"No module of jd_assets differs from {given.base}: name one")
    tests = given.tests or tests_of(modules)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = copied(Path(folder) / ROOT.name, modules, tests)
        mutmut = Path(sys.executable).with_name("mutmut")
        # The exported embedding model is used where it lies.
        environment = os.environ | {"JD_DATA_DIR": str(ROOT / "data")}
        run = subprocess.run([mutmut, "run", "--max-children", given.jobs], cwd=copy, env=environment, check=False)
        found = subprocess.run([mutmut, "results", "--all", "1"], cwd=copy, check=False, capture_output=True, text=True)
        states = dict(line.strip().rsplit(": ", 1) for line in found.stdout.splitlines() if ": " in line)
        for name, state in states.items():
            if state in ("survived", "no tests"):
                shown = subprocess.run([mutmut, "show", name], cwd=copy, check=False, capture_output=True, text=True)
                print(f"\n{state}: {name}\n{shown.stdout}")
    judged = [state for state in states.values() if state not in ("not checked", "skipped")]
    if run.returncode or not judged:
        sys.exit("mutmut could not run; what it said stands above")
    caught = sum(state not in ("survived", "no tests") for state in judged)
    print(f"{caught} of {len(judged)} mutants noticed ({caught / len(judged):.0%})")


def changed_since(base: str) -> list[str]:
    """Modules that differ from a branch, in the commits and in the working folder."""
    listed = subprocess.run(
        ["git", "diff", "--name-only", "--diff-filter=d", f"{base}...", "--", "jd_assets/*.py"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    edited = subprocess.run(
        ["git", "diff", "--name-only", "--diff-filter=d", "HEAD", "--", "jd_assets/*.py"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted({*listed.stdout.split(), *edited.stdout.split()})


def tests_of(modules: Sequence[str]) -> list[str]:
    """The folders of tests of the packages that modules are in; all tests where a package has no folder."""
    folders = {f"jd_assets_tests/{Path(module).parts[1]}" for module in modules}
    return sorted(folders) if all((ROOT / folder).is_dir() for folder in folders) else ["jd_assets_tests"]


def copied(target: Path, modules: Sequence[str], tests: Sequence[str]) -> Path:
    """The package and what its tests read, with the settings for mutmut added to `pyproject.toml`."""
    target.mkdir()
    left_out = shutil.ignore_patterns("__pycache__")
    for name in ("jd_assets", *BESIDE):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=left_out)
        else:
            shutil.copy2(source, target / name)
    settings = {
        "source_paths": ["jd_assets"],
        "only_mutate": list(modules),
        "also_copy": list(BESIDE),
        "pytest_add_cli_args_test_selection": list(tests),
        "timeout_multiplier": PATIENCE,
        "track_dependencies": False,
        "use_git_change_detection": False,
    }
    lines = [f"{key} = {str(value).lower() if isinstance(value, bool) else value!r}" for key, value in settings.items()]
    text = (ROOT / "pyproject.toml").read_text("utf-8") + "\n[tool.mutmut]\n" + "\n".join(lines) + "\n"
    (target / "pyproject.toml").write_text(text, "utf-8")
    return target


if __name__ == "__main__":
    main()
