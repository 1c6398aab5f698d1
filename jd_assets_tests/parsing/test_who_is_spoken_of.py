"""Whether a sentence speaks of the holder of the job, of who is wanted, of the employer, or of formalities."""

import pytest

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParsed
from jd_assets_tests.parsing.conftest import Parse


def section_of(parse: Parse, text: str, sentence: str) -> Section:
    [section] = [span.section for span in parse(text).spans if text[span.start : span.end].strip(" .") == sentence]
    return section


def read(parse: Parse, text: str, **given: str) -> NanoParsed:
    return parse(text, **given).nano_parsed


@pytest.mark.parametrize(
    "sentence",
    [
        "Fernhill Dairy seeks a foreman to run two milking parlours",
        "We are looking for a bookkeeper to keep the ledgers of nine shops",
        "Our studio is hiring an engineer who will build the lighting rigs",
        "Osier Tools is seeking a driver to deliver parts to garages",
        "We're looking for somebody to design the menus of the season",
    ],
)
def test_what_somebody_is_sought_to_do_is_a_duty(parse: Parse, sentence: str) -> None:
    assert section_of(parse, f"Fernhill\n\nWe sell things.\n\n{sentence}.", sentence) is Section.RESPONSIBILITIES


@pytest.mark.parametrize(
    "sentence",
    [
        "We are looking for people to join our crew",
        "We seek to bring warmth to every home",
        "We are looking for a cook to become part of the family",
        "Fernhill is hiring people to help us grow",
        "We're looking for a baker to work with us",
    ],
)
def test_an_invitation_is_no_duty(parse: Parse, sentence: str) -> None:
    assert section_of(parse, f"Baker\n\nWe sell bread.\n\n{sentence}.", sentence) is not Section.RESPONSIBILITIES


@pytest.mark.parametrize(
    "sentence",
    [
        "The Claims team handles storm damage and writes to insurers",
        "The Night Shift team maintains the ovens",
        "This small team operates three cranes",
        "Our Quality team investigates complaints",
        "The Grading team is responsible for the moisture of the grain",
    ],
)
def test_one_does_what_ones_team_does(parse: Parse, sentence: str) -> None:
    assert section_of(parse, f"Clerk\n\nWe grow wheat.\n\n{sentence}.", sentence) is Section.RESPONSIBILITIES


@pytest.mark.parametrize(
    "sentence",
    [
        "The ideal candidate will be an upholsterer with a steady hand",
        "The successful applicant has run a warehouse",
        "Candidates must have a licence for trucks",
        "The role requires a solid background in masonry",
        "Demonstrates excellent bookkeeping skills",
    ],
)
def test_what_somebody_should_be_is_no_duty(parse: Parse, sentence: str) -> None:
    text = f"Foreman\n\nResponsibilities:\nRun the yard every day.\n{sentence}.\nOrder the timber for the week."
    assert section_of(parse, text, sentence) is Section.REQUIRED


@pytest.mark.parametrize(
    "sentence",
    [
        "Tarn Foods is a leading bakery company with 70 years of heritage",
        "Hollin & Sons is an independent haulage firm with a passion for service",
        "Marlow Glass is one of the oldest manufacturers, and skilled in lead glass",
        "Brack is a growing retailer with strong knowledge and values",
        "Selby Farms is the largest distributor of seed, certified in nine states",
    ],
)
def test_what_a_firm_is_asks_for_nothing(parse: Parse, sentence: str) -> None:
    assert section_of(parse, f"Baker wanted\n\n{sentence}.\n\nYou will bake bread.", sentence) is Section.ABOUT_COMPANY


@pytest.mark.parametrize(
    "sentence",
    [
        "Citizenship Verification is part of the start",
        "All staff must pass a background check upon hire",
        "Applicants are subject to a government security investigation",
        "You must meet the government security screening of the port",
        "This requires verification of US citizenship",
    ],
)
def test_formalities_of_hiring_are_legal_text(parse: Parse, sentence: str) -> None:
    text = f"Welder\n\nRequirements:\nYou can weld steel pipes well.\n{sentence}."
    assert section_of(parse, text, sentence) is Section.LEGAL


@pytest.mark.parametrize(
    "notice",
    [
        "The range reflects what bakers earn in Ohio",
        "The salary range depends on the shop",
        "Pay will vary by town and skill",
        "Compensation is based on what you bring",
        "The pay range is determined by the union",
    ],
)
def test_a_notice_of_pay_behind_the_list_is_no_requirement(parse: Parse, notice: str) -> None:
    text = f"Baker\n\nRequirements\n- Can bake rye bread\n- Gets up early\n\n{notice}."
    assert section_of(parse, text, notice) is Section.BENEFITS


@pytest.mark.parametrize(
    "heading",
    [
        "Good, but not essential",
        "An asset, but not required",
        "Helpful but not necessary",
        "Desirable, though not a must",
        "Would be an advantage, but optional",
    ],
)
def test_a_heading_of_wishes_may_say_what_it_is_not(parse: Parse, heading: str) -> None:
    text = f"Baker\n\nRequirements\n- Rye bread\n\n{heading}\n- Sugar work\n"
    assert section_of(parse, text, "Sugar work") is Section.PREFERRED


def test_a_paragraph_behind_the_benefits_speaks_of_the_work_again(parse: Parse) -> None:
    text = (
        "Senior Joiner\n\nBenefits: a van, tools and 25 days off.\n\n"
        "You will hang doors and build stairs. You have 6 years of bench joinery."
    )
    parsed = read(parse, text)
    assert parsed.experience.min == 6
    assert [block.text for block in parsed.roles_and_responsibilities] == ["You will hang doors and build stairs."]


@pytest.mark.parametrize(
    "label", ["Stock Management", "Hygiene & Safety", "Health and Safety", "Guest Care", "Outage Planning"]
)
def test_a_label_that_lost_its_line_parts_the_duties(parse: Parse, label: str) -> None:
    items = (
        "Count the goods of the shop each week and note them.",
        label,
        "Keep the store room clean and dry at all times of the year.",
        "Order goods from the depot when they run low, and check what comes.",
        "Train the new people of the shop, and look after the keys and the van.",
    )
    blocks = read(parse, f"Storekeeper\n\nResponsibilities:   {'   '.join(items)}").roles_and_responsibilities
    assert [block.text.partition(" ")[0] for block in blocks] == ["Count", "Keep"]


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("4 to 10 years of experience is required. 6 years of work experience may be substituted for a degree.", 4),
        ("2 years as a cook. 5 years of experience can be substituted for the diploma.", 2),
        ("3 years of welding. 7 years of practice could be considered in lieu of a licence.", 3),
        ("At least 2 years in sales. 4 years in lieu of a degree.", 2),
        ("1 year of nursing. 3 years of care work will be accepted in its place.", 1),
    ],
)
def test_years_that_stand_for_a_degree_are_not_asked(parse: Parse, line: str, years: int) -> None:
    assert read(parse, f"Cook\n\nRequirements:\n{line}").experience.min == years


@pytest.mark.parametrize(
    "note",
    [
        "The full JD text follows.",
        "This JD is a summary.",
        "See the JD below.",
        "Named in JD itself.",
        "The raw JD was long.",
    ],
)
def test_a_job_description_is_no_law_degree(parse: Parse, note: str) -> None:
    assert read(parse, f"Analyst\n\nRequirements:\nYou read numbers well. {note}").education == []


@pytest.mark.parametrize(
    ("location", "city"),
    [
        ("Herzliya, Tel Aviv District, Israel", "Herzliya"),
        ("Ramat Gan, Tel Aviv District, Israel", "Ramat Gan"),
        ("Netanya, Haifa District, Israel", "Netanya"),
        ("Rotterdam, Utrecht Province, Netherlands", "Rotterdam"),
        ("Giza, Cairo Governorate, Egypt", "Giza"),
    ],
)
def test_a_district_named_after_a_town_is_no_second_town(parse: Parse, location: str, city: str) -> None:
    found = read(parse, "Clerk\n\nYou will keep the files.", location=location).job_locations
    assert [place.city for place in found] == [city]


def test_a_wish_in_the_next_heading_is_not_this_sentences(parse: Parse) -> None:
    text = (
        "Clerk. The office keeps the records of the port, of its ships and of all who come and go by sea, and it has "
        "done so for longer than anybody in the town can remember today. Required Qualifications: 10 years of filing "
        "experience Preferred Qualifications: Bachelor's degree in History"
    )
    parsed = parse(text)
    assert [span.section for span in parsed.spans if "filing" in text[span.start : span.end]] == [Section.REQUIRED]


@pytest.mark.parametrize(
    "heading", ["KEY FUNCTIONS:", "Responsibilities:", "ESSENTIAL FUNCTIONS:", "DUTIES:", "Requirements:"]
)
def test_a_heading_that_lost_its_blank_is_still_one(parse: Parse, heading: str) -> None:
    head = "Storekeeper. " + "The shop stands by the river and sells rope, tar and lamps to sailors. " * 4
    text = f"{head}It opens at six.{heading} Count the stock of the shop. Order what is missing from the depot."
    wanted = Section.REQUIRED if "Req" in heading else Section.RESPONSIBILITIES
    assert section_of(parse, text, "Order what is missing from the depot") is wanted
