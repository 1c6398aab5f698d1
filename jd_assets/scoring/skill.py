"""Skill scores: the overlap of a posting's skills with each role's, rare skills weighing more."""

from collections.abc import Collection, Sequence

import numpy as np

from jd_assets.contracts.role_scoring import RoleMatch
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.scoring.index import Floats, RoleIndex

#: Weight of a nice-to-have skill beside a required one.
PREFERRED_WEIGHT = 0.5
#: A library weight of 3 (core of the role) counts as 1.
CORE = 3
#: Skill mass below which a score is damped: one common skill that fits is no match of 1.0. In units of rarity, about
#: the mass of three middling skills.
FULL_MASS = 6.0
#: Roles shown in the payload.
TOP = 5


def skill_scores(skills: Sequence[FinalSkill], index: RoleIndex) -> Floats:
    """The share of the posting's skill mass that each role asks for, shape (roles,).

    A skill's mass is its rarity over the roles, halved when it is only preferred; a role takes the part of it that its
    weight for the skill says.
    """
    mass = skill_masses(skills, index)
    total = max(sum(mass.values()), FULL_MASS)
    scores = np.zeros(len(index.roles), dtype=np.float32)
    for position, role in enumerate(index.roles):
        scores[position] = sum(mass[skill] * role.skills[skill] / CORE for skill in mass.keys() & role.skills.keys())
    return scores / np.float32(total)


def skill_masses(skills: Sequence[FinalSkill], index: RoleIndex) -> dict[str, float]:
    """Mass of each library skill of the posting that at least one role asks for."""
    return {
        skill.skill_id: index.rarity[skill.skill_id] * (1.0 if skill.is_primary else PREFERRED_WEIGHT)
        for skill in skills
        if skill.skill_id is not None and skill.skill_id in index.rarity and not skill.negated
    }


def skill_match_roles(
    skills: Sequence[FinalSkill], scores: Floats, index: RoleIndex, contenders: Collection[int] = ()
) -> list[RoleMatch]:
    """The top roles, and the contenders by role id, with the skills that matched."""
    ids = {skill.skill_id: skill.skill_name for skill in skills if skill.skill_id and not skill.negated}
    found = []
    for place, position in enumerate(np.argsort(-scores, kind="stable")):
        if scores[position] <= 0:
            break
        role = index.roles[int(position)]
        if place >= TOP and role.role_id not in contenders:
            continue
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
