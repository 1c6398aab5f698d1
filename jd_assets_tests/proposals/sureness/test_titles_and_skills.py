"""Grades of titles and skills that a posting brings."""

import pytest

from jd_assets.contracts.base import Evidence
from jd_assets.contracts.enrichment import Enrichment, ExtractDetails
from jd_assets.contracts.run import Run
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.proposals.sureness.grades import Grade
from jd_assets.proposals.sureness.skills import skill_grades
from jd_assets.proposals.sureness.titles import alias_grade, role_grade, shown_title
from jd_assets_tests.decision.signals import parse, scoring
from jd_assets_tests.decision.small_library import LIBRARY
from jd_assets_tests.decision.test_outcome import decided
from jd_assets_tests.llm.postings import posting_of

KNOWN = sorted(LIBRARY.skills)[:3]


def run_of(text: str, names: dict[str, str | None]) -> Run:
    """A run of a posting whose text names these skills; None for one that the library lacks."""
    skills = []
    for name, skill_id in names.items():
        start = text.index(name)
        found = Evidence.of(text, start, start + len(name))
        skills.append(FinalSkill(skill_name=name, is_primary=True, skill_id=skill_id, evidence=[found]))
    scored = scoring(kra={"data-engineer": 0.9})
    enriched = Enrichment(extract_details=ExtractDetails(run_id="run"))
    extraction = SkillExtraction(final_skills=skills)
    posting = posting_of(text, company="Crumb & Crust")
    return Run(posting, parse("Data Engineer"), extraction, scored, decided(scored), enriched)


@pytest.mark.parametrize(
    ("text", "name", "grade"),
    [
        ("You know Spark, Doughflow2, Kafka.", "Doughflow2", Grade.SURE),
        ("You know Spark and Kafka. We met at Doughflow2.", "Doughflow2", Grade.DOUBTFUL),
        ("You know Spark, Kafka, and synthesize complex issues.", "synthesize complex issues", Grade.UNLIKELY),
        ("You know baking tools such as Spark, Kafka.", "baking tools", Grade.UNLIKELY),
        ("You know Spark, Kafka, Crumb Mixer.", "Crumb Mixer", Grade.DOUBTFUL),
        ("You know Spark, rye dough proving, Kafka, Flink.", "rye dough proving", Grade.SURE),
        ("Spark, Kafka. Later, rye dough proving.", "rye dough proving", Grade.DOUBTFUL),
        ("Able to support loaf sales, Spark, Kafka.", "support loaf sales", Grade.UNLIKELY),
        ("Spark, Kafka, support queues.", "support queues", Grade.DOUBTFUL),
        ("Spark, Kafka, bread systems.", "bread systems", Grade.UNLIKELY),
        ("Spark, Kafka, Flink, act quickly.", "act quickly", Grade.UNLIKELY),
    ],
)
def test_a_name_in_a_list_of_known_skills_is_surely_one(text: str, name: str, grade: Grade) -> None:
    known = zip(("Spark", "Kafka", "Flink"), KNOWN, strict=True)
    run = run_of(text, {**{each: skill_id for each, skill_id in known if each in text}, name: None})
    assert skill_grades(run, LIBRARY) == {name: grade}


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("Senior Pastry Chef (m/f/d) - Berlin", Grade.SURE),
        ("Manager", Grade.UNLIKELY),
        ("Great Schedule", Grade.DOUBTFUL),
        ("Scientist II - Boston, MA", Grade.UNLIKELY),
        ("Rye Accounting", Grade.UNLIKELY),
        ("Big Data Engineer With Rye", Grade.UNLIKELY),
        ("Pastry Chef / Baker", Grade.DOUBTFUL),
    ],
)
def test_a_new_role_ends_in_a_job_and_holds_no_title_of_the_library(title: str, grade: Grade) -> None:
    assert role_grade(run_of("Bakes.", {}), title, LIBRARY) == grade


def test_an_alias_says_the_work_of_its_role() -> None:
    role = LIBRARY.role_by_slug["data-engineer"]
    assert alias_grade(run_of("x", {}), "Computer Teacher", role) == Grade.UNLIKELY
    assert alias_grade(run_of("x", {}), "Senior Engineer", role) == Grade.UNLIKELY


def test_a_title_is_shown_without_level_and_place() -> None:
    assert shown_title("Sr. Dough Analyst (m/f/d) - Berlin") == "Dough Analyst"
