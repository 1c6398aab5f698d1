"""API 2: skills that the library holds, and skills that it lacks."""

import pytest

from jd_assets.contracts.base import Evidence
from jd_assets.contracts.enrichment import ExtractDetails, NewSkillMeta, SkillDetail
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.enriching.new_skill import DEFAULT, describe_new_skill, slug_of
from jd_assets.library.snapshot import Library
from jd_assets.stages.batch import Batch, Failure
from jd_assets.stages.enrichment import enrichment
from jd_assets_tests.decision.signals import exact, scoring
from jd_assets_tests.decision.test_outcome import decided


def known(library: Library, name: str, **given: object) -> FinalSkill:
    skill = next(skill for skill in library.skills.values() if skill.name == name)
    fields = {"skill_name": name, "skill_id": skill.skill_id, "matched_via": "canonical", "is_primary": True}
    return FinalSkill.model_validate(fields | given)


def unknown(name: str) -> FinalSkill:
    return FinalSkill(skill_name=name, is_primary=True)


def details(library: Library, index: SkillIndex, *skills: FinalSkill, llm: tuple[str, ...] = ()) -> ExtractDetails:
    """The payload of one run that was decided to be a backend engineer."""
    extraction = SkillExtraction(final_skills=list(skills), llm_skills=list(llm))
    decision = decided(scoring(exact("backend-engineer"), kra={"data-engineer": 0.4}))
    batch = enrichment(Batch({"run": extraction}, {}), Batch({"run": decision}, {}), library, index)
    return batch.payloads["run"].extract_details


def described(library: Library, index: SkillIndex, name: str, used_with: tuple[str, ...] = ()) -> NewSkillMeta:
    return describe_new_skill(name, index.nearest([name])[0], used_with, library)


def test_a_skill_of_the_library_comes_with_its_typing_aliases_and_locked_dimensions(
    library: Library, skill_index: SkillIndex
) -> None:
    [detail] = details(library, skill_index, known(library, "Kubernetes")).skills_detail
    entry = library.skills["kubernetes"]
    assert detail.canonical is not None
    assert (detail.canonical.skill_id, detail.canonical.name) == ("kubernetes", "Kubernetes")
    assert detail.canonical.derived.category == entry.category
    assert not detail.canonical.derived.is_default
    assert "k8s" in detail.aliases_in_db
    assert [(link.dimension_id, link.locked) for link in detail.dimensions] == [
        (each, True) for each in entry.dimensions
    ]
    assert (detail.source_tag, detail.new_skill_meta, detail.unmatched_cause) == ("db", None, None)


def test_a_skill_that_the_library_lacks_is_described_as_new(library: Library, skill_index: SkillIndex) -> None:
    payload = details(library, skill_index, known(library, "Python"), unknown("CockroachDB Serverless"))
    detail = payload.skills_detail[1]
    assert payload.unmatched_skills == ["CockroachDB Serverless"]
    assert (detail.canonical, detail.source_tag, detail.unmatched_cause) == (None, "rules", "gap")
    meta = detail.new_skill_meta
    assert meta is not None
    assert meta.skill_id == "cockroachdb-serverless"
    assert meta.placed is not None
    assert (meta.placed.nearest_skill_id, meta.placed.similarity > 0.6) == ("cockroachdb", True)
    assert meta.relationships is not None
    assert meta.relationships.siblings[0] == "CockroachDB"
    assert meta.relationships.used_with == ["Python"]
    assert meta.typed is not None
    assert meta.derived.category == meta.typed["category"] == library.skills["cockroachdb"].category
    assert not meta.derived.is_default


def test_a_skill_that_nothing_is_near_to_has_the_default_typing_and_says_so(
    library: Library, skill_index: SkillIndex
) -> None:
    meta = described(library, skill_index, "oven cleaning")
    assert meta.derived == DEFAULT
    assert meta.derived.is_default
    assert (meta.typed, meta.placed, meta.relationships) == (None, None, None)
    assert meta.warnings == ["No library skill is near enough to type it: the typing is a default"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Java/Kotlin", "'Java/Kotlin' names 2 library skills: Java, Kotlin"),
        ("Postgres and k8s", "'Postgres and k8s' names 2 library skills: Postgres, k8s"),
        ("C, C++ & Java", "'C, C++ & Java' names 3 library skills: C, C++, Java"),
    ],
)
def test_a_name_of_several_library_skills_is_logged_as_a_split(
    library: Library, skill_index: SkillIndex, name: str, said: str
) -> None:
    assert described(library, skill_index, name).split_log == [said]


def test_a_name_of_perhaps_several_skills_is_a_warning(library: Library, skill_index: SkillIndex) -> None:
    meta = described(library, skill_index, "bread and butter")
    assert meta.split_log == []
    assert "'bread and butter' may be several skills" in meta.warnings


@pytest.mark.parametrize(("name", "known_as"), [("Apache Kafkas", "Apache Kafka"), ("Java-Script", "JavaScript")])
def test_another_spelling_of_a_library_skill_is_logged_as_a_merge(
    library: Library, skill_index: SkillIndex, name: str, known_as: str
) -> None:
    assert (
        described(library, skill_index, name)
        .merge_log[0]
        .startswith(f"'{name}' may be another spelling of {known_as} (")
    )


def test_a_new_skill_says_that_it_was_kept(library: Library, skill_index: SkillIndex) -> None:
    meta = described(library, skill_index, "oven cleaning")
    assert meta.keep_log == ["kept 'oven cleaning': no canonical name or alias of the library is the same"]
    assert (meta.split_log, meta.merge_log) == ([], [])


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C++", "cpp"),
        ("C#", "csharp"),
        (".NET", "dotnet"),
        ("Café Ünion", "cafe-union"),
        ("a_b  c", "a-b-c"),
        ("!", "unnamed"),
    ],
)
def test_a_skill_id_is_made_of_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_what_the_model_named_is_told_from_what_the_rules_found(library: Library, skill_index: SkillIndex) -> None:
    payload = details(library, skill_index, known(library, "Python"), unknown("Quorvex"), llm=("Quorvex", "Platform"))
    assert payload.input_llm_skills == ["Quorvex", "Platform"]
    assert payload.input_final_skills == ["Python", "Quorvex"]
    shown: list[SkillDetail] = payload.skills_detail
    assert [(detail.source_tag, detail.was_in_llm_skills) for detail in shown] == [("db", False), ("llm", True)]


def test_a_skill_matched_through_an_alias_shows_the_postings_wording(library: Library, skill_index: SkillIndex) -> None:
    place = Evidence(start=4, end=7, text="k8s")
    skill = known(library, "Kubernetes", matched_via="alias", evidence=[place.model_dump()])
    payload = details(library, skill_index, skill, known(library, "Python"))
    assert payload.alias_matches == [{"input_skill": "k8s", "canonical": "Kubernetes"}]


def test_the_role_is_shown_with_its_id_archetype_and_dimensions(library: Library, skill_index: SkillIndex) -> None:
    payload = details(library, skill_index)
    role = library.role_by_slug["backend-engineer"]
    assert payload.chosen_role is not None
    assert (payload.chosen_role.id, payload.chosen_role.source) == (1, "db")
    assert payload.chosen_role.role_archetype == role.archetype
    assert {link.dimension_id for link in payload.dimensions} == role.dimensions
    assert payload.candidate_roles[0].slug == "backend-engineer"


def test_a_new_role_is_shown_as_proposed_and_without_an_id(library: Library, skill_index: SkillIndex) -> None:
    decision = decided(scoring(), title="Pastry Chef")
    batch = enrichment(Batch({"run": SkillExtraction()}, {}), Batch({"run": decision}, {}), library, skill_index)
    role = batch.payloads["run"].extract_details.chosen_role
    assert role is not None
    assert (role.slug, role.display_name, role.id, role.source) == ("pastry-chef", "Pastry Chef", None, "proposed")


def test_a_posting_whose_skills_failed_is_failed_here_too(library: Library, skill_index: SkillIndex) -> None:
    lost = Failure("skill_extraction", "transient", "no answer")
    batch = enrichment(Batch({}, {"run": lost}), Batch({"run": decided(scoring())}, {}), library, skill_index)
    assert (dict(batch.payloads), batch.failures) == ({}, {"run": lost})
