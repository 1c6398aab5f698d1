"""Skill scores: the overlap of a posting's skills with each role's, rare skills weighing more."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from jd_assets.contracts.role_scoring import RoleMatch
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.index import RoleIndex

#: Weight of a nice-to-have skill beside a required one.
PREFERRED_WEIGHT = 0.5
#: A library weight of 3 (core of the role) counts as 1.
CORE = 3
#: Skill mass below which a score is damped: a posting that names two skills of a role and little else is no match of
#: 1.0. In units of rarity, about the mass of six middling skills; with half of it, as many right roles came first, and
#: three postings outside the library were taken for the role that two to four of their skills are of.
FULL_MASS = 12.0
#: Roles shown in the payload.
TOP = 5


def asked_skills(skills: Sequence[FinalSkill]) -> dict[str, bool]:
    """The library skills that a posting asks for, by id: true for a required one, false for one that is preferred."""
    return {skill.skill_id: skill.is_primary for skill in skills if skill.skill_id is not None and not skill.negated}


def skill_scores(asked: Sequence[Mapping[str, bool]], index: RoleIndex) -> Floats:
    """The share of each posting's skill mass that each role asks for, shape (postings, roles).

    A skill's mass is its rarity over the roles, halved when it is only preferred; a role takes the part of it that its
    weight for the skill says.

    Args:
        asked: What `asked_skills` gives for each posting.
        index: The library's index.
    """
    masses = skill_masses(asked, index)
    taken = np.asarray((masses @ index.skill_weights).todense(), dtype=np.float64) / CORE
    total = np.maximum(np.asarray(masses.sum(axis=1), dtype=np.float64), FULL_MASS)
    return np.asarray(taken.astype(np.float32) / total.astype(np.float32))


def skill_masses(asked: Sequence[Mapping[str, bool]], index: RoleIndex) -> csr_matrix:
    """Mass of each library skill of the postings that at least one role asks for, shape (postings, skills)."""
    columns = index.skill_columns
    cells = [
        (row, columns[skill], index.rarity[skill] * (1.0 if is_primary else PREFERRED_WEIGHT))
        for row, skills in enumerate(asked)
        for skill, is_primary in skills.items()
        if skill in columns
    ]
    rows, skills_of, masses = zip(*cells, strict=True) if cells else ((), (), ())
    shape = (len(asked), len(columns))
    return csr_matrix((np.asarray(masses, dtype=np.float64), (rows, skills_of)), shape=shape)


def shown_by_skill(scores: Floats, index: RoleIndex, contenders: Collection[int] = ()) -> Iterator[int]:
    """Positions of the top roles of one posting, and of the contenders by role id, best first; none that scores 0."""
    for place, position in enumerate(np.argsort(-scores, kind="stable").tolist()):
        if scores[position] <= 0:
            return
        if place < TOP or index.roles[position].role_id in contenders:
            yield position


def skill_match_roles(
    skills: Sequence[FinalSkill], scores: Floats, index: RoleIndex, contenders: Collection[int] = ()
) -> list[RoleMatch]:
    """The roles to show for one posting, with the skills that matched."""
    ids = {skill.skill_id: skill.skill_name for skill in skills if skill.skill_id and not skill.negated}
    found = []
    for position in shown_by_skill(scores, index, contenders):
        role = index.roles[position]
        matched = sorted(ids.keys() & role.skills.keys(), key=lambda skill: (-role.skills[skill], skill))
        found.append(
            RoleMatch(
                display_name=role.display_name,
                role_id=role.role_id,
                slug=role.slug,
                score=round(float(scores[position]), 4),
                matched_skills=[ids[skill] for skill in matched],
                matched_count=len(matched),
                total_count=len(role.skills),
            )
        )
    return found
