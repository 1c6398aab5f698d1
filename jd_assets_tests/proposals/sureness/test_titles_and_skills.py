"""Grades of titles and skills that a posting brings."""

from dataclasses import replace

import pytest

from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.enrichment import Enrichment, ExtractDetails
from jd_assets.contracts.run import Run
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.proposals.sureness.grades import Grade
from jd_assets.proposals.sureness.skills import skill_grades
from jd_assets.proposals.sureness.titles import alias_grade, role_grade, shown_title, sub_role_grade
from jd_assets_tests.decision.signals import parse, scoring
from jd_assets_tests.decision.small_library import LIBRARY, role
from jd_assets_tests.decision.test_outcome import decided
from jd_assets_tests.llm.postings import posting_of

KNOWN = sorted(LIBRARY.skills)[:3]


def run_of(text: str, names: dict[str, str | None], section: Section = Section.REQUIRED) -> Run:
    """A run of a posting whose text names these skills; None for one that the library lacks."""
    skills = []
    for name, skill_id in names.items():
        start = text.index(name)
        found = Evidence.of(text, start, start + len(name), section)
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
        ("You know Spark, rye dough proving, Kafka, Flink.", "rye dough proving", Grade.DOUBTFUL),
        ("You know Spark, Rye Prover, Kafka, Flink.", "Rye Prover", Grade.SURE),
        ("Spark, Kafka, rye dough proving.", "rye dough proving", Grade.DOUBTFUL),
        ("Able to support loaf sales, Spark, Kafka.", "support loaf sales", Grade.UNLIKELY),
        ("Spark, Kafka, support queues.", "support queues", Grade.DOUBTFUL),
        ("Spark, Kafka, bread systems.", "bread systems", Grade.UNLIKELY),
        ("Spark, Kafka, Flink, act quickly.", "act quickly", Grade.UNLIKELY),
        # A phrase of small words in no list of skills is talk, however many write it.
        ("Spark, Kafka. Later, rye dough proving.", "rye dough proving", Grade.UNLIKELY),
        ("Turns bread into oven insights. Spark.", "oven insights", Grade.UNLIKELY),
        ("Spark and Kafka. Knows dough handling.", "dough handling", Grade.UNLIKELY),
        ("Plans the loaf production with Spark.", "loaf production", Grade.UNLIKELY),
        ("Spark, loaf writing. Kafka.", "loaf writing", Grade.UNLIKELY),
        # What is done or had in any trade.
        ("Spark, Kafka, preparation.", "preparation", Grade.UNLIKELY),
        ("Spark, Kafka, coordination.", "coordination", Grade.UNLIKELY),
        ("Spark, Kafka, Interpretation.", "Interpretation", Grade.UNLIKELY),
        ("Spark, Kafka, fermentation.", "fermentation", Grade.UNLIKELY),
        ("Spark, Kafka, cleanliness.", "cleanliness", Grade.UNLIKELY),
        # A skill of the library written otherwise, and two that lost what was between them.
        ("Spark, Kafka, AWS’s.", "AWS’s", Grade.UNLIKELY),
        ("Spark, Kafka, Java's.", "Java's", Grade.UNLIKELY),
        ("Spark, Kafka, SparkJava.", "SparkJava", Grade.UNLIKELY),
        ("Spark, Kafka, DW.", "DW", Grade.UNLIKELY),
        # A slip of the pen is no more a skill for being made twice.
        ("Spark, Kafka, Flink, PyTroch.", "PyTroch", Grade.UNLIKELY),
        ("Spark, Kafka, Flink, Pytotch.", "Pytotch", Grade.UNLIKELY),
        # Words that lost the blank between them.
        ("Spark, Kafka, Flink, andCrumbs2.", "andCrumbs2", Grade.DOUBTFUL),
        ("Spark, Kafka, Flink, punctualityRX.", "punctualityRX", Grade.DOUBTFUL),
        # Subjects of a degree, industries, customers and conditions of work.
        ("Quantitative work in Spark, Kafka, Flink, Rye Science or related fields.", "Rye Science", Grade.DOUBTFUL),
        ("Education: Spark, Kafka, Flink, Rye Science.", "Rye Science", Grade.DOUBTFUL),
        ("Spark, Kafka, Flink, Econometrics.", "Econometrics", Grade.DOUBTFUL),
        ("Work in Spark, Kafka, RyeTrade2, or gaming industry.", "RyeTrade2", Grade.DOUBTFUL),
        ("Customers such as Spark, Kafka, RyeTrade2.", "RyeTrade2", Grade.DOUBTFUL),
        ("Spark, Kafka, Flink, Active Oven Clearance.", "Active Oven Clearance", Grade.UNLIKELY),
        # A list of doings, and one that begins a sentence.
        ("Spark, Kafka, Flink, Conduct thorough crusting.", "Conduct thorough crusting", Grade.DOUBTFUL),
        ("Spark, Kafka, Flink, Test rye loaves.", "Test rye loaves", Grade.DOUBTFUL),
        ("Spark, Kafka, Flink, Support night bakers.", "Support night bakers", Grade.DOUBTFUL),
        ("Spark, Kafka, Flink, Design soft crumbs.", "Design soft crumbs", Grade.DOUBTFUL),
        ("Spark, Kafka, Flink, Code mixing lines.", "Code mixing lines", Grade.DOUBTFUL),
    ],
)
def test_a_name_in_a_list_of_known_skills_is_surely_one(text: str, name: str, grade: Grade) -> None:
    known = zip(("Spark", "Kafka", "Flink"), KNOWN, strict=True)
    run = run_of(text, {**{each: skill_id for each, skill_id in known if each in text}, name: None})
    assert skill_grades(run, LIBRARY) == {name: grade}


@pytest.mark.parametrize(
    ("name", "grade"), [("Oven", Grade.UNLIKELY), ("OVEN", Grade.DOUBTFUL), ("Ovens2", Grade.SURE)]
)
def test_a_word_of_known_names_is_none_and_an_abbreviation_waits(name: str, grade: Grade) -> None:
    known = dict(zip(("Spark", "Kafka", "Flink"), KNOWN, strict=True))
    run = run_of(f"You know Spark, Kafka, {name}, Flink.", {**known, name: None})
    oven = replace(LIBRARY.skills[KNOWN[0]], aliases=(("rye oven works", ""),))
    library = replace(LIBRARY, skills={**LIBRARY.skills, "rye-oven": oven})
    assert skill_grades(run, library) == {name: grade}


@pytest.mark.parametrize(
    ("natures", "grade"),
    [
        (("CONCEPT", "CONCEPT", "PRACTICE"), Grade.SURE),
        (("CONCEPT", "PRACTICE", "PRACTICE"), Grade.DOUBTFUL),
        (("DOMAIN", "DOMAIN", "DOMAIN"), Grade.DOUBTFUL),
    ],
)
def test_a_phrase_is_known_among_concepts_and_done_among_what_is_done(natures: tuple[str, ...], grade: Grade) -> None:
    skills = {
        skill_id: replace(LIBRARY.skills[skill_id], skill_nature=nature)
        for skill_id, nature in zip(KNOWN, natures, strict=True)
    }
    known = zip(("Spark", "Kafka", "Flink"), KNOWN, strict=True)
    run = run_of("You know Spark, rye dough proving, Kafka, Flink.", {**dict(known), "rye dough proving": None})
    library = replace(LIBRARY, skills={**LIBRARY.skills, **skills})
    assert skill_grades(run, library) == {"rye dough proving": grade}


@pytest.mark.parametrize("name", ["Doughflow2", "CrumbTV", "OvenMate", "Rye Prover", "RYX"])
def test_a_list_among_the_duties_is_as_often_of_the_employers_things(name: str) -> None:
    known: dict[str, str | None] = dict(zip(("Spark", "Kafka", "Flink"), KNOWN, strict=True))
    text = f"Sells Spark, Kafka, {name}, Flink."
    assert skill_grades(run_of(text, {**known, name: None}), LIBRARY) == {name: Grade.SURE}
    duties = run_of(text, {**known, name: None}, Section.RESPONSIBILITIES)
    assert skill_grades(duties, LIBRARY) == {name: Grade.DOUBTFUL}


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
    assert alias_grade(run_of("x", {}), "Computer Teacher", role, LIBRARY) == Grade.UNLIKELY
    assert alias_grade(run_of("x", {}), "Senior Engineer", role, LIBRARY) == Grade.UNLIKELY


OVEN_TITLES = ["Oven Engineer", "Rye Oven Engineer"]
SHARED = replace(
    LIBRARY,
    roles=(
        *LIBRARY.roles,
        role(
            11,
            "oven-engineer",
            "Oven Engineer",
            ["Oven Engineer", "Rye Oven Engineer", "Logistics Engineer"],
            {},
            "data",
        ),
        role(12, "mill-engineer", "Mill Engineer", ["Mill Engineer", "Logistics Analyst"], {}, "data"),
    ),
)


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("Rye Engineer", Grade.SURE),
        ("Logistics Engineer", Grade.DOUBTFUL),
        ("Logistics Oven Engineer", Grade.SURE),
        ("Oven Developer Engineer", Grade.DOUBTFUL),
        ("Oven", Grade.UNLIKELY),
        ("Engineering Oven Team", Grade.UNLIKELY),
    ],
)
def test_an_alias_has_a_word_that_titles_of_its_role_alone_have(title: str, grade: Grade) -> None:
    assert alias_grade(run_of("x", {}), title, SHARED.role_by_slug["oven-engineer"], SHARED) == grade


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("Spark Oven Engineer", Grade.SURE),
        ("Chief Oven Engineer", Grade.UNLIKELY),
        ("Head Oven Engineer", Grade.UNLIKELY),
        ("Team Lead Oven Engineer", Grade.UNLIKELY),
        ("Analyst", Grade.UNLIKELY),
        ("Oven Engineer", Grade.UNLIKELY),
    ],
)
def test_a_rank_before_a_role_and_a_lone_head_are_no_sub_role(title: str, grade: Grade) -> None:
    assert sub_role_grade(run_of("x", {}), title, SHARED.role_by_slug["oven-engineer"], SHARED) == grade


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Sr. Dough Analyst (m/f/d) - Berlin", "Dough Analyst"),
        ("Data Entry Clerk II", "Data Entry Clerk"),
        ("F&B Controller", "Food and Beverage Controller"),
        ("Private Chef Role in Saudi Arabia", "Private Chef"),
        ("Electro - Mechanical Engineer", "Electromechanical Engineer"),
        ("Midwife Officer", "Midwife"),
        ("Driver - (Re-Advertised)", "Driver"),
    ],
)
def test_a_title_is_shown_without_level_place_and_advertisement(title: str, shown: str) -> None:
    assert shown_title(title) == shown
