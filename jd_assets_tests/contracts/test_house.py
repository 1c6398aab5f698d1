"""The package as a house: rooms of a size that can be surveyed, each with a sign at its door."""

import ast
from pathlib import Path

import pytest

import jd_assets

PACKAGE = Path(jd_assets.__file__).parent
PACKAGES = sorted(path.parent for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE)


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_folder_holds_at_most_thirty_modules(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= 30


def test_the_package_itself_has_at_most_26_entries() -> None:
    # `py.typed` is an empty marker for type checkers.
    entries = [path for path in PACKAGE.iterdir() if path.name not in {"__pycache__", "_sql", "py.typed"}]
    assert len(entries) <= 26


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_package_says_what_lives_there_and_where_to_start(folder: Path) -> None:
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert 4 <= len(text.splitlines()) <= 6


def test_no_import_stands_behind_code() -> None:
    assert [path for path in PACKAGE.rglob("*.py") if "noqa: E402" in path.read_text(encoding="utf-8")] == []


def test_no_two_classes_share_a_name() -> None:
    where: dict[str, list[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where.setdefault(node.name, []).append(path.relative_to(PACKAGE).as_posix())
    assert {name: places for name, places in where.items() if len(places) > 1} == {}
