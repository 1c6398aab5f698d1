"""Skill scores: the share of a posting's skills that each role asks for, rare skills weighing more."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.skill import (
    FULL_MASS,
    PREFERRED_WEIGHT,
    asked_skills,
    skill_masses,
    skill_match_roles,
    skill_scores,
)
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.scoring.small_index import small_index

BACKEND, DATA, ML, CLOUD = range(4)


def asked(skill_id: str, primary: bool = True, negated: bool = False) -> FinalSkill:
    return FinalSkill(skill_name=skill_id.upper(), skill_id=skill_id, is_primary=primary, negated=negated)


def scored(skills: Sequence[FinalSkill], index: RoleIndex) -> Floats:
    """The scores of one posting."""
    [scores] = skill_scores([asked_skills(skills)], index)
    return np.asarray(scores)


def test_a_role_takes_the_part_of_a_skill_that_its_weight_says() -> None:
    scores = scored([asked("sql")], small_index(rarity=FULL_MASS))
    assert scores.tolist() == pytest.approx([2 / 3, 1, 0, 0])


def test_the_score_is_the_share_of_all_skills_of_the_posting() -> None:
    scores = scored([asked("spark"), asked("aws")], small_index(rarity=FULL_MASS))
    assert scores.tolist() == pytest.approx([0, 0.5, 0, 0.5])


def test_one_common_skill_that_fits_is_no_full_match() -> None:
    scores = scored([asked("spark")], small_index(rarity=FULL_MASS / 4))
    assert scores[DATA] == pytest.approx(0.25)


def test_a_preferred_skill_weighs_less_beside_a_required_one() -> None:
    scores = scored([asked("spark"), asked("pytorch", primary=False)], small_index(rarity=FULL_MASS))
    assert scores[ML] / scores[DATA] == pytest.approx(PREFERRED_WEIGHT)


@pytest.mark.parametrize(
    "skill",
    [
        asked("java", primary=False, negated=True),
        FinalSkill(skill_name="Baking", is_primary=True),
        asked("not-in-the-library"),
    ],
)
def test_a_skill_that_is_not_wanted_or_not_known_counts_for_nothing(skill: FinalSkill) -> None:
    index = small_index()
    assert skill_masses([asked_skills([skill])], index).nnz == 0
    assert scored([skill], index).tolist() == [0, 0, 0, 0]


def test_a_skill_is_the_rarer_the_fewer_roles_ask_it(index: RoleIndex) -> None:
    asking = {skill: sum(skill in role.skills for role in index.roles) for skill in index.rarity}
    for skill, rarity in index.rarity.items():
        assert rarity == pytest.approx(math.log((1 + len(index.roles)) / (1 + asking[skill])))
    rare, common = min(asking, key=asking.__getitem__), max(asking, key=asking.__getitem__)
    assert index.rarity[rare] > index.rarity[common]


def test_skills_of_one_role_find_that_role_in_the_seed_library(index: RoleIndex) -> None:
    for role in index.roles:
        core = [asked(skill) for skill, weight in role.skills.items() if weight == 3]
        scores = scored(core, index)
        assert scores[index.roles.index(role)] == pytest.approx(scores.max()), role.slug


@given(st.lists(st.tuples(st.sampled_from(sorted(LIBRARY.skills)), st.booleans()), max_size=8), st.floats(0, 50))
def test_scores_lie_between_nought_and_one(skills: list[tuple[str, bool]], rarity: float) -> None:
    scores = scored([asked(skill, primary) for skill, primary in skills], small_index(rarity=rarity))
    assert np.all((scores >= 0) & (scores <= 1 + 1e-6))


def test_matched_skills_are_listed_under_the_postings_names_heaviest_first() -> None:
    index, skills = small_index(), [asked("sql"), asked("java"), asked("aws")]
    best = skill_match_roles(skills, scored(skills, index), index)[0]
    assert (best.slug, best.matched_skills) == ("backend-engineer", ["JAVA", "SQL"])
    assert (best.matched_count, best.total_count) == (2, 2)


def test_a_role_that_asks_none_of_the_skills_is_not_listed_even_as_a_contender() -> None:
    index, skills = small_index(), [asked("aws")]
    matches = skill_match_roles(skills, scored(skills, index), index, contenders={1, 2, 3, 9})
    assert [match.slug for match in matches] == ["cloud-architect"]
