import pytest

from jd_assets_tests.parsing.conftest import BULLETED, Parse


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (BULLETED, "Lumora"),
        ("Company: Acme Robotics\nWe build robots.", "Acme Robotics"),
        ("# Data Engineer — Northwind GmbH\n\nBuild pipelines.", "Northwind GmbH"),
        ("Data Engineer at Northwind\n\nBuild pipelines.", "Northwind"),
        ("About Northwind\nA bank for farmers.", "Northwind"),
        ("At Northwind, we care. Northwind has offices in Rome.", "Northwind"),
        ("Northwind is a leading provider of seeds. Join Northwind today.", "Northwind"),
        ("We build tools. Northwind is an equal opportunity employer. Northwind's culture counts.", "Northwind"),
        ("https://northwind.recruitee.com/o/1\nBuild pipelines for us.", "Northwind"),
    ],
)
def test_the_text_names_the_employer(parse: Parse, text: str, name: str) -> None:
    assert parse(text).nano_parsed.company_name == name


def test_the_given_company_comes_first_and_its_other_spellings_follow(parse: Parse) -> None:
    text = "About Northwind Seeds\nNorthwind Seeds is a leading company. At Northwind Seeds, we grow."
    assert parse(text, company="Northwind").company_names == ["Northwind", "Northwind Seeds"]


@pytest.mark.parametrize(
    "text",
    [
        "Marketing is a team of ten. You will help marketing and sales.",
        "Python is a language that you know. Docker is a plus.",
        "This role is a chance to grow. The Data Engineer is a key player.",
        "Berlin is the place where you work.",
    ],
)
def test_other_subjects_are_no_employers(parse: Parse, text: str) -> None:
    assert parse(text).company_names == []


def test_what_is_said_of_the_company_is_quoted(parse: Parse) -> None:
    about = parse(BULLETED).nano_parsed.about_company
    assert about is not None
    assert about in BULLETED
    assert about.startswith("Lumora is a fintech company")
