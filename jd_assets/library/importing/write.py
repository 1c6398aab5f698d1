"""Writes a taxonomy into the role library: one transaction, one new library version, nothing where nothing is new."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psycopg

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import LibraryChange, begin_change
from jd_assets.library.importing.plan import HeldNames, ImportPlan, plan_import
from jd_assets.library.importing.taxonomy import Taxonomy, TaxonomySource
from jd_assets.library.locks import lock_library
from jd_assets.library.seed.load import library_version

#: Rows a statement: 20,000 are some 3 MB of JSON, far below what Postgres takes at once.
CHUNK = 20_000

#: What is written, in the order in which rows need each other, in words.
_KINDS = {
    "skills": "skills",
    "skill_parents": "broader skills",
    "skill_aliases": "names of skills",
    "roles": "roles",
    "crosswalk": "occupation codes",
    "role_aliases": "titles",
    "role_kras": "KRAs",
    "role_skills": "skills of roles",
}


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Attributes:
        library_version: The version that holds it.
        changed: False where the same file had been imported last.
        added: Rows brought, by kind.
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
    common = {"source": source.key, "own": source.own}
    with connect() as connection:
        lock_library(connection)
        row = connection.execute(sql("import_newest"), common).fetchone()
        if row and row[0] == file_sha256:
            return Imported(int(row[1]), changed=False, added=Counter(), skipped=Counter())
        if library_version(connection) == 0:
            raise PermanentFailure("The role library is empty: run `jd-assets library load`")
        on_step("comparing it with the library")
        plan = plan_import(taxonomy, _held(connection, common))
        change = begin_change(connection, "import", "import", f"{source.title} {source.version} imported")
        change.clear_import(source.own)
        _write(change, plan, source, on_step)
        change.drop_unused_skills(source.own, [row["skill_id"] for row in plan.rows["skills"]])
        version = change.raise_version()
        change.record_import(_provenance(source, file_sha256, version))
        change.close()
    return Imported(version, True, Counter({kind: len(plan.rows[kind]) for kind in _KINDS}), plan.counts)


def _held(connection: psycopg.Connection, common: Mapping[str, str]) -> HeldNames:
    roles = connection.execute(sql("import_held_roles"), common).fetchall()
    skills = connection.execute(sql("import_held_skills"), common).fetchall()
    return HeldNames(
        slugs={role_id: slug for role_id, slug, _ in roles},
        open_roles=frozenset(role_id for role_id, _, is_imported in roles if is_imported),
        titles=dict(connection.execute(sql("import_held_titles"), common).fetchall()),
        codes=dict(connection.execute(sql("import_held_codes"), common).fetchall()),
        skills={name: skill_id for name, skill_id, _ in skills},
        skill_names=frozenset(name for name, _, is_name in skills if is_name),
        own_skills=dict(connection.execute(sql("import_own_skills"), common).fetchall()),
    )


def _write(change: LibraryChange, plan: ImportPlan, source: TaxonomySource, on_step: Callable[[str], None]) -> None:
    for kind, what in _KINDS.items():
        rows = plan.rows[kind]
        on_step(f"writing {len(rows):,} {what}")
        for start in range(0, len(rows), CHUNK):
            change.import_rows(kind, rows[start : start + CHUNK], source.key, source.origin)


def _provenance(source: TaxonomySource, file_sha256: str, version: int) -> dict[str, object]:
    return {
        "source": source.key,
        "version": source.version,
        "licence": source.licence,
        "attribution": source.attribution,
        "file_sha256": file_sha256,
        "library_version": version,
    }
