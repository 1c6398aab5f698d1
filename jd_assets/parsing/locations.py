"""Places of work, normalised to city, region and country."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jd_assets.contracts.nano_parse import JobLocation
from jd_assets.parsing.document import Document
from jd_assets.parsing.tables import listed, rows_of
from jd_assets.parsing.view import folded, matching_view

MAX_LOCATIONS = 12
MAX_NAME_WORDS = 4
HEADER_LINES = 14
HEADER_LINE_CHARS = 90


@dataclass(frozen=True, slots=True)
class _Place:
    kind: str  # "city", "region" or "country"
    name: str
    region: str | None
    country_code: str


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    places: tuple[_Place, ...]


_LABEL = re.compile(
    r"(?:^|\n)[\s*#_-]*(?:(?:job|work|office|primary|position|based|main|preferred|additional|nearest) )?(?:locations?|based in|city|place of work|duty station|work ?place)[*_]*\s*(?::|\n|- )[*_\s]*(?P<place>[^\n]{2,160})",
    re.IGNORECASE,
)
_INLINE_LABEL = re.compile(r"(?:Location|LOCATION|Work Location|Job Location|Office)\s?:\s*(?P<place>[^\n]{2,100})")
_PHRASE = re.compile(
    r"\b(?:based (?:in|out of|at)|located (?:in|at)|offices? in|office locations? in|position (?:in|is in)|role (?:in|is in)|work from|on-?site in|relocate to|live in|living in|hub in|headquarters in|headquartered in|presence in)\s+(?P<place>[^\n.;]{2,80})"
    r"|\b(?:our|the|in|from) (?P<office>(?:[A-Z][\w'-]+[ ,/]*(?:and |or )?){1,4}) (?:office|headquarters|HQ|hub|studio|campus)\b"
)
_WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*\.?")
_TOWN_AND_STATE = re.compile(r"(?P<town>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}),\s*(?P<state>[A-Z]{2})\b(?:\s+\d{5})?")
_NOTHING = re.compile(r"^\W*(?:not (?:stated|specified|listed|provided)|n/?a|tbd|various|multiple|flexible|remote|hybrid|anywhere)?\W*$", re.IGNORECASE)


@cache
def _gazetteer() -> dict[str, tuple[_Place, ...]]:
    names: dict[str, list[_Place]] = {}
    for row in rows_of("countries"):
        for name in [row["name"], *listed(row["aliases"])]:
            names.setdefault(_key(name), []).append(_Place("country", row["name"], None, row["code"]))
    regions = {(row["country_code"], row["code"]): row["name"] for row in rows_of("regions")}
    cities = sorted(rows_of("cities"), key=lambda row: row["namesake"])
    for row in cities:
        region = regions.get((row["country_code"], row["region_code"]))
        for name in [row["city"], *listed(row["aliases"])]:
            names.setdefault(_key(name), []).append(_Place("city", row["city"], region, row["country_code"]))
    for (country, _), name in regions.items():
        names.setdefault(_key(name), []).append(_Place("region", name, name, country))
    return {name: tuple(places) for name, places in names.items()}


@cache
def _codes() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    countries = {row["code"]: row["name"] for row in rows_of("countries")}
    states = {row["code"]: (row["name"], row["country_code"]) for row in rows_of("regions")}
    return countries, states


def _key(name: str) -> str:
    return " ".join(word.strip(".") for word in re.split(r"[\s-]+", folded(name)))


def locations_of(document: Document, given: str | None, title: str | None) -> list[JobLocation]:
    """The places of work: as given, else labelled in the text, else in its head, else told in a sentence."""
    if given and not _NOTHING.match(given):
        return places_in(given) or [JobLocation(raw=given.strip())]
    labelled: list[JobLocation] = []
    for text in _labelled(document):
        places = places_in(text)
        if not places and not labelled and not _NOTHING.match(text) and len(text) <= 60:
            places = [JobLocation(raw=text)]
        labelled += places
    found = labelled or _from_head(document, title)
    return _distinct(found or _from_sentences(document))


def _labelled(document: Document) -> Iterator[str]:
    for pattern in (_LABEL, _INLINE_LABEL):
        for found in pattern.finditer(document.view, 0, 30000):
            yield document.text[found.start("place") : found.end("place")].strip(" \t\r*_|")


def _from_head(document: Document, title: str | None) -> list[JobLocation]:
    lines = [line.strip() for line in document.text[:4000].splitlines() if line.strip()][:HEADER_LINES]
    short = [line for line in lines if len(line) <= HEADER_LINE_CHARS and not line.endswith((".", "!", "?")) and "http" not in line]
    return [place for line in ([title] if title else []) + short for place in places_in(line) if place.city]


def _from_sentences(document: Document) -> list[JobLocation]:
    places: list[JobLocation] = []
    for found in _PHRASE.finditer(document.view):
        group = "place" if found["place"] else "office"
        places += places_in(document.text[found.start(group) : found.end(group)])
    return places


def _distinct(places: list[JobLocation]) -> list[JobLocation]:
    seen: dict[tuple[str | None, str | None], JobLocation] = {}
    for place in places:
        seen.setdefault((place.city or (place.raw if not place.country else None), place.country), place)
    with_city = {country for (city, country) in seen if city}
    kept = [place for (city, country), place in seen.items() if city or country not in with_city]
    return kept[:MAX_LOCATIONS]


def places_in(text: str) -> list[JobLocation]:
    """The known places that a short text names, each city with the region and country beside it."""
    places: list[JobLocation] = []
    view = matching_view(text)
    town = _TOWN_AND_STATE.search(view)
    if town is not None and town["state"] in _codes()[1] and _key(town["town"]) not in _gazetteer():
        name, code = _codes()[1][town["state"]]
        return [JobLocation(raw=text[town.start() : town.end()], city=town["town"], region=name, country=_codes()[0][code], country_code=code)]
    hits = list(_hits(view))
    codes = {place.country_code for hit in hits for place in hit.places if place.kind != "city"}
    for hit in hits:
        place = _best(hit, view, codes)
        if place.kind == "city":
            country = _codes()[0][place.country_code]
            places.append(JobLocation(raw=text[hit.start : hit.end], city=place.name, region=place.region, country=country, country_code=place.country_code))
        elif not any(known.country_code == place.country_code for known in places):
            country = _codes()[0][place.country_code]
            places.append(JobLocation(raw=text[hit.start : hit.end], region=place.region, country=country, country_code=place.country_code))
    return _distinct(places)


def _best(hit: _Hit, view: str, codes: set[str]) -> _Place:
    state = re.match(r",?\s*\(?([A-Z]{2,3})\b", view[hit.end : hit.end + 8])
    region, country = _codes()[1].get(state[1], (None, None)) if state else (None, None)
    for place in hit.places:
        if region is not None and place.region == region and place.country_code == country:
            return place
    for place in hit.places:
        if place.country_code in codes and len(hit.places) > 1:
            return place
    return hit.places[0]


def _hits(view: str) -> Iterator[_Hit]:
    words = list(_WORD.finditer(view))
    position = 0
    while position < len(words):
        for count in range(min(MAX_NAME_WORDS, len(words) - position), 0, -1):
            first, last = words[position], words[position + count - 1]
            name = view[first.start() : last.end()]
            places = _gazetteer().get(_key(name)) if name[0].isupper() and "\n" not in name else None
            if places and not (len(name) <= 3 and not name.replace(".", "").isupper()):
                end = last.end() - (name.endswith(".") and not name[:-1].count("."))
                yield _Hit(first.start(), end, places)
                position += count - 1
                break
        position += 1
