import pytest

from jd_assets.contracts.base import LlmUsage, Section
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.skills.extract import LlmSkill, extract_skills, merge_llm
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets_tests.skills.samples import Part, posted

USAGE = LlmUsage(engine="openai", calls=1)


def merged(vocabulary: Vocabulary, parts: list[Part], *claims: LlmSkill, company: str | None = None) -> SkillExtraction:
    posting, parsed = posted(*parts, company=company)
    rules = extract_skills(posting, parsed, vocabulary)
    return merge_llm(posting, parsed, rules, claims, vocabulary, USAGE)


def test_a_claim_that_the_text_bears_out_is_added_with_its_place(vocabulary: Vocabulary) -> None:
    sentence = "You tame our quux clusters"
    found = merged(vocabulary, [(Section.RESPONSIBILITIES, sentence)], LlmSkill("Quux", sentence, True))

    assert [(skill.skill_name, skill.skill_id, skill.is_primary) for skill in found.final_skills] == [
        ("quux", None, True)
    ]
    assert found.final_skills[0].evidence[0].start == sentence.index("quux")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("You know Python", "COBOL"),
        ("Own the go-to-market plan", "Go"),
        ("React quickly", "act"),
        ("Work with R&D", "R"),
    ],
)
def test_a_claim_that_the_text_does_not_hold_is_dropped(vocabulary: Vocabulary, sentence: str, name: str) -> None:
    found = merged(vocabulary, [(Section.REQUIRED, sentence)], LlmSkill(name, sentence, True))

    assert found.dropped_claims == [name]
    assert name not in {skill.skill_name for skill in found.final_skills}


def test_quotes_blanks_and_case_do_not_stand_in_the_way_of_proof(vocabulary: Vocabulary) -> None:
    found = merged(
        vocabulary, [(Section.REQUIRED, "You know “Zig\u00a0lang”")], LlmSkill("zig lang", 'know "zig lang"', True)
    )

    assert [skill.evidence[0].text for skill in found.final_skills] == ["Zig\u00a0lang"]


def test_a_claim_of_a_skill_that_the_rules_found_changes_nothing(vocabulary: Vocabulary) -> None:
    parts: list[Part] = [(Section.PREFERRED, "Experience with k8s")]
    posting, parsed = posted(*parts)
    found = merged(vocabulary, parts, LlmSkill("Kubernetes", "k8s", True), LlmSkill("K8s", "k8s", True))

    assert found.final_skills == extract_skills(posting, parsed, vocabulary).final_skills
    assert found.llm_skills == ["Kubernetes", "K8s"]
    assert found.dropped_claims == []


@pytest.mark.parametrize("section", [Section.BENEFITS, Section.LEGAL, Section.ABOUT_COMPANY], ids=str)
def test_text_about_the_employer_proves_no_claim(vocabulary: Vocabulary, section: Section) -> None:
    found = merged(vocabulary, [(section, "Free quux lessons")], LlmSkill("Quux", "Free quux lessons", True))

    assert (found.final_skills, found.dropped_claims) == ([], ["Quux"])


def test_the_name_of_the_employer_proves_no_claim(vocabulary: Vocabulary) -> None:
    parts: list[Part] = [(Section.RESPONSIBILITIES, "At Oracle you write Java")]
    found = merged(vocabulary, parts, LlmSkill("Oracle", "At Oracle", True), company="Oracle")

    assert found.dropped_claims == ["Oracle"]


def test_a_generic_word_is_no_skill_though_the_text_holds_it(vocabulary: Vocabulary) -> None:
    found = merged(vocabulary, [(Section.REQUIRED, "Build the platform")], LlmSkill("Platform", "the platform", True))

    assert (found.final_skills, found.dropped_claims) == ([], ["Platform"])


def test_the_section_outweighs_what_the_model_says_of_importance(vocabulary: Vocabulary) -> None:
    found = merged(vocabulary, [(Section.PREFERRED, "Quux lovers")], LlmSkill("Quux", "Quux", True))

    assert [skill.is_primary for skill in found.final_skills] == [False]


def test_a_skill_the_model_names_is_no_longer_unmatched(vocabulary: Vocabulary) -> None:
    found = merged(
        vocabulary, [(Section.REQUIRED, "Experience with quuxes")], LlmSkill("quuxes", "Experience with quuxes", True)
    )

    assert [skill.skill_name for skill in found.final_skills] == ["quuxes"]
    assert found.unmatched_mentions == []


def test_the_usage_of_the_call_is_kept(vocabulary: Vocabulary) -> None:
    assert merged(vocabulary, [(Section.REQUIRED, "Python")]).usage == USAGE
