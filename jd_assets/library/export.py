"""The library as the files that a load takes: what is exported and loaded elsewhere is the same library."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import psycopg
from psycopg.rows import dict_row

from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.seed.files import ALIAS_RULES, COLUMNS, OPTIONAL, escaped
from jd_assets.text.topics import topic_of

#: A date for all files of the archive: the same library is the same archive, byte for byte.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_FILES = COLUMNS | OPTIONAL
#: The statement that fills each file.
_STATEMENTS = {
    "roles": "export_roles",
    "role_aliases": "export_role_aliases",
    "role_kras": "export_role_kras",
    "role_sub_roles": "export_role_sub_roles",
    "role_skills": "export_role_skills",
    "role_dimensions": "export_role_dimensions",
    "dimensions": "export_dimensions",
    "skills": "export_skills",
    "merged_skills": "export_merged_skills",
}
_MARKS = {rule: mark for mark, rule in ALIAS_RULES.items()}

_Row = Mapping[str, Any]


def export_files(connection: psycopg.Connection) -> dict[str, str]:
    """The files of the library by name, as `seed.files.read_seed_files` reads them.

    Raises:
        PermanentFailure: Two skills have one name, so that files could not tell which of them a role asks for.
    """
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = {name: cursor.execute(sql(statement)).fetchall() for name, statement in _STATEMENTS.items()}
    _refuse_twins(rows["skills"])
    return {f"{name}.csv": _csv(_FILES[name].split(), rows.get(name, ())) for name in _FILES}


def export_zip(connection: psycopg.Connection) -> bytes:
    """The files in one archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in export_files(connection).items():
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _refuse_twins(skills: Iterable[_Row]) -> None:
    seen: dict[str, str] = {}
    for skill in skills:
        other = seen.setdefault(skill["name"], skill["skill_id"])
        if other != skill["skill_id"]:
            raise PermanentFailure(
                f"Skills {other} and {skill['skill_id']} are both called {skill['name']!r}: merge one into the other "
                f"(`jd-assets review merge skill:{skill['skill_id']} --into {other}`), then export"
            )


def _csv(columns: list[str], rows: Iterable[_Row]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_CELLS.get(column, _plain)(row[column]) for column in columns] for row in rows)
    return target.getvalue()


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _aliases(pairs: Iterable[tuple[str, str]]) -> str:
    return "|".join(_mark(rule) + escaped(alias) for alias, rule in pairs)


def _mark(rule: str) -> str:
    topic = topic_of(rule)
    return f"{{{topic}}}" if topic else _MARKS.get(rule, "")


_CELLS: Mapping[str, Callable[[Any], str]] = {
    "aliases": _aliases,
    "dimensions": lambda ids: "|".join(escaped(each) for each in ids),
    "collision": lambda is_known: "known" if is_known else "",
}
