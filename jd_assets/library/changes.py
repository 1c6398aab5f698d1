"""The one module that writes the tables of the role library; the database refuses writes of any other.

A change is one transaction under `library_lock`: a row that says who made it and why, the rows that it wrote, which
triggers record, and the version that it raised the library to. Modules that know what to write hand their rows over.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from jd_assets.contracts.proposal import ChangeAction, Settled
from jd_assets.database.queries import sql
from jd_assets.library.change_log import Change, is_in_library
from jd_assets.library.locks import lock_library

Rows = Sequence[Mapping[str, Any]]

#: What seed files bring and what they hold no longer, in the order in which rows need each other.
_SEED = {
    "dimension": "seed_dimensions",
    "role": "seed_roles",
    "skill": "seed_skills",
    "role_alias": "seed_role_aliases",
    "role_kra": "seed_role_kras",
    "role_sub_role": "seed_role_sub_roles",
    "role_skill": "seed_role_skills",
    "role_dimension": "seed_role_dimensions",
    "skill_alias": "seed_skill_aliases",
    "skill_dimension": "seed_skill_dimensions",
}
_SEED_GONE = {
    "role_alias": "seed_gone_role_aliases",
    "role_kra": "seed_gone_role_kras",
    "role_sub_role": "seed_gone_role_sub_roles",
    "role_skill": "seed_gone_role_skills",
    "role_dimension": "seed_gone_role_dimensions",
    "skill_alias": "seed_gone_skill_aliases",
    "skill_dimension": "seed_gone_skill_dimensions",
    "skill": "seed_gone_skills",
}
_IMPORT_CLEAR = (
    "import_clear_role_aliases",
    "import_clear_role_kras",
    "import_clear_role_skills",
    "import_clear_skill_aliases",
    "import_clear_skill_parents",
)
_IMPORT = {
    "skills": "import_skills",
    "skill_parents": "import_skill_parents",
    "skill_aliases": "import_skill_aliases",
    "roles": "import_roles",
    "crosswalk": "import_crosswalk",
    "role_aliases": "import_role_aliases",
    "role_kras": "import_role_kras",
    "role_skills": "import_role_skills",
}
_APPROVE = {
    "role": "approve_roles",
    "role_alias": "approve_role_aliases",
    "role_kra": "approve_role_kras",
    "role_sub_role": "approve_role_sub_roles",
    "role_skill": "approve_role_skills",
    "role_dimension": "approve_role_dimensions",
    "skill": "approve_skills",
    "skill_alias": "approve_skill_aliases",
    "skill_dimension": "approve_skill_dimensions",
}
#: What hangs on skills that seed files merge, before they go.
_SEED_MERGE = (
    "seed_merge_role_skill_weights",
    "seed_merge_role_skills",
    "seed_merge_skill_dimensions",
    "seed_merge_skill_aliases",
    "seed_merge_skill_parents",
    "seed_merge_observed_skill_dimensions",
    "seed_merged_hold",
)
#: Links first, so that those that both skills have are what is left to go with the skill.
_MERGE = (
    "merge_role_skill_weights",
    "merge_role_skills",
    "merge_skill_dimensions",
    "merge_skill_aliases",
    "merge_skill_parents",
    "merge_observed_skill_dimensions",
    "merge_skill_alias",
    "merge_skill_delete",
)
#: Proposals of roles that go are not asked about any more; links are put back once their skills are there. Runs that
#: were done again under the change may have left nothing to ask about.
_UNDO_BEFORE = ("undo_role_proposals", "undo_observed_gone")
_UNDO_AFTER = (
    "undo_observed_back",
    "undo_proposals",
    "undo_proposals_back",
    "undo_follows",
    "undo_role_drafts",
    "undo_role_drafts_back",
    "proposal_drop_unseen",
)


@dataclass(frozen=True)
class LibraryChange:
    """A change under way, in the transaction of its connection."""

    connection: psycopg.Connection
    change_id: int
    action: ChangeAction
    actor: str
    reason: str
    proposal_ids: Sequence[int] = ()
    undoes: int | None = None

    def load_seed(self, rows: Mapping[str, Rows], gone: Mapping[str, Rows], merged: Rows = ()) -> None:
        """Let the library hold rows of seed files, by table, and no longer hold those that are gone from them.

        What others than the files hung on a skill that they merge goes to the skill that it is merged into.
        """
        for table, statement in _SEED.items():
            self._write(statement, rows=json.dumps(rows[table]))
        for statement in _SEED_MERGE:
            self._write(statement, rows=json.dumps(merged))
        for table, statement in _SEED_GONE.items():
            self._write(statement, rows=json.dumps(gone[table]))

    def tell_seed(self, left_out: Sequence[str], builds_on: Sequence[int]) -> None:
        """Record what of the files the library does not hold, and because of which changes it lacks news of them."""
        self._write("seed_told", change_id=self.change_id, left_out=list(left_out), builds_on=list(builds_on))

    def clear_import(self, own: str) -> None:
        """Take away what an earlier import brought, but for roles and skills; `own` is the pattern of its origins."""
        for statement in _IMPORT_CLEAR:
            self._write(statement, own=own)

    def import_rows(self, kind: str, rows: Rows, source: str, origin: str) -> None:
        """Add rows of a taxonomy."""
        self._write(_IMPORT[kind], rows=json.dumps(rows), source=source, origin=origin)

    def drop_unused_skills(self, own: str, kept: Sequence[str]) -> None:
        """Take away imported skills that are not among `kept` and that nothing hangs on."""
        self._write("import_drop_unused_skills", own=own, kept=list(kept))

    def record_import(self, provenance: Mapping[str, Any]) -> None:
        """Say where imported rows came from, under the version that holds them."""
        self._write("import_record", **provenance)

    def add(self, table: str, rows: Rows) -> None:
        """Add rows that an admin approved; links, titles and names that are there already stay as they are."""
        self._write(_APPROVE[table], rows=json.dumps(rows))

    def mark_collisions(self, normalised: Sequence[str]) -> None:
        """Mark titles as known to belong to several roles, on each of them."""
        self._write("approve_alias_collisions", normalised=list(normalised))

    def merge_skill(self, skill_id: str, into: str) -> None:
        """Let one skill take the place of another, with its links, names and children; the other is deleted."""
        for statement in _MERGE:
            self._write(statement, skill_id=skill_id, into=into)
        self._write("merge_note", change_id=self.change_id, skill_id=skill_id, into=into)

    def promote_model(self, model_id: int, postings: int) -> None:
        """Let an evidence model decide from now on, in place of the one before."""
        self._write("evidence_model_promote", model_id=model_id, postings=postings)

    def settle(self, status: Settled, draft_ids: Sequence[int] = ()) -> None:
        """Record what became of the change's proposals, and of draft roles."""
        self._write("settle_proposals", status=status, proposal_ids=list(self.proposal_ids))
        self._write("settle_role_drafts", status=status, draft_ids=list(draft_ids))

    def restore(self, change_id: int) -> list[tuple[str, Mapping[str, Any]]]:
        """Put back what another change wrote; gives table and key of the rows that are not as it left them."""
        self._write("undo_slugs_later")
        for statement in _UNDO_BEFORE:
            self._write(statement, change_id=change_id)
        kept = self._write("undo_rows", change_id=change_id).fetchall()
        for statement in _UNDO_AFTER:
            self._write(statement, change_id=change_id)
        self._turn(change_id, self.change_id)
        return kept

    def raise_version(self, checksum: str | None = None) -> int:
        """The next version of the library; `checksum` is that of the seed files, where the change loads them."""
        row = self._write("library_version_raise", actor=self.actor, reason=self.reason, checksum=checksum).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> Change:
        """End the change. The version is raised if any row of the library is another than before.

        Loads and imports raise it themselves, with what tells their files from others.
        """
        if self.action not in ("load", "import") and is_in_library(self.connection, self.change_id):
            self.raise_version()
        row = self._write("library_change_close", change_id=self.change_id).fetchone()
        version, made_at, _ = row or (0, None, None)
        return Change(
            self.change_id,
            version,
            self.action,
            self.actor,
            self.reason,
            made_at,
            tuple(self.proposal_ids),
            self.undoes,
            None,
        )

    def _turn(self, change_id: int | None, undone_by: int | None) -> None:
        """Take the effect of a change, or give it back; if it had undone another, that one's turns with it."""
        while change_id is not None:
            row = self._write("library_change_undone", change_id=change_id, undone_by=undone_by).fetchone()
            undone_by = None if undone_by is not None else change_id
            change_id = row[0] if row else None

    def _write(self, statement: str, **values: Any) -> psycopg.Cursor:
        return self.connection.execute(sql(statement), values)


def begin_change(
    connection: psycopg.Connection,
    action: ChangeAction,
    actor: str,
    reason: str,
    proposal_ids: Sequence[int] = (),
    undoes: int | None = None,
) -> LibraryChange:
    """Begin a change in the transaction of a connection; `close` ends it.

    Rows are recorded but for taxonomies and the first seed files: these are 10,000 and more, and there is nothing that
    undoing them could lead back to.
    """
    lock_library(connection)
    row = connection.execute(
        sql("library_change_begin"),
        {"action": action, "actor": actor, "reason": reason, "proposal_ids": list(proposal_ids), "undoes": undoes},
    ).fetchone()
    change_id, recorded = row or (0, True)
    connection.execute(sql("library_change_open"), {"change_id": change_id, "rows": "on" if recorded else "off"})
    return LibraryChange(connection, change_id, action, actor, reason, proposal_ids, undoes)
