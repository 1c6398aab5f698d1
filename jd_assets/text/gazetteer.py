"""The tables of places: countries, states and provinces, cities with their other names, and the smaller towns.

The towns (`data/towns.csv`) are facts of GeoNames (CC BY 4.0): those above a size set by country, most populous first.
"""

from dataclasses import dataclass
from functools import cache

from jd_assets.text.normalise import folded, matching_view
from jd_assets.text.tables import listed, rows_of

#: Countries whose postings write a state or province by its code.
_WRITTEN_AS_CODES = frozenset({"US", "CA", "AU"})


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
    for row in rows_of("regions"):
        add(Place("region", row["name"], row["name"], row["country_code"]), row["name"], row["aliases"])
    return {name: tuple(found) for name, found in names.items()}


@cache
def towns() -> dict[str, tuple[Place, ...]]:
    """Further towns by name in lower case: read only where a place is expected, for many are words or surnames."""
    return _towns("")


@cache
def common_towns() -> dict[str, tuple[Place, ...]]:
    """Towns named by a word of the language ("Mobile", "Reading"): read only beside their state or country."""
    return _towns("x")


def _towns(common: str) -> dict[str, tuple[Place, ...]]:
    names: dict[str, list[Place]] = {}
    for row in rows_of("towns"):
        if row["common"] == common:
            region = regions().get((row["country_code"], row["region_code"]))
            place = Place("city", row["town"], region, row["country_code"])
            for form in dict.fromkeys((matching_view(row["town"]).lower(), folded(row["town"]))):
                names.setdefault(form, []).append(place)
    return {name: tuple(found) for name, found in names.items()}


@cache
def regions() -> dict[tuple[str, str], str]:
    """Names of states and provinces by country code and their own code."""
    return {(row["country_code"], row["code"]): row["name"] for row in rows_of("regions")}


@cache
def states() -> dict[str, tuple[str, str]]:
    """State or province, and country code, by the code written after a town ("TX"); the US wins where two share it."""
    coded = [row for row in rows_of("regions") if row["country_code"] in _WRITTEN_AS_CODES]
    return {row["code"]: (row["name"], row["country_code"]) for row in reversed(coded)}


@cache
def countries() -> dict[str, str]:
    """Names of countries by ISO 3166-1 alpha-2 code."""
    return {row["code"]: row["name"] for row in rows_of("countries")}
