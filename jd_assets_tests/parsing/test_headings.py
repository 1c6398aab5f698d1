import pytest

from jd_assets.contracts.base import Section
from jd_assets.parsing.structure.headings import Heading, heading_at_start, heading_of_line
from jd_assets.parsing.structure.spans import lines_of
from jd_assets.text.normalise import matching_view


def heading_of(text: str) -> Heading | None:
    view = matching_view(text)
    [line] = lines_of(view)
    return heading_of_line(view, line)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("## What you'll do", Section.RESPONSIBILITIES),
        ("Your mission", Section.RESPONSIBILITIES),
        ("KEY RESPONSIBILITIES", Section.RESPONSIBILITIES),
        ("Essential duties and responsibilities:", Section.RESPONSIBILITIES),
        ("**A day in the life**", Section.RESPONSIBILITIES),
        ("🚀 What you will be working on", Section.RESPONSIBILITIES),
        ("Minimum qualifications", Section.REQUIRED),
        ("Must have:", Section.REQUIRED),
        ("What we’re looking for", Section.REQUIRED),
        ("Who you are", Section.REQUIRED),
        ("Your profile", Section.REQUIRED),
        ("Nice to have", Section.PREFERRED),
        ("Bonus points if you have:", Section.PREFERRED),
        ("Preferred qualifications", Section.PREFERRED),
        ("It would be a plus if you know:", Section.PREFERRED),
        ("What we offer", Section.BENEFITS),
        ("Why join us?", Section.BENEFITS),
        ("Compensation & Benefits", Section.BENEFITS),
        ("How to apply", Section.HOW_TO_APPLY),
        ("Interview process", Section.HOW_TO_APPLY),
        ("Equal opportunity statement", Section.LEGAL),
        ("About Lumora", Section.ABOUT_COMPANY),
        ("Who we are", Section.ABOUT_COMPANY),
        ("About the role", Section.ROLE_SUMMARY),
    ],
)
def test_headings_are_known_in_many_wordings(heading: str, section: Section) -> None:
    found = heading_of(heading)
    assert found is not None
    assert found.section is section


@pytest.mark.parametrize(
    "line",
    [
        "Experience with SQL",
        "- Project management experience",
        "Excellent communication skills",
        "Design data models for finance reporting",
        "We are looking for an engineer who likes to build tools for others.",
    ],
)
def test_plain_lines_are_no_headings(line: str) -> None:
    assert heading_of(line) is None


def test_a_marked_line_without_a_known_wording_divides_the_section_it_stands_in() -> None:
    found = heading_of("### Data quality & reliability")
    assert found is not None
    assert found.section is None


def test_a_label_describes_its_own_line_only() -> None:
    found = heading_at_start("Location: Berlin", 0, 16)
    assert found is not None
    assert found.is_field


@pytest.mark.parametrize("sentence", ["Requirements: 5+ years of Java", "Qualifications Bachelor's degree in physics"])
def test_a_heading_before_its_text_is_parted_from_it(sentence: str) -> None:
    found = heading_at_start(sentence, 0, len(sentence))
    assert found is not None
    assert found.section is Section.REQUIRED
    assert sentence[found.end :] in ("5+ years of Java", "Bachelor's degree in physics")


def test_a_title_that_begins_with_the_word_of_a_heading_is_none() -> None:
    sentence = "Requirements Analyst for a bank"
    assert heading_at_start(sentence, 0, len(sentence)) is None
