"""The AI index: pinned on postings that can be counted by hand."""

import pytest

from jd_assets.client_output.ai_index import ai_index
from jd_assets.client_output.ai_typing import BORDERING, CORE, relatedness
from jd_assets.client_output.skills import wanted_skills
from jd_assets.contracts.client_output import AiIndex
from jd_assets.contracts.role_scoring import RoleMatch
from jd_assets_tests.client_output.given import (
    AI_ROLE,
    LIBRARY,
    OTHER_ROLE,
    detail_of,
    final_skill,
    new_meta,
    roles,
    skills_of,
    text_of,
)

NO_TEXT = text_of()


def index(*sentences: str, role: RoleMatch | None = OTHER_ROLE, **wanted: bool) -> AiIndex:
    text = text_of(*sentences)
    return ai_index(text, skills_of(wanted, text), role, roles())


def test_the_parts_add_up() -> None:
    """Skills 1/(1 + 1 + 3) of 0.5 is .4, one task of two is full, half of the role is full."""
    found = index("Train models in torch", "Book rooms", role=AI_ROLE, torch=True, ledger=True)
    assert found.index == pytest.approx(100 * (0.5 * 0.4 + 0.3 + 0.2))
    assert [f"{driver.kind} {driver.name} {driver.points:.1f}" for driver in found.drivers] == [
        "responsibility torch 30.0",
        "skill Torch 20.0",
        "role Model Engineer 20.0",
    ]
    assert found.summary == "1 AI skill (Torch), 1 of 2 responsibilities, the role Model Engineer"


def test_what_cannot_be_judged_is_left_out() -> None:
    """Skills 1/(1 + 3) of 0.5 is .5; neither responsibilities nor a role of the library."""
    assert index(role=None, torch=True).index == pytest.approx(50)


def test_a_preferred_skill_drives_less_than_a_required_one() -> None:
    preferred, required = index(torch=False).index, index(torch=True).index
    assert preferred is not None
    assert required is not None
    assert 0 < preferred < required


def test_a_sentence_speaks_of_ai_by_its_words_too() -> None:
    found = index("Ship a recommendation engine", "Book rooms", role=None, ledger=True)
    assert [driver.evidence[0].text for driver in found.drivers] == ["recommendation engine"]


@pytest.mark.parametrize("sentence", ["Maintain email lists", "Said and done", "Drive html work"])
def test_letters_inside_words_are_no_ai(sentence: str) -> None:
    assert index(sentence, ledger=True).index == 0


def test_nothing_of_ai_is_zero_and_says_so() -> None:
    found = index("Book rooms", ledger=True)
    assert (found.index, found.summary, found.drivers) == (0, "No AI skill or task is named", [])


def test_nothing_to_judge_by_is_no_index() -> None:
    found = index()
    assert found.index is None
    assert found.not_stated == "The posting names no skill and no responsibility to judge by"


def test_skills_that_border_on_ai_count_half() -> None:
    skill = final_skill("sentences-to-vectors")
    meta = new_meta(skill.skill_name, category="Machine Learning & AI")
    [new] = wanted_skills([skill], [detail_of(skill).model_copy(update={"new_skill_meta": meta})], LIBRARY)
    assert [relatedness(known) for known in skills_of({"torch": True, "vectors": True, "ledger": True})] == [
        CORE,
        BORDERING,
        0,
    ]
    assert relatedness(new) == BORDERING
