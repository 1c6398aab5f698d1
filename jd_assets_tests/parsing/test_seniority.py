import pytest

from jd_assets.contracts.nano_parse import Seniority
from jd_assets.parsing.fields.seniority import level_of_title
from jd_assets_tests.parsing.conftest import Parse

BODY = "\nResponsibilities\nBuild and run services for our customers in many countries, day and night, with care.\n"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Software Engineering Intern", "intern"),
        ("Graduate Data Analyst", "junior"),
        ("Jr. Developer", "junior"),
        ("Engineering Manager", "manager"),
        ("Head of Data", "manager"),
        ("Product Manager", None),
        ("Principal Engineer", "staff"),
        ("Lead Analytics Engineer", "lead"),
        ("Sr. Developer", "senior"),
        ("Data Engineer II", "mid"),
        ("Data Engineer", None),
    ],
)
def test_the_title_gives_the_level(title: str, level: Seniority | None) -> None:
    assert level_of_title(title) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Requirements\n- 7+ years of experience in data engineering", "senior"),
        ("Requirements\n- 2-4 years of experience in data engineering", None),
        ("Requirements\n- 0.5 to 1 year of experience in data engineering", "junior"),
        ("This is an entry-level role for curious people.", "junior"),
        ("Seniority level: Entry level", "junior"),
        ("Seniority level: Mid-Senior level\nRequirements\n- 3+ years of experience with SQL", None),
    ],
)
def test_where_the_title_is_silent_the_text_gives_it(parse: Parse, text: str, level: Seniority | None) -> None:
    assert parse(BODY + text, title="Data Engineer").nano_parsed.seniority == level


def test_the_title_counts_before_the_years(parse: Parse) -> None:
    text = f"{BODY}Requirements\n- 8 years of experience with Java"
    assert parse(text, title="Junior Developer").nano_parsed.seniority == "junior"
