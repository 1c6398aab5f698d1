"""An admin who settles whatever is put to her, and undoes it again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from jd_assets.database.connection import Connect
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change, read_changes
from jd_assets.library.seed.load import load_seed
from jd_assets.proposals.drafting.store import write_drafts
from jd_assets.review import actions
from jd_assets.review.edits import Edits
from jd_assets.review.undo import undo
from jd_assets_tests.proof.kitchen import NEWS, seed_folder
from jd_assets_tests.proof.world import World

T = TypeVar("T")
WHO = ("ann", "a step of the machine")


@dataclass
class Admin:
    """Settles proposals by number: of those that wait, counted round.

    Attributes:
        world: What she decides about.
        refused: What could not be done, with its reason.
    """

    world: World
    refused: list[str]

    @property
    def connect(self) -> Connect:
        """The database."""
        return self.world.connect

    def approve(self, number: int, collision: bool) -> None:
        """Take one into the library."""
        for proposal_id, kind in self._waiting(number):
            edits: Edits = {"collision": "yes"} if collision and kind in ("alias", "role") else {}
            self._try(partial(actions.approve, self.connect, [proposal_id], *WHO, edits))

    def merge(self, number: int, into: int) -> None:
        """Let something of the library take its name."""
        library = self.world.knowledge().library
        for proposal_id, kind in self._waiting(number):
            role = _in_turn(library.roles, into)
            names = {
                "skill": _in_turn(sorted(library.skills), into),
                "kra": next(iter(role.kras), "nothing that it does"),
            }
            target = names.get(kind, role.slug)
            edits: Edits = {} if kind in ("skill", "kra") else {"collision": "yes"}
            self._try(partial(actions.merge, self.connect, [proposal_id], target, *WHO, edits))

    def reject(self, number: int) -> None:
        """Say no."""
        for proposal_id, _ in self._waiting(number):
            self._try(partial(actions.reject, self.connect, [proposal_id], *WHO))

    def merge_skills(self, number: int, into: int) -> None:
        """Let one skill of the library take the place of another."""
        skills = sorted(self.world.knowledge().library.skills)
        one, other = _in_turn(skills, number), _in_turn(skills, into)
        self._try(partial(actions.merge, self.connect, f"{actions.SKILL}{one}", other, *WHO))
        self._everything_is_stale()

    def load(self, number: int) -> None:
        """Load newer seed files, or the first ones again."""
        news = _in_turn((None, *NEWS), number)
        with TemporaryDirectory() as folder:
            load_seed(self.connect, seed_folder(Path(folder), news))
        self._everything_is_stale()

    def undo(self, number: int) -> None:
        """Undo a change, or an undo."""
        with self.connect() as connection:
            changes = [change for change in read_changes(connection) if change.recorded]
        if changes:
            self._undo(_in_turn(changes, number))

    def undo_all(self) -> None:
        """Undo whatever has effect, the newest first."""
        with self.connect() as connection:
            changes = [change for change in read_changes(connection) if change.recorded and change.action != "undo"]
        for change in changes:
            if change.undone_by is None:
                self._undo(change)

    def draft(self) -> None:
        """Draft every role that anybody proposes."""
        write_drafts(self.connect, self.world.knowledge().roles, "machine", min_employers=1)

    def _undo(self, change: Change) -> None:
        self._try(lambda: undo(self.connect, change.change_id, *WHO))
        self._everything_is_stale()

    def _everything_is_stale(self) -> None:
        """What a role or skill that went had of postings went with it, until they are done again."""
        self.world.stale |= self.world.taught.keys()
        roles = {role.role_id for role in self.world.knowledge().library.roles} | {None}
        for keys in self.world.taught.values():
            keys -= {key for key in keys if key[1] not in roles}

    def _waiting(self, number: int) -> Sequence[tuple[int, str]]:
        with self.connect() as connection:
            rows = connection.execute("SELECT proposal_id, kind FROM proposal WHERE status = 'pending' ORDER BY 1")
            found = rows.fetchall()
        return [_in_turn(found, number)] if found else []

    def _try(self, action: Callable[[], Change]) -> None:
        try:
            action()
        except PermanentFailure as failure:
            self.refused.append(str(failure))


def _in_turn(values: Sequence[T], number: int) -> T:
    return values[number % len(values)]
