"""What seed files say, as rows of the library's tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from jd_assets.library.seed.files import SeedFiles, cells, skill_aliases
from jd_assets.text.titles import normalise_alias

SeedRow = Mapping[str, Any]
RowKey = tuple[Any, ...]
#: Rows by table and key.
SeedRows = Mapping[str, Mapping[RowKey, SeedRow]]

#: The tables that seed files fill, each behind those that it refers to, with what tells their rows apart.
KEYS: Mapping[str, tuple[str, ...]] = {
    "dimension": ("dimension_id",),
    "role": ("role_id",),
    "skill": ("skill_id",),
    "role_alias": ("role_id", "normalised"),
    "role_kra": ("role_id", "kra"),
    "role_sub_role": ("role_id", "normalised"),
    "role_skill": ("role_id", "skill_id"),
    "role_dimension": ("role_id", "dimension_id"),
    "skill_alias": ("alias",),
    "skill_dimension": ("skill_id", "dimension_id"),
}
_DIMENSION = "dimension_id name description"
_ROLE = "slug display_name role_family archetype"
_SKILL = "skill_id name category sub_category skill_nature volatility typical_lifespan version_strategy maturity match"


def key_of(table: str, row: SeedRow) -> RowKey:
    """What tells a row of a table from the others."""
    return tuple(row[column] for column in KEYS[table])


def by_key(table: str, rows: Iterable[SeedRow]) -> dict[RowKey, SeedRow]:
    """Rows of a table by their keys."""
    return {key_of(table, row): row for row in rows}


def seed_rows(files: SeedFiles) -> SeedRows:
    """The rows that files say, each under its key."""
    role_ids = {row["slug"]: int(row["role_id"]) for row in files["roles"]}
    skill_ids = {row["name"]: row["skill_id"] for row in files["skills"]}
    weights: dict[tuple[int, str], int] = defaultdict(int)
    for row in files["role_skills"]:
        link = role_ids[row["slug"]], skill_ids[row["skill"]]
        weights[link] = max(weights[link], int(row["weight"]))
    rows: dict[str, Iterable[SeedRow]] = {
        "dimension": (_columns(row, _DIMENSION) for row in files["dimensions"]),
        "role": ({"role_id": int(row["role_id"]), **_columns(row, _ROLE)} for row in files["roles"]),
        "skill": ({**_columns(row, _SKILL), "parent": row["parent"] or None} for row in files["skills"]),
        "role_alias": _role_aliases(files, role_ids),
        "role_kra": ({"role_id": role_ids[row["slug"]], "kra": row["kra"]} for row in files["role_kras"]),
        "role_sub_role": (
            {"role_id": role_ids[row["slug"]], "sub_role": row["sub_role"], "normalised": row["normalised"]}
            for row in files["role_sub_roles"]
        ),
        "role_skill": (
            {"role_id": role_id, "skill_id": skill_id, "weight": weight}
            for (role_id, skill_id), weight in weights.items()
        ),
        "role_dimension": (
            {"role_id": role_ids[row["slug"]], "dimension_id": row["dimension"]} for row in files["role_dimensions"]
        ),
        "skill_alias": (
            {"skill_id": row["skill_id"], "alias": alias, "match": rule}
            for row in files["skills"]
            for alias, rule in skill_aliases(row)
        ),
        "skill_dimension": (
            {"skill_id": row["skill_id"], "dimension_id": dimension}
            for row in files["skills"]
            for dimension in cells(row["dimensions"])
        ),
    }
    return {table: by_key(table, rows[table]) for table in KEYS}


def _columns(row: Mapping[str, str], names: str) -> SeedRow:
    return {name: row[name] for name in names.split()}


def _role_aliases(files: SeedFiles, role_ids: Mapping[str, int]) -> Iterable[SeedRow]:
    """One row a role and normal form: its first spelling, known to be shared if any of its spellings is."""
    spellings = defaultdict(list)
    for row in files["role_aliases"]:
        spellings[role_ids[row["slug"]], normalise_alias(row["alias"])].append(row)
    for (role_id, normalised), rows in spellings.items():
        yield {
            "role_id": role_id,
            "alias": rows[0]["alias"],
            "normalised": normalised,
            "collision": any(row["collision"] for row in rows),
        }
