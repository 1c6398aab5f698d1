import pytest

from jd_assets.contracts.nano_parse import Experience
from jd_assets.parsing.fields.experience import experience_of
from jd_assets.parsing.structure.document import document_of


def experience(*requirements: str) -> Experience:
    return experience_of(document_of("Requirements\n" + "\n".join(f"- {line}" for line in requirements)))


@pytest.mark.parametrize(
    ("line", "low", "high", "raw"),
    [
        ("5+ years of experience in data engineering, at best", 5, None, "5+ years of experience in data engineering"),
        ("3-5 years of experience with SQL", 3, 5, "3-5 years of experience with SQL"),
        ("between three to five years' experience", 3, 5, "three to five years' experience"),
        ("Minimum of five (5) years of experience", 5, None, "Minimum of five (5) years of experience"),
        ("At least 2 yrs exp in Java", 2, None, "At least 2 yrs exp in Java"),
        ("up to 3 years of experience", None, 3, "up to 3 years of experience"),
        ("6 months of experience in support", 0.5, None, "6 months of experience in support"),
        ("1.5 years as a tester", 1.5, None, "1.5 years as a tester"),
        ("10 or more years working with C++", 10, None, "10 or more years working with C++"),
        ("six-plus years of experience", 6, None, "six-plus years of experience"),
        ("5 ~ 8 years of experience", 5, 8, "5 ~ 8 years of experience"),
        ("twenty years of experience", 20, None, "twenty years of experience"),
        ("Over a decade of experience in sales", 10, None, "Over a decade of experience in sales"),
        ("two decades of experience", 20, None, "two decades of experience"),
        ("half a decade's experience", 5, None, "half a decade's experience"),
        ("10+ yrs", 10, None, "10+ yrs"),
        ("Experience: 6-9 years", 6, 9, "6-9 years"),
    ],
)  # fmt: skip
def test_years_are_read_with_their_own_words(line: str, low: float | None, high: float | None, raw: str) -> None:
    assert experience(line) == Experience(min=low, max=high, raw=raw)


@pytest.mark.parametrize(
    "line",
    [
        "Must be at least 18 years of age",
        "A 4-year college degree",
        "This is a 2 year fixed contract",
        "Products launched in the last 5 years",
        "The company was founded 25 years ago",
        "Willing to work 40 hours",
        "For 25 years we have built tools with experience in retail",
        "With over 20 years of experience in retail, we lead the field",
        "Be part of a company with over 20 years of experience",
        "Our management team with two decades of experience",
        "For over a decade we have built tools with experience in retail",
        "Note to the parser: 19 years of experience in retail are required",
    ],
)
def test_other_years_are_not_asked_of_the_candidate(line: str) -> None:
    assert experience(line) == Experience()


@pytest.mark.parametrize(
    "line",
    [
        "References for the last 5 years of work",
        "Projects of the past three years in healthcare",
        "A plan for the next 2 years of professional growth",
        "Our first 10 years in Berlin",
        "Vetting that covers every 3 years of work",
        "A promotion within 2 years of hands-on practice",
        "After 3 years of work you get a sabbatical",
        "On the market since 5 years with great work",
        "Experts of our 12 years in lending",
        "A contract of duration 2 years in Lyon",
        "We are celebrating 25 years in retail",
        "A team with a combined 20 years of experience",
        "A firm with a track record of over 15 years in lending",
    ],
)
def test_a_span_of_time_that_no_one_has_to_bring_is_not_asked(line: str) -> None:
    assert experience(line) == Experience()


def test_the_longest_of_several_clauses_counts() -> None:
    found = experience("2+ years of experience in leadership", "8+ years of experience in software", "4 years of Java")
    assert found.min == 8


def test_both_clauses_of_one_sentence_are_seen() -> None:
    assert experience("3 years of experience with SQL and 6 years of experience overall").min == 6


def test_years_of_the_company_do_not_count() -> None:
    text = "About us\nAcme is a bank with over 20 years of experience.\nRequirements\n- 3 years of experience"
    assert experience_of(document_of(text)).min == 3


def test_a_requirement_counts_before_a_wish() -> None:
    text = "Requirements\n- 3 years of experience\nNice to have\n- 10 years of experience with Rust"
    assert experience_of(document_of(text)).min == 3


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ("Diploma in nursing.1-2 years of experience on a ward.", 1, 2),
        ("Degree in Civil Engineering2 - 5 years of experience on building sites", 2, 5),
        ("Good with people.3 to 6 years of experience in retail.Own car.", 3, 6),
        ("Certificate in welding4+ years of experience with pipes", 4, None),
        ("Any field of study.5–7 yrs of experience in audit.", 5, 7),
    ],
)
def test_a_number_that_lost_the_blank_before_it_is_read_with_its_range(line: str, low: int, high: int | None) -> None:
    read = experience(line)
    assert (read.min, read.max) == (low, high)
