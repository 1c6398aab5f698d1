"""What a change wrote, in words for an admin."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import psycopg

from jd_assets.database.queries import sql
from jd_assets.library.change_log import ChangedRow, changed_rows

#: A row of each table of the library; `{role}` is the slug of its role.
_ROW: Mapping[str, str] = {
    "dimension": "dimension {dimension_id} ({name})",
    "role": "role {slug} ({display_name}), id {role_id}",
    "role_alias": "'{alias}' as a title of {role}",
    "role_kra": "KRA of {role}: {kra}",
    "role_sub_role": "'{sub_role}' as a sub-role of {role}",
    "role_skill": "{role} asks for {skill_id} (weight {weight})",
    "role_dimension": "{role} lies in {dimension_id}",
    "skill": "skill {skill_id} ({name}): {category} / {sub_category}, {skill_nature}",
    "skill_alias": "'{alias}' as a name of {skill_id}",
    "skill_dimension": "{skill_id} lies in {dimension_id}",
    "evidence_model_in_force": "evidence model {model_id} decides, taught by {postings} postings",
}
_SETTLED = {"proposal": "proposal", "role_draft": "draft role"}


def change_summary(connection: psycopg.Connection, change_id: int) -> list[str]:
    """A line for each row of the library that a change added (+), took away (-) or altered (~), and what it settled."""
    rows = changed_rows(connection, change_id)
    return [*in_words(connection, rows), *_settled(rows)]


def in_words(connection: psycopg.Connection, rows: Sequence[ChangedRow]) -> list[str]:
    """A line for each row of the library that came (+), went (-) or is otherwise (~)."""
    slugs: dict[int, str] = dict(connection.execute(sql("change_roles")).fetchall())
    for row in rows:
        if row.table == "role" and row.before:
            slugs.setdefault(row.before["role_id"], row.before["slug"])
    return [_line(row, slugs) for row in rows if row.table in _ROW]


def _line(row: ChangedRow, slugs: Mapping[int, str]) -> str:
    held = row.after or row.before or {}
    told = _ROW[row.table].format_map({**held, "role": slugs.get(held.get("role_id", 0), "")})
    if row.before is None or row.after is None:
        return f"{'+' if row.before is None else '-'} {told}"
    fields = [field for field in row.after if row.before.get(field) != row.after[field]]
    return f"~ {told}: {', '.join(f'{field} {row.before.get(field)} → {row.after[field]}' for field in fields)}"


def _settled(rows: Sequence[ChangedRow]) -> Iterator[str]:
    counted = Counter(
        (row.table, row.after["status"])
        for row in rows
        if row.table in _SETTLED and row.after and row.after["status"] != (row.before or {}).get("status")
    )
    for (table, status), count in sorted(counted.items()):
        yield f"~ {count} {_SETTLED[table]}{'s' if count > 1 else ''} now {status}"
