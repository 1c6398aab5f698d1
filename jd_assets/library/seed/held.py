"""What a load of seed files finds: the rows of the library, and what admins decided."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import psycopg

from jd_assets.database.queries import sql
from jd_assets.library.seed.rows import KEYS, RowKey, SeedRow, SeedRows, by_key
from jd_assets.text.spelling_key import spelling_key

#: Keys of tables in the log that are others than those by which files are compared with the library.
_RECORDED = {"role_kra": ("kra_id",), "role_sub_role": ("role_id", "normalised")}


@dataclass(frozen=True)
class Reason:
    """The decision of an admin by which a row of the files is not in the library as they say.

    Attributes:
        change_id: The change that made it, where that is known at once.
        table: Else the table of the row that it wrote,
        row: and that row.
        refusal: Whether it refused a proposal: there is no row of it.
    """

    change_id: int | None = None
    table: str = ""
    row: SeedRow | None = None
    refusal: bool = False


@dataclass(frozen=True)
class RecordedMerge:
    """A skill that an admin merged into another one; `is_there` tells whether that one still is."""

    skill_id: str
    into: str
    change_id: int
    is_there: bool


@dataclass(frozen=True)
class AdminDecisions:
    """The library as a load finds it.

    Attributes:
        rows: Rows that seed files or admins brought, and every role, each with its `origin` but for dimensions.
        merged: Skills that are not there because they were merged, by id.
        refused: Proposals that were rejected, and those of KRAs and roles that the library has already, by kind, role
            (None for skills and roles) and spelling key.
        hung: Skills on which a row of an admin or a taxonomy hangs.
    """

    rows: SeedRows
    merged: Mapping[str, RecordedMerge]
    refused: Mapping[tuple[str, int | None, str], Reason]
    hung: frozenset[str]

    def by_admin(self, table: str, key: RowKey) -> SeedRow | None:
        """The row of this key, if an admin brought it."""
        row = self.rows[table].get(key)
        return row if row and row.get("origin") == "review" else None

    def refusal(self, kind: str, role_id: int | None, *names: str) -> Reason | None:
        """Why none of these names is to be in the library."""
        found = (self.refused.get((kind, role_id, spelling_key(name))) for name in names)
        return next((reason for reason in found if reason), None)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, Reason]]:
        """Names and aliases that admins gave to skills, in lower case, with the skill."""
        found = {}
        for table, column in (("skill_alias", "alias"), ("skill", "name")):
            for row in self._of_admins(table):
                found[str(row[column]).lower()] = str(row["skill_id"]), Reason(table=table, row=row)
        return found

    @cached_property
    def titles(self) -> Mapping[str, Sequence[SeedRow]]:
        """Titles that admins gave to roles, by their normal form."""
        found = defaultdict(list)
        for row in self._of_admins("role_alias"):
            found[str(row["normalised"])].append(row)
        return found

    def where_merged(self, merged: Sequence[SeedRow]) -> list[SeedRow]:
        """The merges of seed files that the library follows, each into what its skill is in the library.

        A skill that an admin brought or merged is none of the files', and nothing goes to one that is not there.
        """
        followed: list[SeedRow] = []
        for row in merged:
            skill = self.rows["skill"].get((row["skill_id"],))
            if row["skill_id"] in self.merged or (skill and skill["origin"] == "review"):
                continue
            step = self.merged.get(row["merged_into"])
            if step is None or step.is_there:
                followed.append({**row, "merged_into": step.into if step else row["merged_into"]})
        return followed

    def following(self, merged: Sequence[SeedRow]) -> "AdminDecisions":
        """The same once the files' merges are made: what hangs on a merged skill hangs on the one it went to."""
        into = {row["skill_id"]: row["merged_into"] for row in merged}
        rows = dict(self.rows)
        for table in ("skill_alias", "role_skill", "skill_dimension"):
            moved = (
                {**row, "skill_id": into[row["skill_id"]]}
                if row["origin"] == "review" and row["skill_id"] in into
                else row
                for row in self.rows[table].values()
            )
            rows[table] = by_key(table, moved)
        steps = {
            key: replace(step, into=into[step.into], is_there=True) if step.into in into else step
            for key, step in self.merged.items()
        }
        return replace(self, rows=rows, merged=steps, hung=self.hung - into.keys())

    def _of_admins(self, table: str) -> Iterator[SeedRow]:
        return (row for row in self.rows[table].values() if row["origin"] == "review")


def read_held(connection: psycopg.Connection) -> AdminDecisions:
    """What the library holds, in the transaction that is to change it."""
    found: dict[str, list[SeedRow]] = {table: [] for table in KEYS}
    for table, row in connection.execute(sql("seed_held")):
        found[table].append(row)
    rows: dict[str, Mapping[RowKey, SeedRow]] = {table: by_key(table, found[table]) for table in KEYS}
    return AdminDecisions(
        rows,
        {row[0]: RecordedMerge(*row) for row in connection.execute(sql("seed_merged")).fetchall()},
        {(kind, role, name): Reason(change, refusal=True) for kind, role, name, change in _refused(connection)},
        frozenset(row[0] for row in connection.execute(sql("seed_hung")).fetchall()),
    )


@dataclass(frozen=True)
class Responsible:
    """The change behind a reason, in words, and whether the library misses news of the files because of it."""

    change_id: int | None
    told: str
    has_news: bool


def responsible(connection: psycopg.Connection, asked: Sequence[tuple[str, SeedRow, Reason]]) -> list[Responsible]:
    """Who is behind each reason for which a row of a table, as it would be without, is not in the library.

    A row is news unless undoing the change puts back exactly it.
    """
    rows = [
        {
            "place": place,
            "change_id": reason.change_id,
            "table_name": reason.table,
            "key": _recorded_key(reason),
            "said_table": table,
            "said": said,
        }
        for place, (table, said, reason) in enumerate(asked)
    ]
    found = connection.execute(sql("seed_responsible"), {"rows": json.dumps(rows)}).fetchall()
    return [
        Responsible(change_id, f"change {change_id} ({action} by {actor}: {why})" if change_id else "", news)
        for change_id, action, actor, why, news in found
    ]


def _recorded_key(reason: Reason) -> SeedRow | None:
    """The key of the row that is the reason, as triggers record it."""
    if reason.row is None:
        return None
    columns = _RECORDED.get(reason.table) or KEYS[reason.table]
    return {column: reason.row[column] for column in columns}


def _refused(connection: psycopg.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(sql("seed_refused")).fetchall()
