"""The table of places: countries, states and provinces, large cities and technology hubs, with their other names."""

from dataclasses import dataclass
from functools import cache

from jd_assets.text.normalise import folded, matching_view
from jd_assets.text.tables import listed, rows_of


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the table; `region` is the name of its state or province where the table has one."""

    kind: str  # "city", "region" or "country"
    name: str
    region: str | None
    country_code: str


@cache
def places() -> dict[str, tuple[Place, ...]]:
    """The places of each name in lower case, with and without accents; the best known namesake first."""
    names: dict[str, list[Place]] = {}

    def add(place: Place, name: str, aliases: str) -> None:
        for spelling in [name, *listed(aliases)]:
            for form in dict.fromkeys((matching_view(spelling).lower().rstrip("."), folded(spelling).rstrip("."))):
                names.setdefault(form, []).append(place)

    for row in sorted(rows_of("cities"), key=lambda row: row["namesake"]):
        region = regions().get((row["country_code"], row["region_code"]))
        add(Place("city", row["city"], region, row["country_code"]), row["city"], row["aliases"])
    for row in rows_of("countries"):
        add(Place("country", row["name"], None, row["code"]), row["name"], row["aliases"])
    for (country, _), name in regions().items():
        add(Place("region", name, name, country), name, "")
    return {name: tuple(found) for name, found in names.items()}


@cache
def regions() -> dict[tuple[str, str], str]:
    """Names of states and provinces by country code and their own code."""
    return {(row["country_code"], row["code"]): row["name"] for row in rows_of("regions")}


@cache
def states() -> dict[str, tuple[str, str]]:
    """State or province, and country code, by the code written after a town: "TX"."""
    return {row["code"]: (row["name"], row["country_code"]) for row in rows_of("regions")}


@cache
def countries() -> dict[str, str]:
    """Names of countries by ISO 3166-1 alpha-2 code."""
    return {row["code"]: row["name"] for row in rows_of("countries")}
