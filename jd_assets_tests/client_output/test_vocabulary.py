from jd_assets.client_output.vocabulary import vocabulary
from jd_assets.contracts.enrichment import Canonical
from jd_assets.contracts.persistence import FinalInputSkill
from jd_assets.enriching.derive_step import known_typing
from jd_assets_tests.client_output.given import LIBRARY, detail_of, final_skill


def test_every_term_has_its_typing_and_tag() -> None:
    known, new = final_skill("torch"), final_skill("dolt", primary=False)
    typing = Canonical(skill_id="torch", name="Torch", derived=known_typing(LIBRARY.skills["torch"]))
    details = [detail_of(known).model_copy(update={"canonical": typing}), detail_of(new)]
    tags = [FinalInputSkill(skill="Torch", tag="in_db"), FinalInputSkill(skill="Dolt", tag="new")]
    first, second = vocabulary([known, new], details, tags).terms
    assert (first.term, first.category, first.skill_nature, first.tag, first.is_primary) == (
        "Torch",
        "Machine Learning & AI",
        "TOOL",
        "in_db",
        True,
    )
    assert (second.term, second.volatility, second.version_strategy, second.tag, second.is_primary) == (
        "Dolt",
        "HIGH",
        "MINOR",
        "new",
        False,
    )


def test_terms_that_are_not_wanted_say_so() -> None:
    unwanted = final_skill("torch").model_copy(update={"negated": True, "is_primary": False})
    assert [term.negated for term in vocabulary([unwanted], [], []).terms] == [True]


def test_a_term_that_nothing_typed_has_defaults_and_says_so() -> None:
    [term] = vocabulary([final_skill("dolt")], [], []).terms
    assert (term.is_default, term.category, term.tag) == (True, "Other", "new")


def test_a_posting_without_skills_has_no_terms() -> None:
    assert vocabulary([], [], []).not_stated == "The posting names no skill"
