"""A draft role becomes a role of the library."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import psycopg

from jd_assets.contracts.role_draft import RoleDraft
from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.changes import LibraryChange
from jd_assets.library.lint import DIMENSIONS
from jd_assets.library.snapshot import Library, Role
from jd_assets.proposals.drafting.due import StoredDraft
from jd_assets.proposals.drafting.store import read_drafts
from jd_assets.review.edits import Edits
from jd_assets.review.proposals import Together, read_together
from jd_assets.review.titles import add_titles
from jd_assets.text.titles import normalise_alias

#: Ids of approved roles: above any that a seed file gives, which load over a role of the same id, and below those of
#: the taxonomies, which begin at 100,000.
FIRST_ROLE_ID, END_ROLE_ID = 10_000, 100_000


@dataclass(frozen=True)
class Drafted:
    """A draft that waits, with the proposals that it is made of."""

    stored: StoredDraft
    together: Together


def drafts_covered(connection: psycopg.Connection, together: Together) -> list[int]:
    """Drafts that wait and all of whose open proposals are among these: what becomes of them becomes of the draft."""
    keys = {proposal.key for proposal in together.proposals}
    waiting = {row[0] for row in connection.execute(sql("review_pending_role_keys"))}
    return [
        row.draft_id for row in _touched(connection, together) if waiting.intersection(row.draft.proposal_keys) <= keys
    ]


def read_drafted(connection: psycopg.Connection, together: Together) -> Drafted:
    """The draft that proposals of new roles are in.

    Raises:
        PermanentFailure: They are in none, or in several.
    """
    touched = _touched(connection, together)
    name = together.labels[0]
    if not touched:
        raise PermanentFailure(
            f"The new role '{name}' has no draft yet: run the job new_role_draft once enough employers back it (its "
            "min_employers can be lowered), or merge the proposal into a role that the library has"
        )
    if len(touched) > 1:
        slugs = ", ".join(row.draft.slug for row in touched)
        raise PermanentFailure(f"These proposals are in several drafts ({slugs}): approve one and merge the others")
    rows = connection.execute(sql("review_role_proposals"), {"keys": touched[0].draft.proposal_keys}).fetchall()
    return Drafted(touched[0], read_together(connection, [*together.ids, *(row[0] for row in rows)]))


def approve_role(change: LibraryChange, library: Library, draft: RoleDraft, edits: Edits) -> None:
    """Add the role with its titles, KRAs, skills and dimensions."""
    slug = edits.get("slug", draft.slug)
    if slug in library.role_by_slug:
        raise PermanentFailure(
            f"The library has a role {slug} already: set slug=… for another name, or merge the proposal into {slug}"
        )
    role_id = _free_id(change)
    name = edits.get("name", draft.display_name)
    family, archetype = _described(draft, library, edits)
    row = {"role_id": role_id, "slug": slug, "display_name": name, "role_family": family, "archetype": archetype}
    change.add("role", [row])
    titles = list(_titles(name, draft, library, collision=edits.get("collision") == "yes"))
    add_titles(change, library, [(role_id, title) for title in titles], collision=True)
    change.add("role_kra", [{"role_id": role_id, "kra": kra.kra} for kra in draft.kras])
    weights = {each.skill_id: each.weight for each in draft.skills if each.skill_id in library.skills}
    change.add(
        "role_skill", [{"role_id": role_id, "skill_id": skill, "weight": weight} for skill, weight in weights.items()]
    )
    skills = [skill for skill in weights if skill]
    change.add("role_dimension", [{"role_id": role_id, "dimension_id": each} for each in _dimensions(skills, library)])


def _touched(connection: psycopg.Connection, together: Together) -> list[StoredDraft]:
    keys = {proposal.key for proposal in together.proposals}
    drafts = read_drafts(lambda: nullcontext(connection)) if together.kind == "role" else []
    return [row for row in drafts if row.status == "pending" and keys.intersection(row.draft.proposal_keys)]


def _free_id(change: LibraryChange) -> int:
    row = change.connection.execute(sql("review_free_role_id"), {"first": FIRST_ROLE_ID, "end": END_ROLE_ID}).fetchone()
    return int(row[0]) if row else FIRST_ROLE_ID


def _described(draft: RoleDraft, library: Library, edits: Edits) -> tuple[str, str]:
    """Family and archetype, where the admin gives none those of the nearest role that the library has."""
    near = (library.role_by_slug.get(role.slug) for role in draft.nearest_roles)
    nearest: Role | None = next((role for role in near if role), None)
    family = edits.get("family") or (nearest.role_family if nearest else "")
    archetype = edits.get("archetype") or (nearest.archetype if nearest else "")
    if not family or not archetype:
        raise PermanentFailure("No role of the library is near to the draft: set family=… and archetype=…")
    return family, archetype


def _titles(name: str, draft: RoleDraft, library: Library, collision: bool) -> Iterator[str]:
    """Titles of the role; those of other roles are theirs alone unless the admin means both to have them."""
    for title in (name, *(alias.alias for alias in draft.aliases)):
        normalised = normalise_alias(title)
        if normalised and (collision or normalised not in library.alias_index):
            yield title


def _dimensions(skills: Sequence[str], library: Library) -> list[str]:
    """The dimensions that most of its skills lie in, as many as a role may have."""
    counted = Counter(dimension for skill in skills for dimension in library.skills[skill].dimensions)
    ordered = sorted(counted, key=lambda dimension: (-counted[dimension], dimension))
    return ordered[: DIMENSIONS[1]]
