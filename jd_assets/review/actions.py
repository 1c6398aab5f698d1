"""What an admin does with proposals: approve, merge, reject; each is one transaction and one recorded change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg

from jd_assets.contracts.proposal import ProposalKind
from jd_assets.database.connection import Connect
from jd_assets.failures import PermanentFailure
from jd_assets.library.change_log import Change
from jd_assets.library.changes import LibraryChange, begin_change
from jd_assets.library.locks import lock_library
from jd_assets.library.snapshot import Library, read_library
from jd_assets.review.approvals import approve_alias, approve_decision, approve_kra, approve_sub_role
from jd_assets.review.edits import Edits, checked, in_library
from jd_assets.review.merges import merge_decision, merge_kra, merge_skill, merge_title, skill_named
from jd_assets.review.new_role import approve_role, drafts_covered, read_drafted
from jd_assets.review.new_skill import approve_skill
from jd_assets.review.proposals import Together, read_together
from jd_assets.review.seen import StaleCardError

#: Before the id of a library skill that is to be merged into another one.
SKILL = "skill:"

_APPROVE: Mapping[ProposalKind, Callable[[LibraryChange, Library, Together, Edits], None]] = {
    "skill": approve_skill,
    "alias": approve_alias,
    "kra": approve_kra,
    "sub_role": approve_sub_role,
    "decision": approve_decision,
}
_MERGE: Mapping[ProposalKind, Callable[[LibraryChange, Library, Together, str, Edits], None]] = {
    "skill": merge_skill,
    "alias": merge_title,
    "sub_role": merge_title,
    "role": merge_title,
    "kra": merge_kra,
    "decision": merge_decision,
}


def approve(
    connect: Connect,
    proposal_ids: Sequence[int],
    actor: str,
    reason: str,
    edits: Edits | None = None,
    seen: str | None = None,
) -> Change:
    """Take what proposals say into the library.

    Args:
        connect: A factory of connections.
        proposal_ids: Proposals of one kind that are the same thing, settled together.
        actor: Who approves.
        reason: Why.
        edits: What is to be other than proposed, by field (see `review.edits`).
        seen: The state in which the admin saw the proposals (`review.seen`); not looked at where it is not given.

    Raises:
        PermanentFailure: A proposal cannot be approved, with what to do about it.
        StaleCardError: They are other than they were seen.
    """
    with _locked(connect, actor, reason) as connection:
        together = _as_seen(read_together(connection, proposal_ids), seen)
        fields = checked(together.kind, edits or {})
        if together.kind == "role":
            return _approve_role(connection, together, actor, reason, fields)
        library = read_library(connection)
        fields = in_library(library, fields)
        change = begin_change(connection, "approve", actor, reason, together.ids)
        _APPROVE[together.kind](change, library, together, fields)
        change.settle("approved")
        return change.close()


def merge(
    connect: Connect,
    what: Sequence[int] | str,
    into: str,
    actor: str,
    reason: str,
    edits: Edits | None = None,
    seen: str | None = None,
) -> Change:
    """Let something that the library has take what proposals, or another skill of the library, are called.

    Args:
        connect: A factory of connections.
        what: Proposals of one kind, or `skill:` and the id of a library skill.
        into: Id or name of a skill, slug of a role, or the text of a KRA.
        actor: Who merges.
        reason: Why.
        edits: `collision=yes` for a title that another role has, `weight` for new links of roles.
        seen: As of `approve`.

    Raises:
        PermanentFailure: They cannot be merged, with what to do about it.
        StaleCardError: They are other than they were seen.
    """
    with _locked(connect, actor, reason) as connection:
        if isinstance(what, str):
            return _merge_skills(connection, what.removeprefix(SKILL), into, actor, reason)
        together = _as_seen(read_together(connection, what), seen)
        fields = _merging(edits or {})
        drafts = drafts_covered(connection, together)
        change = begin_change(connection, "merge", actor, reason, together.ids)
        _MERGE[together.kind](change, read_library(connection), together, into, fields)
        change.settle("merged", drafts)
        return change.close()


def reject(connect: Connect, proposal_ids: Sequence[int], actor: str, reason: str, seen: str | None = None) -> Change:
    """Remember that proposals are nothing for the library: neither they nor other spellings are asked about again.

    Raises:
        PermanentFailure: One of them does not wait, with what to do about it.
        StaleCardError: They are other than they were seen (`seen`, as of `approve`).
    """
    with _locked(connect, actor, reason) as connection:
        together = _as_seen(read_together(connection, proposal_ids), seen)
        drafts = drafts_covered(connection, together)
        change = begin_change(connection, "reject", actor, reason, together.ids)
        change.settle("rejected", drafts)
        return change.close()


@contextmanager
def _locked(connect: Connect, actor: str, reason: str) -> Iterator[psycopg.Connection]:
    """A transaction in which no other can change the library or what is proposed."""
    if not actor.strip() or not reason.strip():
        raise PermanentFailure("Say who does it and why: every change is recorded with both")
    with connect() as connection:
        lock_library(connection)
        yield connection


def _as_seen(together: Together, seen: str | None) -> Together:
    if seen is not None and together.seen != seen:
        names = ", ".join(together.labels)
        raise StaleCardError(f"The card changed since you saw it, and is {names} now: look at it again")
    return together


def _approve_role(connection: psycopg.Connection, together: Together, actor: str, reason: str, edits: Edits) -> Change:
    drafted, library = read_drafted(connection, together), read_library(connection)
    edits = in_library(library, edits)
    change = begin_change(connection, "approve", actor, reason, drafted.together.ids)
    approve_role(change, library, drafted.stored.draft, edits)
    change.settle("approved", [drafted.stored.draft_id])
    return change.close()


def _merge_skills(connection: psycopg.Connection, skill_id: str, into: str, actor: str, reason: str) -> Change:
    library = read_library(connection)
    if skill_id not in library.skills:
        raise PermanentFailure(f"The library has no skill {skill_id!r} to merge: give its skill_id")
    target = skill_named(library, into).skill_id
    if target == skill_id:
        raise PermanentFailure(f"{skill_id} cannot be merged into itself")
    change = begin_change(connection, "merge", actor, reason)
    change.merge_skill(skill_id, target)
    return change.close()


def _merging(edits: Edits) -> Edits:
    unknown = set(edits) - {"collision", "weight"}
    if unknown:
        raise PermanentFailure(f"{min(unknown)} cannot be set while merging; collision and weight can")
    return {
        **checked("alias", {key: edits[key] for key in edits if key == "collision"}),
        **checked("skill", {key: edits[key] for key in edits if key == "weight"}),
    }
