import pytest

from jd_assets.contracts.base import Section
from jd_assets_tests.parsing.conftest import BULLETED, ONE_PARAGRAPH, Parse


def sections_of(parse: Parse, text: str) -> dict[str, Section]:
    return {text[span.start : span.end]: span.section for span in parse(text).spans}


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Build and run data pipelines with Airflow and dbt", Section.RESPONSIBILITIES),
        ("5+ years of experience in data engineering", Section.REQUIRED),
        ("Experience with Kafka", Section.PREFERRED),
        ("30 days of paid vacation", Section.BENEFITS),
        ("At Lumora, we value curiosity.", Section.ABOUT_COMPANY),
        (
            "Lumora is an equal opportunity employer and hires without regard to gender identity.",
            Section.LEGAL,
        ),
    ],
)
def test_headings_decide_the_section(parse: Parse, sentence: str, section: Section) -> None:
    assert sections_of(parse, BULLETED)[sentence] is section


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Tidewater is a logistics company with offices in Rotterdam.", Section.ABOUT_COMPANY),
        ("We are looking for a Backend Developer to join our team.", Section.ROLE_SUMMARY),
        ("You will review code of others.", Section.RESPONSIBILITIES),
        ("At least three years of experience with Java or Kotlin.", Section.REQUIRED),
        ("Knowledge of Kubernetes is a plus.", Section.PREFERRED),
        ("Tidewater is an equal opportunity employer.", Section.LEGAL),
    ],
)
def test_headings_inside_one_paragraph_decide_too(parse: Parse, sentence: str, section: Section) -> None:
    assert sections_of(parse, ONE_PARAGRAPH)[sentence] is section


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Develop dashboards for the sales team.", Section.RESPONSIBILITIES),
        ("You will own our data platform.", Section.RESPONSIBILITIES),
        ("Proficiency in Python and SQL.", Section.REQUIRED),
        ("Experience with Scala would be beneficial.", Section.PREFERRED),
        ("We offer a competitive salary and private health insurance.", Section.BENEFITS),
        ("Please send your CV to the address below.", Section.HOW_TO_APPLY),
        ("All qualified applicants will be considered without regard to age.", Section.LEGAL),
        ("Founded in 2010, our company serves millions of customers.", Section.ABOUT_COMPANY),
    ],
)
def test_without_headings_the_sentence_decides(parse: Parse, sentence: str, section: Section) -> None:
    assert sections_of(parse, f"Hello there.\n{sentence}")[sentence] is section


def test_a_wish_among_requirements_is_preferred(parse: Parse) -> None:
    text = "Requirements\n- Strong SQL\n- Knowledge of Rust is a plus\n- Knowledge of Go, preferably in production"
    found = sections_of(parse, text)
    assert found["Knowledge of Rust is a plus"] is Section.PREFERRED
    assert found["Knowledge of Go, preferably in production"] is Section.REQUIRED


def test_requirements_under_a_heading_of_duties_are_required(parse: Parse) -> None:
    text = "Responsibilities\n- Maintain the servers\n- Bachelor's degree in computer science\n- Write reports"
    found = sections_of(parse, text)
    assert found["Bachelor's degree in computer science"] is Section.REQUIRED
    assert found["Write reports"] is Section.RESPONSIBILITIES


def test_a_sub_heading_stays_in_its_section(parse: Parse) -> None:
    text = "## Responsibilities\n### Data modelling\n- Dimensional models for sales\n### Operations\n- Alerts"
    assert set(sections_of(parse, text).values()) == {Section.RESPONSIBILITIES}


def test_the_title_line_is_part_of_the_summary(parse: Parse) -> None:
    assert sections_of(parse, "Lead Engineer\n\nResponsibilities\nBuild it")["Lead Engineer"] is Section.ROLE_SUMMARY


LISTED = "Requirements\n- Ten years in kitchens\n- {}\n- Knowledge of food safety\n"


@pytest.mark.parametrize(
    "item",
    [
        "A culinary diploma from a known school (pastry training desirable)",
        "Experience with stock systems such as MarketMan (Apicbase preferred)",
        "Driving licence and own car (a van would be an advantage, licence class C preferred)",
        "Menu planning, ideally of tasting menus",
        "Two languages, preferably Italian among them",
    ],
)
def test_a_wish_about_a_part_of_a_requirement_leaves_the_rest_required(parse: Parse, item: str) -> None:
    assert sections_of(parse, LISTED.format(item))[item] is Section.REQUIRED


@pytest.mark.parametrize("item", ["Experience with MarketMan (preferred)", "A culinary diploma (highly desirable)"])
def test_a_wish_in_brackets_that_names_nothing_else_is_about_the_requirement(parse: Parse, item: str) -> None:
    assert sections_of(parse, LISTED.format(item))[item] is Section.PREFERRED


@pytest.mark.parametrize("label", ["Bonus", "Nice to have", "A plus", "Considered a plus", "Desirable"])
def test_a_label_on_one_item_of_a_list_is_of_that_item_alone(parse: Parse, label: str) -> None:
    found = sections_of(parse, LISTED.format(f"{label}: Pastry of the French kind"))
    assert found["Pastry of the French kind"] is Section.PREFERRED
    assert found["Knowledge of food safety"] is Section.REQUIRED


def test_a_label_that_names_a_list_opens_it(parse: Parse) -> None:
    found = sections_of(parse, LISTED.format("Preferred qualifications: Pastry of the French kind"))
    assert found["Knowledge of food safety"] is Section.PREFERRED


@pytest.mark.parametrize(
    "heading",
    ["Relevant experience may include the following:", "Skills could include:", "Your background might include:"],
)
def test_a_list_of_what_might_be_there_is_preferred(parse: Parse, heading: str) -> None:
    text = f"Requirements\n- Ten years in kitchens\n{heading}\n- Banquets of a hundred covers\n"
    assert sections_of(parse, text)["Banquets of a hundred covers"] is Section.PREFERRED


@pytest.mark.parametrize(
    "duty",
    [
        "Ensure compliance with applicable laws on food",
        "Conduct background checks of tenants",
        "Maintain the privacy policy of the clinic",
        "Promote equal opportunities among the coaches",
        "Review drug testing of drivers",
    ],
)
def test_a_duty_that_speaks_of_laws_is_a_duty_among_others(parse: Parse, duty: str) -> None:
    text = f"Responsibilities\nLead the crew of the yard.\n{duty}.\nKeep the books of the month.\n"
    assert sections_of(parse, text)[f"{duty}."] is Section.RESPONSIBILITIES


@pytest.mark.parametrize(
    "sentence",
    [
        "Operating in nine ports, the company values calm and care.",
        "Serving the valley since 1950, the firm delivers milk to schools.",
        "Working with small farms, the organization supports growers.",
        "Building boats by hand, the company is a house name.",
        "Growing each year, the group serves forty towns.",
    ],
)
def test_what_the_firm_does_is_no_duty_though_it_begins_with_a_doing(parse: Parse, sentence: str) -> None:
    text = f"Deck hand\n\n{sentence}\n\nYour tasks\n- Mend the nets\n- Clean the deck\n"
    assert sections_of(parse, text)[sentence] is not Section.RESPONSIBILITIES


@pytest.mark.parametrize(
    "duty",
    [
        "Sterilize the instruments of the ward",
        "Welding of frames after drawings",
        "Replaces worn parts of the press",
        "Vaccinate calves and keep their cards",
        "Mopping floors and wiping tables",
    ],
)
def test_what_hands_do_is_a_duty_without_any_heading(parse: Parse, duty: str) -> None:
    text = f"Helper\n\nRill Works, a family firm.\n\n- {duty}\n- Pack the goods of the day\n"
    assert sections_of(parse, text)[duty] is Section.RESPONSIBILITIES
