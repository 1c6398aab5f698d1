"""Loads the seed library of `sql/library/*.csv` into the database, in one transaction, as often as one likes."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import Rows, begin_change
from jd_assets.library.seed_files import SeedFiles, cells, read_seed_files, seed_checksum, skill_aliases
from jd_assets.library.titles import normalise_alias
from jd_assets.settings import sql_dir


def load_seed(connect: Connect, folder: Path | None = None, actor: str = "seed") -> int:
    """Make the library hold what the seed files say and return the library_version.

    Rows of an earlier seed that the files no longer hold are taken away, but for roles and dimensions, which stored
    decisions name; rows that admins or imports brought stay, and the skills they hang on. Nothing is written, and the
    version stays, when the files are those that were loaded last.

    Raises:
        PermanentFailure: A file is missing or broken, a row names a role, skill or dimension that no file defines, or
            a slug is that of a role of other hands.
    """
    folder = folder or sql_dir() / "library"
    checksum = seed_checksum(folder)
    with connect() as connection:
        connection.execute(sql("library_lock"))
        current = connection.execute(sql("library_version_current")).fetchone()
        if current and current[1] == checksum:
            return int(current[0])
        files = _rows(read_seed_files(folder))
        change = begin_change(connection, "load", actor, "seed files loaded")
        try:
            change.load_seed(files)
        except psycopg.errors.UniqueViolation as error:
            raise PermanentFailure(
                "The seed files give a role what another role of the library has: give it another slug "
                f"({error.diag.message_detail})"
            ) from error
        version = change.raise_version(checksum)
        change.close()
    return version


def ensure_seed(connect: Connect) -> None:
    """Load the project's seed files unless these very files were loaded before.

    What a person loaded from another folder since then stays; new files of the project take its place.
    """
    checksum = seed_checksum(sql_dir() / "library")
    with connect() as connection:
        known = connection.execute(sql("library_checksum_known"), {"checksum": checksum}).fetchone()
    if known is None:
        load_seed(connect)


def library_version(connection: psycopg.Connection) -> int:
    """The current version; 0 before anything was loaded."""
    row = connection.execute(sql("library_version_current")).fetchone()
    return int(row[0]) if row else 0


def _rows(files: SeedFiles) -> Mapping[str, Rows]:
    """The rows of each file, and those that several files make together."""
    role_ids = {row["slug"]: int(row["role_id"]) for row in files["roles"]}
    skill_ids = {row["name"]: row["skill_id"] for row in files["skills"]}
    return {
        "dimensions": files["dimensions"],
        "roles": files["roles"],
        "skills": files["skills"],
        "role_aliases": _role_aliases(files, role_ids),
        "role_kras": [{"role_id": role_ids[row["slug"]], "kra": row["kra"]} for row in files["role_kras"]],
        "role_skills": [
            {"role_id": role_ids[row["slug"]], "skill_id": skill_ids[row["skill"]], "weight": int(row["weight"])}
            for row in files["role_skills"]
        ],
        "role_dimensions": [
            {"role_id": role_ids[row["slug"]], "dimension_id": row["dimension"]} for row in files["role_dimensions"]
        ],
        "skill_aliases": [
            {"skill_id": row["skill_id"], "alias": alias, "match": rule}
            for row in files["skills"]
            for alias, rule in skill_aliases(row)
        ],
        "skill_dimensions": [
            {"skill_id": row["skill_id"], "dimension_id": dimension}
            for row in files["skills"]
            for dimension in dict.fromkeys(cells(row["dimensions"]))
        ],
    }


def _role_aliases(files: SeedFiles, role_ids: dict[str, int]) -> list[dict[str, object]]:
    """One row a role and normal form: its first spelling, known to be shared if any of its spellings is."""
    spellings = defaultdict(list)
    for row in files["role_aliases"]:
        spellings[role_ids[row["slug"]], normalise_alias(row["alias"])].append(row)
    return [
        {
            "role_id": role_id,
            "alias": rows[0]["alias"],
            "normalised": normalised,
            "collision": any(row["collision"] for row in rows),
        }
        for (role_id, normalised), rows in spellings.items()
    ]
