"""API 3, and what a run puts before the admins."""

from dataclasses import replace
from typing import Any

import pytest

from jd_assets.contracts.base import LlmUsage, Section
from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.enrichment import (
    Canonical,
    DimensionLink,
    Enrichment,
    ExtractDetails,
    NewSkillMeta,
    SkillDetail,
)
from jd_assets.contracts.nano_parse import NanoParse, ResponsibilityBlock, SourceMarker, Span
from jd_assets.contracts.persistence import Persistence
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.embedding.embedder import Embedder
from jd_assets.enriching.derive_step import DEFAULT
from jd_assets.library.snapshot import Library
from jd_assets.proposals.write import Receipt, Sighting
from jd_assets.stages.enrichment import chosen_role
from jd_assets.stages.persistence import TeachingPlan, persistence, plan_teaching
from jd_assets.stages.runs import enriched_runs
from jd_assets_tests.decision.signals import contained, exact, parse, scoring
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.decision.test_llm2 import CLOSE
from jd_assets_tests.decision.test_outcome import decided
from jd_assets_tests.llm.postings import posting_of

DUTIES = "Waters the flowers. Teaches engineers how to bake."
SPANS = [
    Span(start=0, end=19, section=Section.RESPONSIBILITIES),
    Span(start=20, end=50, section=Section.RESPONSIBILITIES),
]
BLOCK = ResponsibilityBlock(
    bullet_count=0,
    heading=None,
    heading_was_present=False,
    source_marker=SourceMarker(
        first_5_words="Waters the flowers. Teaches engineers", last_5_words="Teaches engineers how to bake."
    ),
    text=DUTIES,
    word_count=8,
    start=0,
    end=len(DUTIES),
)
ALIAS = scoring(exact("data-engineer"), kra={"data-engineer": 0.6})


class Run:
    """One run as the stages before have left it, to be changed by a test."""

    embedder: Embedder

    def __init__(self, scored: RoleScoring = ALIAS, title: str = "Big Data Engineer", **given: Any) -> None:
        self.posting: Posting = posting_of(DUTIES, company="Crumb & Crust").model_copy(update={"run_id": "run"})
        self.parse: NanoParse = parse(title).model_copy(update={"usage": given.get("parsing", LlmUsage())})
        self.parse.nano_parsed.roles_and_responsibilities = [BLOCK]
        self.parse.spans = SPANS
        self.scored = scored
        self.skills = SkillExtraction(final_skills=given.get("skills", []), usage=given.get("extracting", LlmUsage()))
        self.decided: CaseDecision = given.get("decision") or decided(scored, *self.skills.final_skills, title=title)

    def details(self) -> ExtractDetails:
        shown = [
            SkillDetail(
                input_skill=skill.skill_name,
                source_tag="db" if skill.skill_id else "rules",
                was_in_llm_skills=False,
                canonical=Canonical(skill_id=skill.skill_id, name=skill.skill_name, derived=DEFAULT)
                if skill.skill_id
                else None,
                new_skill_meta=None if skill.skill_id else NewSkillMeta(derived=DEFAULT, skill_id=skill.skill_name),
                dimensions=[
                    DimensionLink(dimension_id=each, name=each, locked=True)
                    for each in (LIBRARY.skills[skill.skill_id].dimensions if skill.skill_id else ())
                ],
            )
            for skill in self.skills.final_skills
        ]
        role = chosen_role(self.decided.stage4_decision, LIBRARY)
        return ExtractDetails(run_id="run", chosen_role=role, skills_detail=shown)

    def plan(self, enriched: Batch[Enrichment] | None = None, library: Library = LIBRARY) -> TeachingPlan:
        runs = enriched_runs(
            Batch({"run": self.posting}, {}),
            Batch({"run": self.parse}, {}),
            Batch({"run": self.skills}, {}),
            Batch({"run": self.scored}, {}),
            Batch({"run": self.decided}, {}),
            enriched or Batch({"run": Enrichment(extract_details=self.details())}, {}),
        )
        return plan_teaching(runs, library, self.embedder)

    def persisted(self, status: str = "pending") -> Persistence:
        plan = self.plan()
        keys = dict.fromkeys(sighting.proposal_key for sighting in plan.teaching.sightings)
        collisions = {entry.run_id: 77 for entry in plan.teaching.collisions}
        receipt = Receipt({key: (number, status) for number, key in enumerate(keys, start=100)}, collisions)
        return persistence(plan, receipt).payloads["run"]

    def sightings(self, kind: str) -> list[Sighting]:
        return [sighting for sighting in self.plan().teaching.sightings if sighting.kind == kind]


@pytest.fixture(autouse=True)
def _embedder(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run is planned with the real embedder."""
    monkeypatch.setattr(Run, "embedder", embedder, raising=False)


def skill(name: str, **given: Any) -> FinalSkill:
    return FinalSkill.model_validate({"skill_name": name, "is_primary": True} | given)


REJECTED = decided(ALIAS).model_copy(deep=True)
REJECTED.stage4_decision.case, REJECTED.stage4_decision.chosen_role = "R", None


@pytest.mark.parametrize(
    ("run", "resolution"),
    [
        (Run(), "in_db"),
        (
            Run(scoring(contained("backend-engineer", "Payments Backend Engineer"), kra={"backend-engineer": 0.9})),
            "sub_role",
        ),
        (Run(scoring(), title="Pastry Chef"), "new_role_proposed"),
        (Run(CLOSE["B"]), "queued"),
        (Run(decision=REJECTED), "rejected"),
    ],
)
def test_a_resolution_says_where_the_role_stands(run: Run, resolution: str) -> None:
    assert run.persisted().final_role_output.chosen_role_resolution == resolution


def test_skills_are_tagged_by_whether_the_library_holds_them() -> None:
    run = Run(skills=[skill("Spark", skill_id="spark"), skill("Quorvex")])
    tags = [(each.skill, each.tag) for each in run.persisted().final_role_output.final_input_skills]
    assert tags == [("Spark", "in_db"), ("Quorvex", "new")]


def test_a_new_skill_is_an_item_in_the_words_of_the_seed_run() -> None:
    [item] = Run(skills=[skill("Quorvex")]).persisted().final_role_output.persistence.items
    assert item.detail == "Quorvex | type=Other subtype=general nature=TOOL lifespan=MULTI_YEAR"
    assert (item.kind, item.db_id, item.status) == ("canonical_skill_proposed", 100, "pending")


def test_a_new_skill_is_attached_to_the_role() -> None:
    [attached] = Run(skills=[skill("Quorvex", is_primary=False)]).persisted().new_skills_attached
    assert (attached.skill_name, attached.role_slug, attached.queue_id) == ("Quorvex", "data-engineer", 100)
    assert not attached.is_primary


def test_a_new_skill_of_a_new_role_is_proposed_and_attached_to_none() -> None:
    stored = Run(scoring(), title="Pastry Chef", skills=[skill("Quorvex")]).persisted()
    assert [item.kind for item in stored.final_role_output.persistence.items] == [
        "canonical_skill_proposed",
        "role_proposed",
    ]
    assert stored.new_skills_attached == []


def test_a_skill_that_is_not_wanted_is_not_proposed() -> None:
    assert Run(skills=[skill("Quorvex", is_primary=False, negated=True)]).sightings("skill") == []


def test_no_skill_is_created_without_review() -> None:
    assert Run(skills=[skill("Quorvex")]).persisted().final_role_output.persistence.new_skills_created == 0


def test_an_item_that_admins_have_settled_is_skipped() -> None:
    counts = Run(skills=[skill("Quorvex")]).persisted(status="rejected").final_role_output.persistence
    assert (counts.items[0].status, counts.skipped) == ("rejected", 1)


@pytest.mark.parametrize(
    ("run", "kind", "label"),
    [
        (Run(scoring(kra={"data-engineer": 0.99}), title="Pipeline Plumber"), "alias", "Pipeline Plumber"),
        (
            Run(scoring(contained("backend-engineer", "Payments Backend Engineer"), kra={"backend-engineer": 0.9})),
            "sub_role",
            "Payments Backend Engineer",
        ),
        (Run(scoring(), title="Pastry Chef"), "role", "Pastry Chef"),
        (Run(CLOSE["B"]), "decision", "data-engineer"),
    ],
)
def test_what_waits_for_an_admin_is_one_sighting_with_its_reason(run: Run, kind: str, label: str) -> None:
    [sighting] = run.sightings(kind)
    assert (sighting.label, sighting.employer) == (label, "Crumb & Crust")
    assert sighting.detail["reasoning"] == run.decided.stage4_decision.reasoning


@pytest.mark.parametrize(
    ("run", "queued"),
    [
        (Run(), False),
        (Run(scoring(kra={"data-engineer": 0.99}), title="Pipeline Plumber"), False),
        (Run(scoring(), title="Pastry Chef"), True),
        (Run(CLOSE["C"]), True),
    ],
)
def test_only_what_needs_a_decision_has_a_queue_entry(run: Run, queued: bool) -> None:
    assert (run.persisted().queue_entry_id is not None) is queued


def test_a_sub_role_that_the_library_holds_is_not_proposed() -> None:
    known = replace(
        LIBRARY,
        roles=tuple(replace(each, sub_roles=frozenset({"payments backend engineer"})) for each in LIBRARY.roles),
    )
    scored = scoring(contained("backend-engineer", "Payments Backend Engineer"), kra={"backend-engineer": 0.9})
    run = Run(scored, decision=decided(scored, library=known))
    assert [sighting.kind for sighting in run.plan(library=known).teaching.sightings] == []
    assert run.persisted().final_role_output.chosen_role_resolution == "sub_role"


def test_a_collision_is_logged_under_its_id() -> None:
    assert Run(CLOSE["B"]).persisted().collision_log_id == 77
    assert Run().persisted().collision_log_id is None


def test_responsibilities_that_no_kra_is_near_to_are_proposed_as_one() -> None:
    run = Run(scoring(exact("data-engineer"), kra={"data-engineer": 0.3}))
    attached = run.persisted().new_kra_attached
    assert attached is not None
    assert (attached.role_slug, attached.status, attached.r_and_r_preview) == ("data-engineer", "pending", DUTIES)
    [sighting] = run.sightings("kra")
    assert attached.best_kra_similarity == sighting.detail["best_kra_similarity"]
    assert sighting.label == "Teaches engineers how to bake."


def test_dimensions_that_enough_skills_lie_in_are_linked_to_the_role() -> None:
    data = [skill(name, skill_id=name) for name in ("sql", "spark", "pytorch")]
    run = Run(scoring(exact("backend-engineer"), kra={"backend-engineer": 0.6}), skills=data)
    assert list(run.plan().teaching.role_dimensions) == [("run", 1, "data")]
    assert run.persisted().final_role_output.persistence.role_dimension_saved == 1
    assert list(Run(skills=data).plan().teaching.role_dimensions) == []


def test_two_skills_in_a_dimension_are_too_few_to_link_it_to_the_role() -> None:
    data = [skill(name, skill_id=name) for name in ("sql", "spark")]
    run = Run(scoring(exact("backend-engineer"), kra={"backend-engineer": 0.6}), skills=data)
    assert list(run.plan().teaching.role_dimensions) == []
    assert run.persisted().final_role_output.persistence.role_dimension_saved == 0


@pytest.mark.parametrize(
    ("parsing", "extracting", "api1", "total"),
    [
        (LlmUsage(cost_usd=0.0002), LlmUsage(cost_usd=0.0003), 0.0005, 0.0005),
        (LlmUsage(cost_usd=None), LlmUsage(cost_usd=0.0003), None, None),
        (LlmUsage(), LlmUsage(), 0.0, 0.0),
    ],
)
def test_a_cost_that_is_not_known_in_part_is_not_known(
    parsing: LlmUsage, extracting: LlmUsage, api1: float | None, total: float | None
) -> None:
    output = Run(parsing=parsing, extracting=extracting).persisted().final_role_output
    assert (output.llm_cost_api1_usd, output.llm_cost_total_usd) == (api1, total)
    assert (output.llm_cost_api2_usd, output.llm_cost_api3_usd) == (0.0, 0.0)


def test_a_rejected_run_teaches_nothing_and_what_it_taught_goes() -> None:
    teaching = Run(skills=[skill("Quorvex")], decision=REJECTED).plan().teaching
    assert (list(teaching.sightings), list(teaching.collisions)) == ([], [])
    assert list(teaching.run_ids) == ["run"]


def test_a_run_that_cannot_be_planned_fails_alone() -> None:
    run = Run()
    assert run.decided.stage4_decision.chosen_role is not None
    run.decided.stage4_decision.chosen_role.slug = "gone"
    enriched = Batch({"run": Enrichment(extract_details=ExtractDetails(run_id="run"))}, {})
    failure = run.plan(enriched).runs.failures["run"]
    assert (failure.stage, failure.kind) == ("persistence", "permanent")


def test_a_failed_run_teaches_nothing_and_stays_failed() -> None:
    lost = Failure("enrichment", "permanent", "lost")
    plan = Run(skills=[skill("Quorvex")]).plan(Batch({}, {"run": lost}))
    assert list(plan.teaching.sightings) == []
    assert plan.runs.failures == {"run": lost}
    assert list(plan.teaching.run_ids) == ["run"]
