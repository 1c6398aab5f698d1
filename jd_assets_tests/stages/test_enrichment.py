"""API 2: skills that the library holds, and skills that it lacks."""

from dataclasses import replace
from typing import Any

import pytest

from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.enrichment import Enrichment, ExtractDetails, SkillDetail
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction, UnmatchedCause, UnmatchedMention
from jd_assets.enriching.neighbours import SkillIndex
from jd_assets.library.snapshot import Library
from jd_assets.stages.enrichment import enrichment
from jd_assets_tests.decision.signals import exact, parse, scoring
from jd_assets_tests.decision.test_outcome import decided
from jd_assets_tests.llm.postings import posting_of


def known(library: Library, name: str, **given: object) -> FinalSkill:
    skill = next(skill for skill in library.skills.values() if skill.name == name)
    fields = {"skill_name": name, "skill_id": skill.skill_id, "matched_via": "canonical", "is_primary": True}
    return FinalSkill.model_validate(fields | given)


def unknown(name: str) -> FinalSkill:
    return FinalSkill(skill_name=name, is_primary=True)


def enriched(library: Library, index: SkillIndex, extraction: SkillExtraction, decision: CaseDecision) -> Enrichment:
    """The stage's row of one run."""
    postings: Batch[Posting] = Batch({"run": posting_of("Builds things.")}, {})
    parsed: Batch[NanoParse] = Batch({"run": parse()}, {})
    batch = enrichment(postings, parsed, Batch({"run": extraction}, {}), Batch({"run": decision}, {}), library, index)
    return batch.payloads["run"]


def details(library: Library, index: SkillIndex, *skills: FinalSkill, **given: Any) -> ExtractDetails:
    """The payload of one run that was decided to be a backend engineer."""
    extraction = SkillExtraction(final_skills=list(skills), **given)
    decision = decided(scoring(exact("backend-engineer"), kra={"data-engineer": 0.4}))
    return enriched(library, index, extraction, decision).extract_details


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
    assert meta.placed.nearest_skill_id == "cockroachdb"
    assert meta.relationships is not None
    assert meta.relationships.parent == "cockroachdb"
    assert meta.relationships.used_with == ["Python"]
    assert meta.typed is not None
    assert meta.derived.category == meta.typed["category"] == library.skills["cockroachdb"].category
    assert not meta.derived.is_default


def test_the_dimensions_of_the_decided_role_are_locked_for_a_new_skill(
    library: Library, skill_index: SkillIndex
) -> None:
    [detail] = details(library, skill_index, unknown("Quorvex")).skills_detail
    assert detail.new_skill_meta is not None
    assert set(detail.new_skill_meta.locked_dimensions) == library.role_by_slug["backend-engineer"].dimensions


def test_a_library_skill_without_a_dimension_gets_proposals_that_are_not_locked(
    library: Library, skill_index: SkillIndex
) -> None:
    bare = replace(library.skills["kubernetes"], dimensions=())
    changed = replace(library, skills={**library.skills, "kubernetes": bare})
    [detail] = details(changed, skill_index, known(library, "Kubernetes")).skills_detail
    assert [link.locked for link in detail.dimensions] == [False, False]
    assert "containers-orchestration" in {link.dimension_id for link in detail.dimensions}


@pytest.mark.parametrize(
    ("name", "section", "aside", "cause"),
    [
        ("Postgre-SQL", Section.REQUIRED, None, "wording"),
        ("Quorvex", Section.BENEFITS, None, "boilerplate"),
        ("Quorvex", Section.REQUIRED, "not_a_skill", "not_a_skill"),
        ("Quorvex", Section.REQUIRED, None, "gap"),
    ],
)
def test_an_unmatched_skill_has_its_cause(
    library: Library, skill_index: SkillIndex, name: str, section: Section, aside: UnmatchedCause | None, cause: str
) -> None:
    place = Evidence(start=0, end=len(name), text=name, section=section)
    mentions = [UnmatchedMention(text=name, cause=aside, evidence=place)] if aside else []
    skill = FinalSkill(skill_name=name, is_primary=True, evidence=[place])
    [detail] = details(library, skill_index, skill, unmatched_mentions=mentions).skills_detail
    assert detail.unmatched_cause == cause


def test_what_the_model_named_is_told_from_what_the_rules_found(library: Library, skill_index: SkillIndex) -> None:
    payload = details(
        library, skill_index, known(library, "Python"), unknown("Quorvex"), llm_skills=["Quorvex", "Platform"]
    )
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
    role = enriched(library, skill_index, SkillExtraction(), decision).extract_details.chosen_role
    assert role is not None
    assert (role.slug, role.display_name, role.id, role.source) == ("pastry-chef", "Pastry Chef", None, "proposed")


def test_a_posting_whose_skills_failed_is_failed_here_too(library: Library, skill_index: SkillIndex) -> None:
    lost = Failure("skill_extraction", "transient", "no answer")
    postings: Batch[Posting] = Batch({"run": posting_of("Builds things.")}, {})
    parsed: Batch[NanoParse] = Batch({"run": parse()}, {})
    decisions = Batch({"run": decided(scoring())}, {})
    batch = enrichment(postings, parsed, Batch({}, {"run": lost}), decisions, library, skill_index)
    assert (dict(batch.payloads), batch.failures) == ({}, {"run": lost})
