"""Loads the seed library of `sql/library/*.csv` into the database, in one transaction, as often as one likes."""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.titles import normalise_alias
from jd_assets.settings import sql_dir

Row = dict[str, str]

FILES = (
    "roles",
    "role_aliases",
    "role_kras",
    "role_skills",
    "role_dimensions",
    "dimensions",
    "skills",
)


def load_seed(connect: Connect, folder: Path | None = None, actor: str = "seed") -> int:
    """Make the library hold what the seed files say and return the library_version.

    Rows of an earlier seed that the files no longer hold are taken away; rows that admins or imports brought stay.
    Nothing is written, and the version stays, when the files are those that were loaded last.

    Raises:
        PermanentFailure: A file is missing, or a row names a role, skill or dimension that no file defines.
    """
    folder = folder or sql_dir() / "library"
    files = {name: _read(folder / f"{name}.csv") for name in FILES}
    checksum = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    with connect() as connection:
        connection.execute(sql("library_lock"))
        current = connection.execute(sql("library_version_current")).fetchone()
        if current and current[1] == checksum:
            return int(current[0])
        _check_references(files)
        for statement, rows in _statements(files):
            connection.execute(sql(statement), {"rows": json.dumps(rows)})
        row = connection.execute(
            sql("library_version_raise"), {"actor": actor, "reason": "seed files loaded", "checksum": checksum}
        ).fetchone()
    if row is None:
        raise PermanentFailure("The library version could not be raised")
    return int(row[0])


def library_version(connection: psycopg.Connection) -> int:
    """The current version; 0 before anything was loaded."""
    row = connection.execute(sql("library_version_current")).fetchone()
    return int(row[0]) if row else 0


def _read(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except FileNotFoundError:
        raise PermanentFailure(f"The seed library lacks {path.name}: restore it in {path.parent}") from None


def _statements(files: dict[str, list[Row]]) -> list[tuple[str, list[dict[str, object]]]]:
    """The statements of a load in order, each with all its rows."""
    role_ids = {row["slug"]: int(row["role_id"]) for row in files["roles"]}
    skill_ids = {row["name"]: row["skill_id"] for row in files["skills"]}
    aliases = {(role_ids[row["slug"]], normalise_alias(row["alias"])): row for row in files["role_aliases"]}
    return [
        ("seed_dimensions", [dict(row) for row in files["dimensions"]]),
        ("seed_roles", [dict(row) for row in files["roles"]]),
        ("seed_skills", [dict(row) for row in files["skills"]]),
        (
            "seed_role_aliases",
            [
                {"role_id": key[0], "alias": row["alias"], "normalised": key[1], "collision": bool(row["collision"])}
                for key, row in aliases.items()
            ],
        ),
        ("seed_role_kras", [{"role_id": role_ids[row["slug"]], "kra": row["kra"]} for row in files["role_kras"]]),
        (
            "seed_role_skills",
            [
                {"role_id": role_ids[row["slug"]], "skill_id": skill_ids[row["skill"]], "weight": int(row["weight"])}
                for row in files["role_skills"]
            ],
        ),
        (
            "seed_role_dimensions",
            [{"role_id": role_ids[row["slug"]], "dimension_id": row["dimension"]} for row in files["role_dimensions"]],
        ),
        ("seed_skill_aliases", _skill_aliases(files["skills"])),
        (
            "seed_skill_dimensions",
            [
                {"skill_id": row["skill_id"], "dimension_id": dimension}
                for row in files["skills"]
                for dimension in _list(row["dimensions"])
            ],
        ),
    ]


def _skill_aliases(skills: list[Row]) -> list[dict[str, object]]:
    """Aliases with how they may be matched: `=` before one asks for its exact case, `?` for other skills beside it."""
    rules = {"=": "cased", "?": "context"}
    rows: list[dict[str, object]] = []
    for skill in skills:
        for alias in _list(skill["aliases"]):
            rule = rules.get(alias[0], "")
            rows.append({"skill_id": skill["skill_id"], "alias": alias[1:] if rule else alias, "match": rule})
    return rows


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _check_references(files: dict[str, list[Row]]) -> None:
    """Name the first row of each kind that points at nothing, or that stands twice."""
    slugs = {row["slug"] for row in files["roles"]}
    skills = {row["skill_id"] for row in files["skills"]}
    names = {row["name"] for row in files["skills"]}
    dimensions = {row["dimension_id"] for row in files["dimensions"]}

    def require(file: str, bad: Callable[[Row], bool], what: str) -> None:
        wrong = [row for row in files[file] if bad(row)]
        if wrong:
            raise PermanentFailure(f"sql/library/{file}.csv: {what}: {dict(wrong[0])} ({len(wrong)} such rows)")

    for file in ("role_aliases", "role_kras", "role_skills", "role_dimensions"):
        require(file, lambda row: row["slug"] not in slugs, "unknown role")
    require("role_skills", lambda row: row["skill"] not in names, "unknown skill")
    require("role_dimensions", lambda row: row["dimension"] not in dimensions, "unknown dimension")
    require("skills", lambda row: bool(row["parent"]) and row["parent"] not in skills, "unknown parent")
    require("skills", lambda row: not set(_list(row["dimensions"])) <= dimensions, "unknown dimension")
    counted = Counter(str(row["alias"]).lower() for row in _skill_aliases(files["skills"]))
    twice = [alias for alias, count in counted.items() if count > 1]
    if twice:
        raise PermanentFailure(f"sql/library/skills.csv: aliases that stand twice: {', '.join(sorted(twice)[:10])}")
