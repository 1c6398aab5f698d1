"""Degrees, certificates and years as the trades and professions write them."""

import pytest

from jd_assets.parsing.fields.certifications import certifications_of
from jd_assets.parsing.fields.education import education_of
from jd_assets.parsing.fields.experience import experience_of
from jd_assets.parsing.structure.document import document_of


def degrees(line: str) -> list[tuple[str, str]]:
    return [(item.level, item.requirement) for item in education_of(document_of(f"Requirements\n- {line}"))]


def certificates(line: str) -> list[tuple[str, str]]:
    return [(item.name, item.requirement) for item in certifications_of(document_of(f"Requirements\n- {line}"))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Bachelor's degree in Geology required, PhD preferred", [("Bachelor's", "required"), ("PhD", "preferred")]),
        ("Bachelor's degree in Finance (Master's preferred)", [("Bachelor's", "required"), ("Master's", "preferred")]),
        ("PhD degree in chemistry", [("PhD", "required")]),
        ("Doctoral degree in education", [("PhD", "required")]),
        ("BSN from an accredited school", [("Bachelor's", "required")]),
        ("JD from an accredited law school", [("Doctorate", "required")]),
        ("NVQ Level 3 in joinery", [("Diploma", "required")]),
        ("BA degree or Diploma in tourism", [("Diploma", "required")]),
        ("B-Pharm with five years in industry", [("Bachelor's", "required")]),
        ("Bac +5 in engineering", [("Master's", "required")]),
        ("High school diploma or GED", [("High school", "required")]),
        ("GCSE English and Maths", [("High school", "required")]),
    ],
)
def test_each_clause_asks_for_its_own_degree(line: str, expected: list[tuple[str, str]]) -> None:
    assert degrees(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "A university degree is not required: we hire for curiosity",
        "Bachelor's degree: not required",
        "No degree needed, only a good eye",
        "A diploma is not necessary for this job",
        "You do not need a degree to apply",
        "Degree optional",
    ],
)
def test_a_degree_that_is_not_needed_is_no_requirement(line: str) -> None:
    assert degrees(line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Active CISSP required; PMP preferred",
            [("CISSP", "required"), ("Project Management Professional (PMP)", "preferred")]),
        ("ACLS and BLS required, CCRN preferred",
            [("Advanced Cardiac Life Support (ACLS)", "required"),
             ("Basic Life Support (BLS)", "required"),
             ("Critical Care Registered Nurse (CCRN)", "preferred")]),
        (("Valid Class A CDL with HazMat "
        "endorsement"), [("CDL Class A", "required"), ("HazMat endorsement", "required")]),
        ("Forklift certification and OSHA 10 card", [("Forklift certification", "required"), ("OSHA 10", "required")]),
        ("ServSafe or food handler card", [("ServSafe", "required"), ("Food handler card", "required")]),
        ("Journeyman electrician license", [("Electrician license", "required")]),
        ("CSCS card, SMSTS desirable", [("CSCS card", "required"), ("SMSTS", "preferred")]),
        ("EPA 608 certification", [("EPA 608", "required")]),
        ("Series 7 and 63 licenses", [("FINRA Series 7", "required")]),
        ("CPA license", [("CPA", "required")]),
        ("Secret clearance", [("Security clearance: Secret", "required")]),
        ("A valid beekeeping certificate", [("Beekeeping certificate", "required")]),
        (("Relevant robotics or drone certifications are a "
        "plus"), [("Robotics certification", "preferred"), ("Drone certification", "preferred")]),
    ],
)  # fmt: skip
def test_certificates_of_any_trade_are_read(line: str, expected: list[tuple[str, str]]) -> None:
    assert certificates(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Renew SSL certificates before they expire",
        "Keep software licenses in order",
        "Grow CPC and CTR of our adverts",
        "Tips are shared by the team",
        "Earn public trust every day",
        "Two years in a role that is certified",
    ],
)
def test_other_certificates_are_none_of_a_person(line: str) -> None:
    assert certificates(line) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Requirements\n- 3yrs experience with pumps", 3, None),
        ("Requirements\n- At least a year of experience in a shop", 1, None),
        ("Requirements\n- Experience: Carpentry: 4 years (Required)", 4, None),
        ("Requirements\n- Minimum 2 years", 2, None),
        ("Requirements\nPlanner I: 0-2 years of experience\nPlanner II: 4-6 years of experience", 0, 2),
        ("Requirements\n- PhD with 1 year of experience\n- OR Master's with 3 years of experience", 1, None),
        ("Requirements\n- A couple of years in a kitchen", 2, None),
        (("With over 30 years of expertise in tiles, Ortega serves builders.\nRequirements\n- 2 years of "
        "experience"), 2, None),
        ("I'm a plumber with 12 years of experience and need help.\nRequirements\n- 1 year of experience", 1, None),
    ],
)  # fmt: skip
def test_years_asked_for_are_told_from_other_years(text: str, low: float, high: float | None) -> None:
    found = experience_of(document_of(text))
    assert (found.min, found.max) == (low, high)
