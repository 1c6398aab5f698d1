import pytest

from jd_assets.parsing.fields.archetype import archetype_of
from jd_assets.parsing.fields.title import cleaned_title, head_of, without_level
from jd_assets_tests.parsing.conftest import BULLETED, ONE_PARAGRAPH, Parse

BODY = "\n\nResponsibilities\n- Build services\n- Run them\n\nRequirements\n- Five years of experience with Java\n"


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("Analytics Engineer (m/w/d)", "Analytics Engineer"),
        ("Data Engineer - Remote", "Data Engineer"),
        ("Senior Developer 23012", "Senior Developer"),
        ("Acme hiring Data Analyst in Lyon, France | LinkedIn", "Data Analyst"),
        ("QA Engineer | Payments", "QA Engineer"),
        ("Product Manager, Growth", "Product Manager, Growth"),
        ("- .NET Developer.", ".NET Developer"),
        ("... Data Analyst", "Data Analyst"),
    ],
)
def test_noise_of_job_sites_is_taken_off_a_title(given: str, cleaned: str) -> None:
    assert cleaned_title(given) == cleaned


def test_level_words_are_no_part_of_the_role() -> None:
    assert without_level("Senior Data Engineer II") == "Data Engineer"


@pytest.mark.parametrize(
    ("title", "head"),
    [("Head of Data", "head"), ("Data Engineer, Growth", "engineer"), ("Nurses", "nurse"), ("Blue", None)],
)
def test_the_head_noun_names_the_occupation(title: str, head: str | None) -> None:
    assert head_of(title) == head


def test_the_given_title_is_the_role_and_its_bare_form_an_alias(parse: Parse) -> None:
    parsed = parse(BULLETED, title="Senior Data Engineer").nano_parsed
    assert parsed.role == "Senior Data Engineer"
    assert parsed.role_aliases == ["Data Engineer"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (BULLETED, "Senior Data Engineer"),
        (ONE_PARAGRAPH, "Backend Developer"),
        (f"Job Title: Security Analyst{BODY}", "Security Analyst"),
        (f"We are looking for a skilled and driven Senior Data Engineer to join us.{BODY}", "Senior Data Engineer"),
        (f"We seek people. As a Site Reliability Engineer, you keep the lights on.{BODY}", "Site Reliability Engineer"),
        (f"The Platform Engineer will run our clusters.{BODY}", "Platform Engineer"),
        (f"We are hiring a data analyst for our team.{BODY}", "Data Analyst"),
    ],
)
def test_the_text_itself_names_the_role(parse: Parse, text: str, role: str) -> None:
    assert parse(text).nano_parsed.role == role


@pytest.mark.parametrize("masked", ["team member", "this position", "candidate"])
def test_a_masked_title_is_no_role(parse: Parse, masked: str) -> None:
    assert (
        parse(f"We are looking for a {masked} to join us. The {masked} will report to the CTO.{BODY}").nano_parsed.role
        is None
    )


def test_other_people_are_not_aliases_of_the_role(parse: Parse) -> None:
    text = f"Work with Data Scientists. As an Analytics Engineer, you help product managers.{BODY}"
    assert parse(text, title="Senior Analytics Engineer").nano_parsed.role_aliases == ["Analytics Engineer"]


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Senior Backend Engineer", "Engineering"),
        ("Analytics Engineer", "Data"),
        ("ML Engineer", "Data"),
        ("Product Manager", "Product"),
        ("UX Designer", "Design"),
        ("Engineering Manager", "Management"),
        ("Business Analyst", "Business"),
        ("IT Support Specialist", "Support"),
        ("Research Scientist", "Research"),
        ("Security Analyst", "Engineering"),
        ("Electrician", "Trades"),
        (None, None),
    ],
)
def test_the_title_tells_the_role_family(title: str | None, family: str | None) -> None:
    assert archetype_of(title) == family
