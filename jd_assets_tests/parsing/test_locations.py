import pytest

from jd_assets.contracts.nano_parse import JobLocation
from jd_assets.parsing.fields.locations import places_in
from jd_assets_tests.parsing.conftest import Parse


def short(places: list[JobLocation]) -> list[tuple[str | None, str | None, str | None]]:
    return [(place.city, place.region, place.country_code) for place in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berlin, Germany", [("Berlin", None, "DE")]),
        ("Berlin, Hamburg or Oslo (hybrid)", [("Berlin", None, "DE"), ("Hamburg", None, "DE"), ("Oslo", None, "NO")]),
        ("Austin, TX 78701", [("Austin", "Texas", "US")]),
        ("Springdale, AR", [("Springdale", "Arkansas", "US")]),
        ("Cambridge, MA", [("Cambridge", "Massachusetts", "US")]),
        ("Cambridge", [("Cambridge", None, "GB")]),
        ("München", [("Munich", None, "DE")]),
        ("Zurich, Switzerland", [("Zurich", None, "CH")]),
        ("Remote (UK)", [(None, None, "GB")]),
        ("the nice office of our team", []),
        ("Nice to have", []),
    ],
)
def test_places_are_normalised(text: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    assert short(places_in(text)) == expected


def test_the_raw_words_are_those_of_the_text(parse: Parse) -> None:
    [place] = parse("Location: Köln\nWe are hiring.").nano_parsed.job_locations
    assert (place.raw, place.city, place.country) == ("Köln", "Cologne", "Germany")


def test_the_given_location_counts_first(parse: Parse) -> None:
    places = parse("Location: Berlin\nWe are hiring.", location="Porto, Portugal").nano_parsed.job_locations
    assert short(places) == [("Porto", None, "PT")]


def test_a_labelled_place_that_the_table_lacks_is_kept_as_it_stands(parse: Parse) -> None:
    assert parse("Location: Smalltown\nWe are hiring.").nano_parsed.job_locations == [JobLocation(raw="Smalltown")]


def test_a_sentence_names_the_place_where_no_label_does(parse: Parse) -> None:
    text = "We hire engineers. The role is in our Amsterdam office. Nice to have: Kafka."
    assert short(parse(text).nano_parsed.job_locations) == [("Amsterdam", None, "NL")]


@pytest.mark.parametrize("line", ["Remote - India", "India (Remote)", "Remote, India only"])
def test_a_country_beside_remote_on_a_line_is_the_place(parse: Parse, line: str) -> None:
    text = "We bake. " * 400 + f"\n\n{line}\n\nApply now."
    assert short(parse(text).nano_parsed.job_locations) == [(None, None, "IN")]


def test_cities_elsewhere_in_the_prose_are_no_places_of_work(parse: Parse) -> None:
    text = (
        "You will build things for our customers such as hospitals and shops in Paris, and more of the like elsewhere."
    )
    assert parse(text).nano_parsed.job_locations == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Concord, NH", [("Concord", "New Hampshire", "US")]),
        ("Paris, TX", [("Paris", "Texas", "US")]),
        ("Hamilton, Scotland", [("Hamilton", "Scotland", "GB")]),
        ("Kassel, DE", [("Kassel", None, "DE")]),
        ("Dover, DE", [("Dover", "Delaware", "US")]),
        ("Batumi, Georgia", [("Batumi", None, "GE")]),
        ("Macon, Georgia", [("Macon", "Georgia", "US")]),
        ("Mobile, AL", [("Mobile", "Alabama", "US")]),
        ("US-OH-Akron", [("Akron", "Ohio", "US")]),
        ("Canada, Ontario, Ottawa", [("Ottawa", "Ontario", "CA")]),
        ("Brisbane QLD, Australia", [("Brisbane", "Queensland", "AU")]),
        ("Greater Manchester, United Kingdom", [("Manchester", None, "GB")]),
        ("14 Elm Street, Springfield, IL 62701", [("Springfield", "Illinois", "US")]),
        ("Remote in OH | Remote in UT", [(None, "Ohio", "US"), (None, "Utah", "US")]),
        ("Remote (US or Canada)", [(None, None, "US"), (None, None, "CA")]),
        ("Anywhere in the US except Alaska and Hawaii", [(None, None, "US")]),
        ("Onsite (Pune, Chennai and Dubai)", [("Pune", None, "IN"), ("Chennai", None, "IN"), ("Dubai", None, "AE")]),
        ("Boise, ID; Reno, NV", [("Boise", "Idaho", "US"), ("Reno", "Nevada", "US")]),
        ("Multiple locations", []),
        ("BA, MA or PhD", []),
        ("Grand Canyon National Park", []),
        ("Remote", []),
    ],
)
def test_states_codes_and_namesakes_are_told_apart(
    text: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert short(places_in(text)) == expected


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (("Ortega Tiles is headquartered in Madrid, with offices in Rome and Oslo. This position is based in Porto, "
        "Portugal."), "Porto"),
        ("Opening at our Antwerp office. We also sell in Paris.", "Antwerp"),
        ("Hill Dairy in Preston is looking for a driver who knows the county and its lanes.", "Preston"),
        ("You will work at our Denver plant, four shifts a week. Founded in Berlin in 1901.", "Denver"),
        ("Assignment in Tucson, Arizona, thirteen weeks of nights.", "Tucson"),
    ],
)  # fmt: skip
def test_the_place_of_work_is_told_from_the_firms_other_places(parse: Parse, text: str, where: str) -> None:
    parsed = parse(text + "\n\nDuties\n- Keep records\n- Help customers\n- Clean up").nano_parsed
    assert [place.city for place in parsed.job_locations] == [where]


def test_a_given_place_without_a_city_is_refined_by_what_the_text_states(parse: Parse) -> None:
    text = (
        "This role is 100% on-site at our Houston plant. Remote work is not possible.\n\nDuties\n- Test racks\n- "
        "Write reports"
    )
    parsed = parse(text, location="US, TX, Remote").nano_parsed
    assert short(parsed.job_locations) == [("Houston", "Texas", "US")]
    assert parsed.work_arrangement == "onsite"


def test_the_money_of_the_pay_chooses_between_namesakes(parse: Parse) -> None:
    text = (
        "Cleaner wanted at the cathedral for mornings and some evenings.\nPay: £12.60 per hour.\n\nDuties\n- "
        "Sweep floors"
    )
    assert short(parse(text, location="Durham").nano_parsed.job_locations) == [("Durham", None, "GB")]
