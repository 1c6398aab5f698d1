"""Writes a taxonomy into the role library: one transaction, one new library version, nothing where nothing is new."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.importing.plan import Held, Plan, plan_import
from jd_assets.importing.taxonomy import Source, Taxonomy

#: Rows a statement: 20,000 are some 3 MB of JSON, far below what Postgres takes at once.
CHUNK = 20_000

_CLEAR = (
    "import_clear_role_aliases",
    "import_clear_role_kras",
    "import_clear_role_skills",
    "import_clear_skill_aliases",
    "import_clear_skill_parents",
)
#: Statements in the order in which rows need each other, with what they bring in words.
_WRITE = {
    "import_skills": "skills",
    "import_skill_parents": "broader skills",
    "import_skill_aliases": "names of skills",
    "import_roles": "roles",
    "import_crosswalk": "occupation codes",
    "import_role_aliases": "titles",
    "import_role_kras": "KRAs",
    "import_role_skills": "skills of roles",
}


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Attributes:
        library_version: The version that holds it.
        changed: False where the same file had been imported last.
        added: Rows brought, by statement.
        skipped: What was known already or left out, by what it is.
    """

    library_version: int
    changed: bool
    added: Counter[str]
    skipped: Counter[str]


def newest_import(connect: Connect, source: str, file_sha256: str) -> int | None:
    """The library version of the source's newest import, if it was of this file."""
    with connect() as connection:
        row = connection.execute(sql("import_newest"), {"source": source}).fetchone()
    return int(row[1]) if row and row[0] == file_sha256 else None


def write_taxonomy(
    connect: Connect, taxonomy: Taxonomy, file_sha256: str, on_step: Callable[[str], None] = lambda _: None
) -> Imported:
    """Make the library hold a taxonomy in place of what earlier imports of its source brought.

    Roles stay, because decisions name them, and so do skills on which a row of other hands hangs.

    Args:
        connect: A factory of connections.
        taxonomy: What to write.
        file_sha256: Of the file that it came from.
        on_step: Told in words what is done next.

    Raises:
        PermanentFailure: The library is empty.
    """
    source = taxonomy.source
    common = {"source": source.key, "own": source.own, "origin": source.origin}
    with connect() as connection:
        connection.execute(sql("library_lock"))
        row = connection.execute(sql("import_newest"), common).fetchone()
        if row and row[0] == file_sha256:
            return Imported(int(row[1]), changed=False, added=Counter(), skipped=Counter())
        on_step("comparing it with the library")
        plan = plan_import(taxonomy, _held(connection, common))
        for statement in _CLEAR:
            connection.execute(sql(statement), common)
        _write(connection, plan, common, on_step)
        kept = [row["skill_id"] for row in plan.rows["import_skills"]]
        connection.execute(sql("import_drop_unused_skills"), {**common, "kept": kept})
        version = _record(connection, source, file_sha256)
    return Imported(version, True, Counter({name: len(plan.rows[name]) for name in _WRITE}), plan.counts)


def _held(connection: psycopg.Connection, common: Mapping[str, str]) -> Held:
    roles = connection.execute(sql("import_held_roles"), common).fetchall()
    skills = connection.execute(sql("import_held_skills"), common).fetchall()
    return Held(
        slugs={role_id: slug for role_id, slug, _ in roles},
        open_roles=frozenset(role_id for role_id, _, is_imported in roles if is_imported),
        titles=dict(connection.execute(sql("import_held_titles"), common).fetchall()),
        codes=dict(connection.execute(sql("import_held_codes"), common).fetchall()),
        skills={name: skill_id for name, skill_id, _ in skills},
        skill_names=frozenset(name for name, _, is_name in skills if is_name),
    )


def _write(
    connection: psycopg.Connection, plan: Plan, common: Mapping[str, str], on_step: Callable[[str], None]
) -> None:
    for statement, what in _WRITE.items():
        rows = plan.rows[statement]
        on_step(f"writing {len(rows):,} {what}")
        for start in range(0, len(rows), CHUNK):
            chunk = json.dumps(rows[start : start + CHUNK])
            connection.execute(sql(statement), {**common, "rows": chunk})


def _record(connection: psycopg.Connection, source: Source, file_sha256: str) -> int:
    row = connection.execute(
        sql("import_version_raise"), {"actor": "import", "reason": f"{source.title} {source.version} imported"}
    ).fetchone()
    if row is None:
        raise PermanentFailure("The role library is empty: run `jd-assets library load`")
    connection.execute(
        sql("import_record"),
        {
            "source": source.key,
            "version": source.version,
            "licence": source.licence,
            "attribution": source.attribution,
            "file_sha256": file_sha256,
            "library_version": row[0],
        },
    )
    return int(row[0])
