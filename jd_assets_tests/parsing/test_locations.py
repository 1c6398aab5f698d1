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
