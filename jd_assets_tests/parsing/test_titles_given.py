"""Titles as boards deliver them, and the level that their words give."""

import pytest

from jd_assets.parsing.fields.seniority import level_of_title
from jd_assets.parsing.fields.title import cleaned_title, core_title
from jd_assets_tests.parsing.conftest import Parse


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("Job Title: Payroll Clerk", "Payroll Clerk"),
        ("URGENT HIRING!! Welder", "Welder"),
        ("Staff Nurse - REQ-20911", "Staff Nurse"),
        ("Data Analyst (R0012345)", "Data Analyst"),
        ("QA Engineer_JR7781-2", "QA Engineer"),
        ("Controller 60-80%", "Controller"),
        ("🚚 CDL Driver 🚚", "CDL Driver"),
        ("R&amp;D Chemist", "R&D Chemist"),
        ("Barista (Part-time)", "Barista"),
        ("Line Cook - $19/hr - Nights", "Line Cook"),
        ("Android Developer - Remote in Spain", "Android Developer"),
        ("Site Manager - Glasgow, UK", "Site Manager"),
        ("Tutor - immediate start", "Tutor"),
        ("Cloud Engineer ( AWS | Terraform | Python )", "Cloud Engineer"),
    ],
)
def test_what_is_no_part_of_a_title_is_taken_off(given: str, cleaned: str) -> None:
    assert cleaned_title(given) == cleaned


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Lead Data Engineer - Enterprise Analytics", "Lead Data Engineer"),
        ("Account Executive, Public Sector, DACH", "Account Executive"),
        ("Software Engineer, Growth", "Software Engineer, Growth"),
        ("Manager, Data Platform", "Manager, Data Platform"),
        ("Senior/Staff Backend Engineer", "Backend Engineer"),
        ("Nurse - Paediatrics", "Nurse"),
    ],
)
def test_team_or_product_is_no_part_of_a_role_that_says_enough(title: str, core: str) -> None:
    assert core_title(title) == core


def test_the_whole_title_stays_an_alias(parse: Parse) -> None:
    text = (
        "You keep the books of our ferries. Duties\n- Post invoices\n- Close the month\n- File reports with the "
        "harbour office"
    )
    parsed = parse(text, title="Senior Cost Accountant - Ferries").nano_parsed
    assert parsed.role == "Senior Cost Accountant"
    assert "Senior Cost Accountant - Ferries" in parsed.role_aliases


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Staff Nurse", None),
        ("Staff Engineer", "staff"),
        ("Senior Living Chef", None),
        ("Head Start Teacher", None),
        ("Head of Logistics", "manager"),
        ("Lead Paint Inspector", None),
        ("Lead Electrician", "lead"),
        ("Assistant to the Director", None),
        ("Warehouse Manager", "manager"),
        ("Product Manager", None),
        ("Senior Product Manager", "senior"),
        ("Senior/Principal Analyst", "senior"),
        ("Junior Staff Accountant", "junior"),
        ("Data Analyst [JR-000123]", None),
        ("International Sales Agent", None),
        ("Apprentice Plumber", "intern"),
        ("VP Engineering", "manager"),
        ("Engineer II", "mid"),
    ],
)
def test_rank_words_count_only_where_they_rank_the_role(title: str, level: str | None) -> None:
    assert level_of_title(title) == level


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("We are looking for a senior mason to lead a crew.", "senior"),
        ("This role is ideal for a mid-level planner who wants more.", "mid"),
        ("We are seeking an entry-level bookkeeper.", "junior"),
        ("Apply to the hiring manager or senior engineer.", None),
    ],
)
def test_a_sentence_that_says_who_is_sought_gives_the_level(parse: Parse, sentence: str, level: str | None) -> None:
    text = f"{sentence} You will work with stone and people all over the county, in all weather, on old and new houses."
    assert parse(text, title="Worker").nano_parsed.seniority == level
