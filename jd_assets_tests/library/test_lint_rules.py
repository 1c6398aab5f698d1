"""The rules of the linter that read every skill: one wrong row is found, and what is right is let be."""

from dataclasses import replace

import pytest

from jd_assets.library.lint_rules.aliases import is_dangerous, titles_as_certificates, unbound_aliases, unbound_names
from jd_assets.library.lint_rules.natures import AS_OF, long_emerging, practices_as_products, products_as_practices
from jd_assets.library.lint_rules.spelling import british_forms
from jd_assets.library.lint_rules.sub_categories import LEAST, misplaced, thin_sub_categories
from jd_assets.library.lint_rules.typing import typed_otherwise, typing_rules
from jd_assets.library.snapshot import Alias, Library, Role, Skill

WIDGETS = Skill(
    skill_id="widget-testing",
    name="Widget Testing",
    category="Testing & Quality",
    sub_category="Testing Practice",
    skill_nature="PRACTICE",
    volatility="LOW",
    typical_lifespan="EVERGREEN",
    version_strategy="UNVERSIONED",
    maturity="mature",
    parent=None,
    match="",
    aliases=(("testing of widgets", ""),),
    dimensions=("quality-assurance",),
)


def as_kind(nature: str, category: str, sub_category: str, **fields: str) -> Skill:
    return replace(WIDGETS, skill_nature=nature, category=category, sub_category=sub_category, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("nature", ["CERTIFICATION", "CONCEPT", "PRACTICE", "DOMAIN", "SOFT", "SERVICE"])
def test_what_has_no_releases_has_no_versions(nature: str) -> None:
    skill = as_kind(nature, "Cloud Platforms", "AWS Services", version_strategy="MAJOR")
    assert any(finding.what.startswith("version_strategy MAJOR") for finding in typed_otherwise([skill]))


def test_a_hosted_product_has_no_versions() -> None:
    skill = as_kind("PLATFORM", "Enterprise Applications", "HR Systems", version_strategy="MAJOR")
    assert any("version_strategy" in finding.what for finding in typed_otherwise([skill]))


def test_a_library_is_written_against_by_release() -> None:
    skill = as_kind("LIBRARY", "Web & Mobile Development", "Backend Frameworks", version_strategy="UNVERSIONED")
    assert any("version_strategy" in finding.what for finding in typed_otherwise([skill]))


def test_no_product_is_evergreen() -> None:
    skill = as_kind("PLATFORM", "Enterprise Applications", "Marketing Platforms", volatility="MEDIUM")
    assert [finding.what.split()[0] for finding in typed_otherwise([skill])] == ["typical_lifespan"]


def test_what_is_typed_by_the_rules_is_in_order() -> None:
    assert list(typed_otherwise([WIDGETS])) == []


def test_every_rule_says_why() -> None:
    assert [rule for rules in typing_rules().values() for rule in rules if not (rule.reason and rule.allowed)] == []


def test_a_coined_name_is_that_of_no_practice() -> None:
    product = replace(WIDGETS, skill_id="wobblify", name="Wobblify", aliases=(("Wobblify Pro", ""),))
    assert [finding.where for finding in products_as_practices([WIDGETS, product])] == ["wobblify"]


def test_a_named_law_may_be_a_concept() -> None:
    law = replace(WIDGETS, skill_id="eu-ai-act", name="EU AI Act", skill_nature="CONCEPT")
    assert list(products_as_practices([law])) == []


def test_a_name_of_ordinary_words_that_ends_in_what_is_done_is_no_product() -> None:
    hunting = replace(WIDGETS, skill_id="widget-hunting", name="Widget Hunting", skill_nature="TOOL", aliases=())
    spelled = replace(WIDGETS, aliases=(("hunting for a widget", ""),))
    assert [finding.where for finding in practices_as_products([spelled, hunting])] == ["widget-hunting"]


def test_a_coined_name_that_ends_so_is_one() -> None:
    product = replace(WIDGETS, skill_id="wobblify", name="Wobblify Hunting", skill_nature="TOOL")
    assert list(practices_as_products([WIDGETS, product])) == []


def test_nothing_is_emerging_for_long_or_since_nobody_knows_when() -> None:
    unknown = replace(WIDGETS, maturity="emerging")
    known = replace(WIDGETS, skill_id="context-engineering", maturity="emerging")
    assert AS_OF.year == 2026
    assert [finding.where for finding in long_emerging([unknown, known, WIDGETS])] == ["widget-testing"]


@pytest.mark.parametrize("alias", ["coding", "on-call", "DPO", "R2R", "C&B", "a/b"])
def test_a_word_of_everyday_and_a_few_letters_are_dangerous(alias: str) -> None:
    assert is_dangerous(alias)


@pytest.mark.parametrize("alias", ["code review", "Terraform", "PyTorch", "contract research"])
def test_a_phrase_and_a_name_are_not(alias: str) -> None:
    assert not is_dangerous(alias)


def test_a_dangerous_alias_needs_a_rule_or_a_reason() -> None:
    skill = replace(WIDGETS, aliases=(("wobbling", ""), ("WDG", ""), ("WGT", "cased"), ("wobbly", "topic:software")))
    assert [finding.where for finding in unbound_aliases([skill])] == [
        "'wobbling' of widget-testing",
        "'WDG' of widget-testing",
    ]


def test_a_name_of_one_ordinary_word_needs_a_rule_or_a_reason() -> None:
    ordinary = replace(WIDGETS, skill_id="wobbling", name="Wobbling", aliases=(("wobbling of widgets", ""),))
    bound = replace(ordinary, skill_id="bound", match="topic:software")
    coined = replace(ordinary, skill_id="wobblify", name="Wobblify", aliases=())
    assert [finding.where for finding in unbound_names([ordinary, bound, coined])] == ["'Wobbling' of wobbling"]


def test_a_certificate_named_like_a_job_is_told_unless_the_text_must_say_so() -> None:
    titles = (Alias("Widget Tester", "widget tester", collision=False),)
    role = Role(1, "tester", "Tester", "House", "Tests.", titles, (), {}, frozenset())
    exam = replace(WIDGETS, skill_nature="CERTIFICATION", aliases=(("Widget Tester", ""),))
    bound = replace(exam, skill_id="bound", aliases=(("Widget Tester", "topic:certification"),))
    library = Library(1, (role,), {skill.skill_id: skill for skill in (exam, bound)}, {})
    assert [finding.where for finding in titles_as_certificates(library)] == ["widget-testing"]


def test_another_spelling_of_the_name_needs_none() -> None:
    skill = replace(WIDGETS, name="Data Warehouse", aliases=(("data-warehouse", ""), ("datawarehouses", "")))
    assert list(unbound_aliases([skill])) == []


def test_a_sub_category_of_a_few_skills_is_told() -> None:
    skills = [replace(WIDGETS, skill_id=str(number)) for number in range(LEAST)]
    assert list(thin_sub_categories(skills)) == []
    assert [finding.what for finding in thin_sub_categories(skills[1:])] == [f"sub-category of {LEAST - 1} skills"]


def test_a_product_among_practices_and_a_practice_among_products_are_told() -> None:
    tool = replace(WIDGETS, skill_id="tool", skill_nature="TOOL")
    practice = replace(WIDGETS, skill_id="practice", sub_category="Test Tools")
    assert [finding.where for finding in misplaced([WIDGETS, tool, practice])] == ["tool", "practice"]


def test_the_library_is_spelled_one_way() -> None:
    role = Role(
        1,
        "baker",
        "Baker",
        "House",
        "Optimises ovens.",
        (),
        ("Organizes supplies and revises plans.",),
        {},
        frozenset(),
    )
    library = Library(1, (role,), {"a": replace(WIDGETS, name="Data Modelling")}, {})
    assert sorted(finding.what for finding in british_forms(library)) == [
        "British form 'Modelling'",
        "British form 'Optimises'",
    ]
