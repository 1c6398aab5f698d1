"""What the pages of the library show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.embedder import Embedder
from jd_assets.library.change_log import Change
from jd_assets.library.history import changes_of
from jd_assets.library.snapshot import Library, Role, Skill
from jd_assets.review.change_summary import change_summary
from jd_assets.review.nearest import Near, library_items, nearest

#: Neighbours, examples and changes shown with an item.
NEIGHBOURS = 8
EXAMPLES = 6
CHANGES = 12
#: Rows of a change that are told.
TOLD = 30


@dataclass(frozen=True)
class RoleFacts:
    """How much stands behind a role: postings decided for it, and those in its centroid."""

    postings: int
    counted: int


@dataclass(frozen=True)
class ShownChange:
    """A change and the rows that it wrote, in words; `more` are not told."""

    change: Change
    lines: Sequence[str]
    more: int


@dataclass(frozen=True)
class RoleView:
    """A role with what stands around it.

    Attributes:
        role: The role.
        facts: How much stands behind it.
        skills: Its skills by weight, 3 first.
        neighbours: Roles whose centroids are nearest, as (slug, name, cosine).
        examples: Postings nearest to the centroid, as (run_id, title, employer, cosine).
        changes: The newest changes that touched it.
    """

    role: Role
    facts: RoleFacts
    skills: Mapping[int, Sequence[Skill]]
    neighbours: Sequence[tuple[str, str, float]]
    examples: Sequence[tuple[Any, ...]]
    changes: Sequence[ShownChange]


@dataclass(frozen=True)
class SkillView:
    """A skill with what stands around it: children, the roles that ask it (with weights) and nearest skills."""

    skill: Skill
    parent: Skill | None
    children: Sequence[Skill]
    roles: Sequence[tuple[Role, int]]
    neighbours: Sequence[Near]
    changes: Sequence[ShownChange]


def role_facts(connect: Connect, embedder: Embedder) -> dict[str, RoleFacts]:
    """How much stands behind each role, by slug."""
    with connect() as connection:
        rows = connection.execute(sql("console_role_facts"), {"embedder": embedder.embedder_id}).fetchall()
    return {slug: RoleFacts(postings, counted) for slug, postings, counted in rows}


def role_view(connect: Connect, embedder: Embedder, library: Library, role: Role) -> RoleView:
    """Gather what the page of a role shows."""
    given = {"role_id": role.role_id, "embedder": embedder.embedder_id, "limit": EXAMPLES}
    with connect() as connection:
        examples = connection.execute(sql("console_role_examples"), given).fetchall()
        centroids = connection.execute(sql("console_centroids"), given).fetchall()
    skills: dict[int, list[Skill]] = {3: [], 2: [], 1: []}
    for skill_id, weight in role.skills.items():
        if skill_id in library.skills:
            skills[weight].append(library.skills[skill_id])
    return RoleView(
        role=role,
        facts=role_facts(connect, embedder).get(role.slug, RoleFacts(0, 0)),
        skills={weight: sorted(held, key=lambda skill: skill.name.lower()) for weight, held in skills.items() if held},
        neighbours=_near_roles(library, role, centroids),
        examples=examples,
        changes=shown_changes(connect, {"role_id": role.role_id}),
    )


def skill_view(connect: Connect, embedder: Embedder, library: Library, skill: Skill) -> SkillView:
    """Gather what the page of a skill shows."""
    found = nearest(embedder.encode([skill.name]), library_items("skill", library), embedder, NEIGHBOURS + 1)[0]
    asked = [(role, role.skills[skill.skill_id]) for role in library.roles if skill.skill_id in role.skills]
    return SkillView(
        skill=skill,
        parent=library.skills.get(skill.parent or ""),
        children=[each for each in library.skills.values() if each.parent == skill.skill_id],
        roles=sorted(asked, key=lambda pair: (-pair[1], pair[0].display_name)),
        neighbours=[near for near in found if near.item_id != skill.skill_id][:NEIGHBOURS],
        changes=shown_changes(connect, {"skill_id": skill.skill_id}),
    )


def shown_changes(
    connect: Connect, key: Mapping[str, Any] | None = None, before: int | None = None, limit: int = CHANGES
) -> list[ShownChange]:
    """The newest changes with their rows in words."""
    with connect() as connection:
        return [shown_change(connection, change) for change in changes_of(connection, key, before, limit)]


def shown_change(connection: Any, change: Change, told: int = TOLD) -> ShownChange:
    """A change with its rows in words."""
    lines = change_summary(connection, change.change_id)
    return ShownChange(change, lines[:told], max(0, len(lines) - told))


def _near_roles(library: Library, role: Role, centroids: Sequence[tuple[Any, ...]]) -> list[tuple[str, str, float]]:
    vectors = {role_id: np.asarray(vector.to_list(), np.float32) for role_id, vector in centroids}
    own = vectors.get(role.role_id)
    if own is None:
        return []
    found = []
    for other in library.roles:
        vector = vectors.get(other.role_id)
        if vector is not None and other.role_id != role.role_id:
            cosine = float(own @ vector / (np.linalg.norm(own) * np.linalg.norm(vector)))
            found.append((other.slug, other.display_name, cosine))
    return sorted(found, key=lambda item: -item[2])[:NEIGHBOURS]
