"""Education, certificates, languages, domain, employment and addresses."""

import pytest

from jd_assets.contracts.nano_parse import Education
from jd_assets.parsing.fields.domain import domain_of
from jd_assets.parsing.fields.education import education_of
from jd_assets.parsing.fields.employment import employment_type_of
from jd_assets.parsing.fields.languages import languages_of
from jd_assets.parsing.fields.links import employer_slugs, urls_of
from jd_assets.parsing.structure.document import document_of
from jd_assets_tests.parsing.conftest import BULLETED, Parse


def education(line: str) -> Education | None:
    found = education_of(document_of(f"Requirements\n- {line}"))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("line", "level", "qualification", "requirement"),
    [
        (
            "Bachelor’s/Master’s/PhD with research experience in computer science or related field.",
            "Bachelor's", "BACHELOR/MASTER/PHD - Computer Science (or related)", "required",
        ),
        ("BSc or MSc in Physics", "Bachelor's", "BSC/MSC - Physics", "required"),
        ("B.Tech in Information Technology", "Bachelor's", "BTECH/BE - Information Technology", "required"),
        ("MBA preferred", "Master's", "MBA", "preferred"),
        ("High school diploma or equivalent", "High school", "HIGH SCHOOL (or related)", "required"),
        ("A degree in economics or a similar field", "Bachelor's", "BACHELOR - Economics (or related)", "required"),
        ("PhD in Statistics is a plus", "PhD", "PHD - Statistics", "preferred"),
    ],
)  # fmt: skip
def test_education_is_normalised(line: str, level: str, qualification: str, requirement: str) -> None:
    found = education(line)
    assert found is not None
    assert (found.level, found.qualification, found.requirement, found.raw) == (level, qualification, requirement, line)


@pytest.mark.parametrize(
    "line", ["A high degree of independence", "Act as Scrum Master", "Be part of master data projects"]
)
def test_other_degrees_are_no_education(line: str) -> None:
    assert education(line) is None


def test_tuition_among_the_benefits_is_no_education() -> None:
    assert education_of(document_of("Benefits\n- Tuition for your Master's degree")) == []


def test_certificates_carry_their_own_words(parse: Parse) -> None:
    text = "Requirements\n- PMP or Scrum Master certification\nNice to have\n- AZ-900, CISSP"
    found = {(item.name, item.raw, item.requirement) for item in parse(text).nano_parsed.certifications}
    assert found == {
        ("Project Management Professional (PMP)", "PMP", "required"),
        ("Certified ScrumMaster (CSM)", "Scrum Master certification", "required"),
        ("Microsoft Certified: Azure Fundamentals", "AZ-900", "preferred"),
        ("CISSP", "CISSP", "preferred"),
    }


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("Fluent in English and German", ["English", "German"]),
        ("French at level C1", ["French"]),
        ("French is a plus", ["French"]),
        ("Fluent in written and spoken english", ["English"]),
        ("Polish the user interface with great skills", []),
        ("Experience in the Spanish market", []),
    ],
)
def test_languages_asked_for_are_listed(line: str, languages: list[str]) -> None:
    assert languages_of(document_of(f"Requirements\n- {line}")) == languages


@pytest.mark.parametrize(
    ("text", "primary"),
    [
        ("About us\nAcme is an insurance company. We make insurance simple for policyholders.", "Insurance"),
        ("About us\nAcme is a software company. Our SaaS helps shops.", "Software & SaaS Products"),
        ("About us\nAcme is a hospital where doctors care for patients.", "Healthcare Providers"),
        ("Requirements\n- Five years of experience with SQL", None),
    ],
)
def test_the_industry_is_told_by_its_cue_words(text: str, primary: str | None) -> None:
    domain = domain_of(document_of(text)).primary
    assert (domain.domain if domain else None) == primary


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("Employment type: Part-time. You may switch to full-time later.", None, "part_time"),
        ("This is a permanent position.", None, "full_time"),
        ("A 6-month contract with the option of more.", None, "contract"),
        ("Full-time for the summer.", "Software Engineering Intern", "internship"),
        ("Build contract tests.", None, None),
    ],
)
def test_the_kind_of_employment_is_read(text: str, title: str | None, kind: str | None) -> None:
    assert employment_type_of(document_of(text), title) == kind


def test_addresses_are_listed_once_without_the_punctuation_behind_them() -> None:
    assert urls_of("See https://acme.io/jobs. Or (www.acme.io), or https://acme.io/jobs!") == [
        "https://acme.io/jobs",
        "www.acme.io",
    ]


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://acme.recruitee.com/o/engineer", "acme"),
        ("https://jobs.lever.co/acme/123", "acme"),
        ("https://careers.acme.co.uk/jobs", "acme"),
        ("https://www.linkedin.com/jobs/view/1", None),
        ("https://[broken", None),
    ],
)
def test_the_employer_stands_in_its_own_address(url: str, slug: str | None) -> None:
    assert list(employer_slugs(url)) == ([slug] if slug else [])


def test_all_facts_of_a_posting_come_together(parse: Parse) -> None:
    parsed = parse(BULLETED).nano_parsed
    assert parsed.seniority == "senior"
    assert parsed.work_arrangement == "hybrid"
    assert parsed.employment_type == "full_time"
    assert parsed.experience.min == 5
    assert parsed.ctc is not None
    assert (parsed.ctc.min, parsed.ctc.max) == (70_000, 85_000)
    assert parsed.languages == ["English", "German"]
    assert parsed.domain.primary is not None
    assert parsed.domain.primary.domain == "FinTech & Payments"
    assert [item.name for item in parsed.certifications] == ["AWS Certified Solutions Architect"]


@pytest.mark.parametrize(
    "line",
    [
        "Contract (6+ Months)",
        "Contract - 12 months",
        "Contract for 8 weeks",
        "Contract, 2 years",
        "Contract of 9 months",
    ],
)
def test_a_contract_with_its_length_is_the_kind_of_employment(line: str) -> None:
    assert employment_type_of(document_of(f"Position: {line}\n\nYou weld the pipes of ships."), "Welder") == "contract"


@pytest.mark.parametrize(
    "label", ["Experience", "Work experience:", "Years of experience", "Experience level", "EXPERIENCE"]
)
def test_a_kind_of_employment_that_ends_its_line_is_not_of_the_past(label: str) -> None:
    text = f"You weld the pipes of ships.\n\nJob Type: Contract\n{label}\nWelding: 3 years"
    assert employment_type_of(document_of(text), "Welder") == "contract"


@pytest.mark.parametrize(
    "said", ["the media space", "a green space", "office space", "data streaming", "event streaming"]
)
def test_a_space_is_no_business_of_rockets_and_a_stream_none_of_films(said: str) -> None:
    told = domain_of(document_of(f"About us\nWe are growing in {said}. Our work in {said} is known."))
    assert "Aerospace" not in str(told)
    assert "Entertainment" not in str(told)
