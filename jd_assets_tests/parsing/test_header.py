"""Header lines: the facts of a posting in one line, in any order and with any mark between them."""

import pytest

from jd_assets.contracts.nano_parse import NanoParsed
from jd_assets_tests.parsing.conftest import Parse

BODY = (
    "\n\nWe make things that people like. You will build them with us and look after them. Three years of "
    "practice help."
)


def places(parsed: NanoParsed) -> list[tuple[str | None, str | None]]:
    return [(place.city or place.region, place.country_code) for place in parsed.job_locations]


@pytest.mark.parametrize(
    ("line", "company", "role", "where", "arrangement", "employment"),
    [
        (("Kestrel | Platform Engineer | Lisbon, Portugal | ONSITE "
        "| Full-time"), "Kestrel", "Platform Engineer", [("Lisbon", "PT")], "onsite", "full_time"),
        (("Data Engineer | Oatfield Labs | Remote (EU) "
        "| Contract"), "Oatfield Labs", "Data Engineer", [("European Union", None)], "remote", "contract"),
        (("REMOTE or Toronto, Canada | Full-Time | Birchway (https://birchway.example) "
        "| Senior Frontend Developer"), "Birchway", "Senior Frontend Developer",
            [("Toronto", "CA")], "remote", "full_time"),
        (("Northlight Dental · Dental Hygienist · Tacoma, WA · On-site · "
        "Part-time"), "Northlight Dental", "Dental Hygienist", [("Tacoma", "US")], "onsite", "part_time"),
        (("Harrow Freight - Truck Mechanic - Leeds, UK - Full-time - "
        "£38k"), "Harrow Freight", "Truck Mechanic", [("Leeds", "GB")], None, "full_time"),
        (("Quill & Co | Copy Editor, Travel | Dublin or Cork "
        "| Hybrid"), "Quill & Co", "Copy Editor", [("Dublin", "IE"), ("Cork", "IE")], "hybrid", None),
        (("Tidal 9 | Mumbai, India | Sous Chef | Full time "
        "| On Site"), "Tidal 9", "Sous Chef", [("Mumbai", "IN")], "onsite", "full_time"),
    ],
)  # fmt: skip
def test_each_part_of_a_header_line_is_what_it_can_be_read_as(
    parse: Parse, line: str, company: str, role: str, where: list[tuple[str, str]], arrangement: str, employment: str
) -> None:
    parsed = parse(line + BODY).nano_parsed
    assert parsed.JD_type == "pass"
    assert (parsed.company_name, parsed.role) == (company, role)
    assert places(parsed) == where
    assert (parsed.work_arrangement, parsed.employment_type) == (arrangement, employment)


def test_a_header_line_states_the_pay(parse: Parse) -> None:
    pay = parse(f"Copperleaf | Site Reliability Engineer | Austin, TX | Remote | $150k-$175k{BODY}").nano_parsed.ctc
    assert pay is not None
    assert (pay.min, pay.max, pay.currency, pay.period) == (150_000, 175_000, "USD", "year")


def test_a_specialisation_in_the_header_names_the_role_with_what_the_text_looks_for(parse: Parse) -> None:
    text = f"Heron | Full Stack | Full-Time | Oslo, Norway | Onsite\n\nWe are looking for software engineers.{BODY}"
    assert parse(text).nano_parsed.role == "Full Stack Software Engineer"


@pytest.mark.parametrize(
    "line",
    [
        "Wren | Multiple Positions | Berlin | ONSITE | Full-time",
        "Wren | Lead backend engineer, Android developers | Berlin | ONSITE",
        "Wren | Data Analyst | Product Designer | Berlin | Remote",
        "Wren | Various roles | Berlin | Hybrid",
        "Wren (https://wren.example) | Electricians, Plumbers and Welders | Berlin | Full-time",
    ],
)
def test_several_openings_are_told_and_none_is_forced(parse: Parse, line: str) -> None:
    parsed = parse(line + BODY).nano_parsed
    assert parsed.JD_type == "pass"
    assert parsed.role is None
    assert parsed.warnings[0].startswith("names several openings")


def test_a_list_of_titles_is_several_openings(parse: Parse) -> None:
    text = f"We are growing and looking for people:\n- Payroll Clerk\n- Data Analyst\n- Forklift Driver\n{BODY}"
    parsed = parse(text).nano_parsed
    assert parsed.role is None
    assert parsed.warnings == ["names several openings: Payroll Clerk, Data Analyst, Forklift Driver"]


@pytest.mark.parametrize(
    ("line", "company", "where"),
    [
        ("Sparrow Physio, Bristol", "Sparrow Physio", [("Bristol", "GB")]),
        ("Mill Lane Bakery · Portland, ME", "Mill Lane Bakery", [("Portland", "US")]),
        ("Castle & Sons - Cardiff, Wales", "Castle & Sons", [("Cardiff", "GB")]),
        ("Department of Bridges, Sacramento, CA", "Department of Bridges", [("Sacramento", "US")]),
        ("Brook House, Durham. £13.10 per hour, weekends.", "Brook House", [("Durham", "GB")]),
    ],
)
def test_company_and_place_below_the_title(parse: Parse, line: str, company: str, where: list[tuple[str, str]]) -> None:
    parsed = parse(
        f"Receptionist\n{line}\n\nDuties\n- Greet guests at the front door\n- Answer calls and take messages\n- "
        f"Sort post for all the rooms",
        title="Receptionist",
    ).nano_parsed
    assert parsed.company_name == company
    assert places(parsed) == where


@pytest.mark.parametrize(
    "line",
    [
        "We bake bread, cakes and pies",
        "Python, SQL, Airflow and dbt",
        "- Build services, run them - and write",
        "Responsibilities | Requirements | Benefits",
    ],
)
def test_other_lines_are_no_header(parse: Parse, line: str) -> None:
    assert parse(line + BODY).nano_parsed.company_name is None
