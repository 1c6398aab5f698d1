"""Postings of any trade: what is done names skills, and names of one world mean nothing in another."""

from dataclasses import replace

import pytest

from jd_assets.contracts.base import Section
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary
from jd_assets_tests.skills.samples import entry, extracted


def of_trade(category: str, skill: SkillEntry) -> SkillEntry:
    return replace(skill, category=category)


def leading(skill: SkillEntry) -> SkillEntry:
    return replace(skill, category="Soft Skills", sub_category="Leadership")


@pytest.fixture(scope="module")
def trades() -> Vocabulary:
    """Skills of a ward, a yard, a kitchen and an office, and some technology that shares words with them."""
    health, transport, kitchen = "Health & Care", "Transport & Logistics", "Hospitality & Food"
    return Vocabulary.build(
        [
            of_trade(health, entry("Wound Care", "PRACTICE")),
            of_trade(health, entry("Triage", "PRACTICE")),
            of_trade(transport, entry("Vehicle Inspection", "PRACTICE")),
            of_trade(transport, entry("Forklift Operation", "PRACTICE", aliases="forklift")),
            of_trade(kitchen, entry("Menu Planning", "PRACTICE")),
            entry("Report Writing", "PRACTICE"),
            entry("Contract Management", "PRACTICE"),
            entry("Incident Investigation", "PRACTICE"),
            entry("Building Design", "PRACTICE"),
            entry("Containerization", "CONCEPT", aliases="containers"),
            entry("Finance", "DOMAIN"),
            entry("Marketing", "PRACTICE"),
            entry("Logistics", "DOMAIN"),
            entry("Edge Computing", "CONCEPT", aliases="edge"),
            entry("Mathematics", "CONCEPT"),
            entry("Stakeholder Management", "SOFT", aliases="senior stakeholders"),
            entry("Creativity", "SOFT", aliases="creative"),
            entry("Initiative", "SOFT", aliases="proactively"),
            entry("Teamwork", "SOFT", aliases="team player"),
            leading(entry("Mentoring", "SOFT", aliases="mentor")),
            leading(entry("Team Leadership", "SOFT", aliases="leading a team")),
            entry("Chef", "TOOL", "cased"),
            entry("Kong", "TOOL", "cased"),
            entry("Dart", "LANGUAGE", "cased"),
            entry("SolidWorks", "TOOL", aliases="Solid Works"),
            *(entry(name, "TOOL") for name in ("Docker", "Kubernetes", "Terraform", "Jenkins", "Python")),
        ]
    )


def named(vocabulary: Vocabulary, sentence: str, section: Section = Section.RESPONSIBILITIES) -> list[str]:
    found = extracted(vocabulary, (section, sentence))
    return [skill.skill_name for skill in found.final_skills if skill.skill_id]


def proposed(vocabulary: Vocabulary, sentence: str, section: Section = Section.REQUIRED) -> list[str]:
    found = extracted(vocabulary, (section, sentence))
    return [skill.skill_name for skill in found.final_skills if not skill.skill_id]


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("Prepare monthly and quarterly reports for the board", "Report Writing"),
        ("Negotiate and manage contracts with hauliers", "Contract Management"),
        ("Inspecting delivery vehicles before each shift", "Vehicle Inspection"),
        ("Investigates all serious incidents on the ward", "Incident Investigation"),
        ("Preparation of weekly reports", "Report Writing"),
        ("Plans a weekly menu for three canteens", "Menu Planning"),
    ],
)
def test_a_verb_with_its_object_names_the_skill(trades: Vocabulary, sentence: str, skill: str) -> None:
    assert skill in named(trades, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Designing, building and testing kilns",
        "Read reports of the management of other depots",
        "The contract manager signs off each delivery",
        "Manage contract staff on two sites",
    ],
)
def test_a_verb_beside_another_object_names_none(trades: Vocabulary, sentence: str) -> None:
    assert named(trades, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "skills"),
    [
        ("Strong PythonExperience with queues", ["Python"]),
        ("Experience with Dockeror similar tools", ["Docker"]),
        ("Ship productsPython in small teams", ["Python"]),
        ("CreativityTeamworkInitiativeMentoring", ["Creativity", "Teamwork", "Initiative", "Mentoring"]),
        ("KubernetesExcellent manners", ["Kubernetes"]),
    ],
)
def test_a_name_glued_to_other_words_is_found(trades: Vocabulary, sentence: str, skills: list[str]) -> None:
    assert named(trades, sentence, Section.REQUIRED) == skills


@pytest.mark.parametrize(
    "sentence",
    [
        "Work closely with Finance, Marketing and the depot team",
        "Collaborate with marketing and logistics",
        "Liaise with senior stakeholders of the port",
        "Keep in touch with the firm's logistics, marketing, finance and legal arms",
        "A report is sent to senior stakeholders",
        "Deliver for a leading logistics company",
    ],
)
def test_departments_colleagues_and_firms_are_no_skills(trades: Vocabulary, sentence: str) -> None:
    assert named(trades, sentence) == []


@pytest.mark.parametrize(
    "sentence", ["Plan marketing for two shops", "Mentor junior carpenters", "Leading a team of six"]
)
def test_what_one_does_oneself_stays_a_skill(trades: Vocabulary, sentence: str) -> None:
    assert len(named(trades, sentence)) == 1


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Degree in Mathematics, Marketing or a related field", []),
        ("BSc Mathematics", []),
        ("A degree in geology and good knowledge of mathematics", ["Mathematics"]),
        ("Degree in law, 5 years of marketing", ["Marketing"]),
    ],
)
def test_the_subject_of_a_degree_is_no_skill(trades: Vocabulary, sentence: str, kept: list[str]) -> None:
    assert named(trades, sentence, Section.REQUIRED) == kept


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Propose creative window displays", Section.REQUIRED),
        ("Proactively call the depot", Section.RESPONSIBILITIES),
        ("Runs several initiatives", Section.REQUIRED),
        ("A cutting-edge kitchen", Section.RESPONSIBILITIES),
    ],
)
def test_a_quality_of_a_thing_or_a_deed_is_none_of_a_person(
    trades: Vocabulary, sentence: str, section: Section
) -> None:
    assert named(trades, sentence, section) == []


def test_a_quality_that_is_asked_for_counts(trades: Vocabulary) -> None:
    assert named(trades, "A creative team player", Section.REQUIRED) == ["Creativity", "Teamwork"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Chef leads six cooks",
        "Boats sail to Hong Kong each week",
        "Throws Darts on Fridays",
        "A solid work ethic",
        "Stack containers along the quay",
    ],
)
def test_a_word_of_a_trade_is_no_technology(trades: Vocabulary, sentence: str) -> None:
    assert named(trades, sentence) == []


def test_a_word_of_technology_is_no_trade(trades: Vocabulary) -> None:
    tools = "Run Docker, Kubernetes, Terraform, Jenkins and Python"
    assert "Triage" not in named(trades, f"{tools}; triage bugs")
    assert "Triage" in named(trades, "Triage patients and dress wounds")


def test_wants_go_before_duties_in_how_much_a_skill_is_wanted(trades: Vocabulary) -> None:
    found = extracted(
        trades, (Section.RESPONSIBILITIES, "Build with Docker"), (Section.PREFERRED, "Experience with Docker")
    )
    assert [(skill.skill_name, skill.is_primary) for skill in found.final_skills] == [("Docker", False)]


def test_what_nobody_has_to_know_is_negated(trades: Vocabulary) -> None:
    found = extracted(trades, (Section.REQUIRED, "You don't have to be familiar with Docker"))
    assert [skill.negated for skill in found.final_skills] == [True]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Ability to engage smallholders at meetings", "engage smallholders"),
        ("Experienced in drafting complex letters", "drafting complex letters"),
        ("Able to calm anxious animals", "calm anxious animals"),
        ("Knowledge of beekeeping equipment", "beekeeping equipment"),
        ("Knowledge of encounter design", "encounter design"),
        ("A grounding in optics", "optics"),
        ("Familiarity with kiln maintenance", "kiln maintenance"),
    ],
)
def test_what_a_want_announces_is_proposed_in_any_trade(trades: Vocabulary, sentence: str, phrase: str | None) -> None:
    assert proposed(trades, sentence) == ([phrase] if phrase else [])


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("Carries out orchard mapping and hive inspection", ["orchard mapping", "hive inspection"]),
        ("Seamless testing of everything", []),
        ("Centralized management of keys", []),
    ],
)
def test_an_activity_is_proposed_from_duties(trades: Vocabulary, sentence: str, phrases: list[str]) -> None:
    assert proposed(trades, sentence, Section.RESPONSIBILITIES) == phrases


def test_behind_the_last_want_the_employer_speaks_of_itself(trades: Vocabulary) -> None:
    assert named(trades, "Our Docker notice tells how we treat data", Section.REQUIRED) == []
    assert named(trades, "We need Docker experience", Section.REQUIRED) == ["Docker"]
