"""Skills that postings say in other words than a name, and words that look like a name and mean none."""

import pytest

from jd_assets.contracts.base import Section
from jd_assets_tests.skills.samples import extracted
from jd_assets_tests.skills.test_senses import found, seed_vocabulary


def names(section: Section, sentence: str) -> set[str]:
    """All that is found in a sentence, by its place in the text."""
    skills = extracted(seed_vocabulary(), (section, sentence)).final_skills
    return {evidence.text for skill in skills for evidence in skill.evidence}


@pytest.mark.parametrize(
    ("duty", "skill"),
    [
        ("Ensure that accidents are promptly investigated.", "Accident Investigation"),
        ("Sees to it that invoices are processed within two days.", "Invoice Processing"),
        ("Vehicles must be inspected before each tour.", "Vehicle Inspection"),
        ("Makes sure that records have been kept for every patient and risks are assessed.", "Risk Management"),
        ("Purchase orders and contracts are negotiated with the mill.", "Contract Management"),
    ],
)
def test_what_is_to_be_done_to_something_is_read_in_the_passive(duty: str, skill: str) -> None:
    assert skill in found(Section.RESPONSIBILITIES, duty)


@pytest.mark.parametrize(
    ("duty", "skill"),
    [
        ("Identify potential hazards Report to the foreman", "Hazard Identification"),
        ("Process invoices Answer calls of suppliers", "Invoice Processing"),
        ("Plan events Prepare sauces for the grill", "Event Management"),
        ("Maintain vehicles Keep the yard tidy", "Vehicle Maintenance"),
        ("Assess patients Administer prescribed medicines", "Patient Assessment"),
    ],
)
def test_a_duty_ends_where_the_next_one_begins_on_a_lost_line(duty: str, skill: str) -> None:
    assert skill in found(Section.RESPONSIBILITIES, duty)


@pytest.mark.parametrize(
    ("duty", "skill"),
    [
        ("Regular inspections of the vehicles before they leave.", "Vehicle Inspection"),
        ("Yearly assessments of all students of the class.", "Student Assessment"),
        ("Installations of solar panels on barns.", "Solar Panel Installation"),
        ("Preparations of documents for the court.", "Document Preparation"),
        ("Annual inspections of every building of the estate.", "Building Inspection"),
    ],
)
def test_a_noun_of_action_is_read_in_the_plural(duty: str, skill: str) -> None:
    assert skill in found(Section.RESPONSIBILITIES, duty)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Knowledge of warehouse systems (Zenvor9, OrtoWMS).", "Zenvor9"),
        ("Familiar with messaging standards (HX21).", "HX21"),
        ("Experience with theatre lighting software (LumaQ, grandMA).", "LumaQ"),
        ("Used to booking platforms: ResaPro4, Zimmerly.", "ResaPro4"),
        ("Skilled with milling tools (VX500).", "VX500"),
    ],
)
def test_names_in_brackets_behind_what_they_are_are_found(sentence: str, name: str) -> None:
    assert name in names(Section.REQUIRED, sentence)


@pytest.mark.parametrize("name", ["Zorbex", "Kwarto", "Plimq", "Vestrio", "Taruko"])
def test_a_name_in_a_list_of_the_stack_is_found_where_nobody_asks_for_it(name: str) -> None:
    assert name in names(Section.ROLE_SUMMARY, f"Our services run on Python, Django, Redis, {name}, Docker and Kafka.")


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("Consult with OEMs, CMs and mold makers.", "Content Management Systems"),
        ("Report to two PMs and the board.", "Property Management Systems"),
        ("Lead three LMs of the region.", "Learning Management Systems"),
        ("Work with our RDs in Spain.", "Amazon RDS"),
        ("Train the MEs of the line.", "MES"),
    ],
)
def test_several_of_an_abbreviation_are_not_another_one_that_ends_in_s(sentence: str, skill: str) -> None:
    assert skill not in found(Section.REQUIRED, sentence)


@pytest.mark.parametrize("verb", ["take", "meet", "obtain", "bring", "acquire"])
def test_what_is_taken_met_or_had_is_no_skill(verb: str) -> None:
    read = names(Section.REQUIRED, f"Ability to {verb} vague client problems.")
    assert not any(name.startswith(verb) for name in read)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Conduct thermal impact analysis of roofs.", "thermal impact analysis"),
        ("Perform time profiling of the pumps.", "time profiling"),
        ("Support ceramic kiln operations.", "ceramic kiln operations"),
        ("Provide nautical chart maintenance.", "nautical chart maintenance"),
        ("Undertake acoustic emission testing.", "acoustic emission testing"),
    ],
)
def test_a_verb_that_says_nothing_is_no_part_of_a_new_name(sentence: str, name: str) -> None:
    longer = [other for other in names(Section.RESPONSIBILITIES, sentence) if other.lower().endswith(f" {name}")]
    assert longer == []


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("You will build tools for the dispatchers.", "Build Automation"),
        ("Fix what slows us, and build tools that save time.", "Build Automation"),
        ("Your task is to design systems of pumps.", "Design Systems"),
        ("They must release notes of the meeting to the press.", "Release Notes"),
        ("Helps design systems of irrigation.", "Design Systems"),
    ],
)
def test_a_verb_with_its_object_is_no_name_that_is_spelled_alike(sentence: str, skill: str) -> None:
    assert skill not in found(Section.RESPONSIBILITIES, sentence)


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("Education level: any", "Education"),
        ("How the shift team works is up to you.", "Teamwork"),
        ("Health, safety, security and environment rules are kept.", "Cybersecurity"),
        ("A safe, clean and stimulating learning environment.", "SAFe"),
        ("Key Accountabilities of the baker:", "Accountability"),
    ],
)
def test_a_label_and_a_plain_word_are_no_skills(sentence: str, skill: str) -> None:
    assert skill not in found(Section.RESPONSIBILITIES, sentence)


@pytest.mark.parametrize("market", ["consumer audio market", "Nordic fish market", "used car markets"])
def test_a_market_is_no_skill(market: str) -> None:
    assert market not in names(Section.PREFERRED, f"Experience in the {market}.")


@pytest.mark.parametrize(
    ("duty", "skill"),
    [
        ("Customer-focused with a friendly word for all.", "Customer Focus"),
        ("Detail-oriented and careful with glass.", "Attention to Detail"),
        ("Creative with flowers and cloth.", "Creativity"),
    ],
)
def test_a_quality_that_opens_a_duty_is_wanted(duty: str, skill: str) -> None:
    assert skill in found(Section.RESPONSIBILITIES, duty)


@pytest.mark.parametrize(
    ("duty", "skill"),
    [
        ("Serve all functions of the hospital (e.g. Finance, Marketing, Legal).", "Marketing"),
        ("Answer promptly to requests from Sales, Procurement and other functional groups.", "Procurement"),
        ("Order tools for departments such as Logistics and Payroll.", "Payroll"),
        ("Take minutes of teams including Customer Service and Human Resources.", "Customer Service"),
        ("Gather wishes from marketing, logistics and other teams.", "Marketing"),
    ],
)
def test_departments_that_are_called_so_are_no_skills(duty: str, skill: str) -> None:
    assert skill not in found(Section.RESPONSIBILITIES, duty)


@pytest.mark.parametrize(
    ("duty", "skill"),
    [
        ("Calibrate all measuring equipment each week.", "Calibration"),
        ("Orients new employees on their first day.", "Employee Onboarding"),
        ("Transcribes medical dictations of doctors.", "Medical Transcription"),
        ("Sterilise surgical instruments after use.", "Sterilization of Instruments"),
        ("Convert client data from old ledgers.", "Data Conversion"),
    ],
)
def test_what_hands_do_with_an_object_is_a_skill_of_the_trade(duty: str, skill: str) -> None:
    assert skill in found(Section.RESPONSIBILITIES, duty)
