"""Reads places out of a short text.

Such as "Westlake Village (Los Angeles), CA", "London / Remote in MO | GA" or "US-TX-Houston".
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

from jd_assets.contracts.nano_parse import JobLocation
from jd_assets.parsing.fields.title import head_of
from jd_assets.text.gazetteer import Place, common_towns, countries, places, regions, states, towns
from jd_assets.text.normalise import folded

MAX_CHARS = 400  # of one text read; what is longer names no place of work
MAX_NAME_WORDS = 4
MAX_RAW_CHARS = 80
#: Areas larger than a country, as adverts for work from home name them.
_AREAS = {
    "eu": "European Union", "european union": "European Union", "europe": "Europe", "emea": "EMEA", "eea": "EEA",
    "apac": "APAC", "latam": "Latin America", "latin america": "Latin America", "north america": "North America",
    "middle east": "Middle East", "nordics": "Nordics",
}  # fmt: skip

_BETWEEN = re.compile(r"[;|•·\n]|\s?/\s?(?=[A-Z])|\s(?:or|and|&|\+)\s(?!(?:Herzegovina|Labrador|Tobago|Nevis)\b)")
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_COMMA = re.compile(r",|\s-{1,2}\s|(?<=[A-Z]{2})-(?=[A-Z])|(?<=[a-z]{2})\.\s+(?=[A-Z])|\s{2,}|:\s|\s\.\s")
_EXCLUDED = re.compile(
    r"\b(?:except(?:ing|ion)?|excluding|exclud(?:es?|ed)|outside(?: of)?|other than"
    r"|not (?:currently )?(?:be )?(?:available|open|hiring|eligible|offered|accept\w*|consider\w*|able)"
    r"|(?:can ?not|can't|unable to|do not|don't|does not) (?:hire|employ|accept|consider|work))\b[^.;\n)]*",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d+[A-Za-z]?,? +(?:[A-Z][\w.'-]* +){1,4}?(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln"
    r"|Parkway"
    r"|Pkwy|Way|Court|Ct|Place|Pl|Square|Sq|Highway|Hwy|Plaza|Circle|Turnpike|Pike)\b\.?"
    r"(?:,? *(?:Suite|Ste|Unit|Floor|Fl|#)\.? *[\w-]+)?"
)
_POSTCODE = re.compile(r"\b\d{4,6}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b")
_WORD = re.compile(r"[^\W_](?:[\w.'’]|-(?!based\b))*")
# What stands beside the name of a place and belongs to it, or says how the work is done there.
_BESIDE = frozenset(
    """area areas metro metropolitan district region regions greater city downtown north south east west central
    northern southern eastern western inner upper lower near around county province governorate state office offices
    hq headquarters campus hub studio site location locations onsite on-site remote remotely hybrid position job
    role opening only anywhere bay home timezone suburb suburbs the our in within from at of to for branch store
    clinic facility warehouse plant hiring now full-time part-time usa us uk""".split()
)
# The area round a place is known by it: "San Francisco Bay Area", "Tel Aviv District", "Greater London".
_AROUND_BEFORE = re.compile(r"(?:(?:Greater|Downtown|North|South|East|West|Central|City of)\s+)+$")
_AROUND_AFTER = re.compile(r"(?:\s+(?:Bay|Area|Metro|Metropolitan|District|Region|City|County|Province|Governorate))+")
_NO_TOWN = frozenset(
    """bs ba ms ma bsc msc phd md jd mba be me it hr ii iii iv js ai ml bi qa ui ux pc tv vp ceo cto remote hybrid
    onsite office home anywhere permanent temporary visa contract us""".split()
)
# A name that ends so is an institution's or a park's, not a town's.
_NO_TOWN_ENDS = frozenset(
    """area park hospital clinic school university college academy center centre institute inc llc ltd limited gmbh corp
    corporation company co group plc ag labs lab systems services solutions technologies technology software studio
    studios partners consulting bank foods logistics freight hotel hotels restaurant church council agency foundation
    association society industries international global media health healthcare dental team department
    division""".split()
)
_LONG_NAME = re.compile(r" (?:am|an der|ob der|upon|on|in der|de|del|sur|do|da|la) ")  # "Frankfurt am Main"
_OTHER_WORD = re.compile(r"[ -]to[ -]have\b")  # "Nice to have"
_IN_BEFORE = re.compile(r"\b(?:(?:in|within|from)\s+|(?:remote|anywhere)\W+)$", re.IGNORECASE)
_TOWN = re.compile(r"[^\W\d_a-z][\w.'’-]+(?:[ -](?:[^\W\d_a-z][\w.'’-]*|am|an|der|de|la|del|on|upon|of|sur|le)){0,3}$")


@dataclass(frozen=True)
class _Name:
    """A name with what it may mean, none of it for a town that the tables lack; `part` counts the commas before it."""

    start: int
    end: int
    part: int
    meanings: tuple[Place, ...]
    code: str = ""
    common: bool = False

    def means(self, *kinds: str) -> bool:
        return any(place.kind in kinds for place in self.meanings)

    @property
    def is_town(self) -> bool:
        return not self.code and (not self.meanings or self.means("city"))


def read_places(
    text: str, view: str, start: int, end: int, prefer: AbstractSet[str] = frozenset(), districts: bool = False
) -> list[JobLocation]:
    """The places that a part of a text names, each city with the region and country beside it.

    Args:
        text: The posting's text.
        view: Its matching view.
        start: Offset at which to begin.
        end: Offset at which to stop; no more than MAX_CHARS are read.
        prefer: Codes of the countries likely meant by a name that several have.
        districts: The part names places only, so what stands before a city is a part of it.
    """
    end = min(end, start + MAX_CHARS)
    clusters = _read(_masked(view[start:end]), districts)
    named = (place for names in clusters for name in names for place in name.meanings)
    codes = {place.country_code for place in named if place.kind == "country"}
    found = (_location(text[start:end], names, codes | prefer) for names in clusters)
    return [place for place in found if place is not None]


def _masked(part: str) -> str:
    """The text with what is no place blanked out: streets, postcodes, places where the job is not open."""
    for pattern in (_EXCLUDED, _STREET, _POSTCODE):
        part = pattern.sub(lambda match: " " * len(match.group()), part)
    return part


_OF_AREA = re.compile(r"\s+(?:District|Region|County|Province|Governorate|Oblast|Voivodeship|Metropolitan Area)\b")


def _read(part: str, districts: bool) -> list[list[_Name]]:
    """The names of each place; what stands in brackets counts where nothing outside of them is a place."""
    brackets = [found.span(1) for found in _BRACKET.finditer(part)]
    outer = _BRACKET.sub(lambda match: " " * len(match.group()), part)
    clusters: list[list[_Name]] = []
    edges = [0, *(edge for found in _BETWEEN.finditer(outer) for edge in found.span()), len(outer)]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        after_code = bool(clusters) and clusters[-1][-1].code != ""
        found = _clusters(outer, left, right, districts, after_code)
        for inner_left, inner_right in () if found else brackets:
            if left <= inner_left < right:
                blank = " " * inner_left + part[inner_left:inner_right]
                found += _read(blank, districts)
        clusters += found
    return clusters


def _clusters(part: str, left: int, right: int, districts: bool, after_code: bool) -> list[list[_Name]]:
    clusters: list[list[_Name]] = []
    pending: _Name | None = None
    edges = [left, *(edge for found in _COMMA.finditer(part, left, right) for edge in found.span()), right]
    spans = [span for span in zip(edges[::2], edges[1::2], strict=True) if part[slice(*span)].strip()]
    for number, (start, end) in enumerate(spans):
        names = list(_names(part, start, end, number))
        for name in names:
            last = clusters[-1] if clusters and clusters[-1][-1].part >= number - 1 else None
            if last is not None and name.is_town and _OF_AREA.match(part, name.end):
                continue  # "Herzliya, Tel Aviv District, Israel" names one town
            if last is not None and _belongs(name, last):
                has_town = any(known.is_town for known in last)
                last.append(
                    name
                    if not has_town and any(_within(city, _limits(last, ())) for city in name.meanings)
                    else _wider(name)
                )
            elif pending is not None and not name.is_town:
                clusters.append([pending, name])
            elif name.is_town or not name.code or after_code or _IN_BEFORE.search(part, left, name.start):
                clusters.append([pending, name] if districts and pending is not None and name.is_town else [name])
            pending = None
        if not names:
            pending = _unknown(part, start, end, number)
    return clusters


def _unknown(part: str, start: int, end: int, number: int) -> _Name | None:
    """A capitalised name of a town that the tables lack, if what follows makes it one."""
    while start < end and not part[start].isalnum():
        start += 1
    words = part[start:end].rstrip(" .")
    lowered = words.lower()
    if not 3 <= len(words) <= 40 or not _TOWN.match(words) or head_of(words):
        return None
    if _NO_TOWN & set(lowered.split()) or lowered.split()[-1] in _NO_TOWN_ENDS:
        return None
    if len(words) <= 3 and words.isupper():
        return None
    return _Name(start, start + len(words), number, ())


def _names(part: str, start: int, end: int, number: int) -> Iterator[_Name]:
    words = [found.span() for found in _WORD.finditer(part, start, end)]
    at, previous = 0, -1
    while at < len(words):
        length = _longest(part, words, at)
        if length:
            left, right = words[at][0], words[at + length - 1][1]
            if part[right - 1] == "." and not _known(part[left:right]):
                right -= 1
            meanings = _known(part[left:right])
            name = _Name(
                left, right, number, meanings or common_towns().get(part[left:right].lower(), ()), "", not meanings
            )
            if _stands_alone(part, words, at, length, previous) and not _OTHER_WORD.match(part, right):
                yield name
                previous = at + length - 1
            at += length
            continue
        left, right = words[at]
        code = part[left:right].rstrip(".")
        alone = len(words) == 1 or previous == at - 1 or _IN_BEFORE.search(part, start, left) is not None
        if alone and code.isupper() and (code in states() or code in countries()):
            yield _Name(left, left + len(code), number, (), code)
            previous = at
        at += 1


def _longest(part: str, words: list[tuple[int, int]], at: int) -> int:
    """How many words from here are the longest name of a place; 0 where none is."""
    first = part[words[at][0]]
    if not first.isupper():
        return 0
    for length in range(min(MAX_NAME_WORDS, len(words) - at), 0, -1):
        name = part[words[at][0] : words[at + length - 1][1]]
        if len(name) <= 3 and not name.isupper():
            continue
        if _known(name) or _known(name.rstrip(".")) or name.lower() in common_towns():
            return length
    return 0


@cache
def _known_names() -> dict[str, tuple[Place, ...]]:
    names = dict(towns())
    for name, found in places().items():
        names[name] = found + tuple(town for town in names.get(name, ()) if _differs(town, found))
    for name, area in _AREAS.items():
        names.setdefault(name, (Place("area", area, area, ""),))
    return names


def _differs(town: Place, found: tuple[Place, ...]) -> bool:
    return all((town.region, town.country_code) != (other.region, other.country_code) for other in found)


def _known(name: str) -> tuple[Place, ...]:
    lowered = name.lower().replace("’", "'")
    return _known_names().get(lowered) or _known_names().get(folded(name)) or ()


def _stands_alone(part: str, words: list[tuple[int, int]], at: int, length: int, previous: int) -> bool:
    """Whether a name is no part of a longer one: "Grand Mesa Recreation Area" is not Mesa."""
    before = part[slice(*words[at - 1])] if at > 0 and previous != at - 1 else ""
    after = part[slice(*words[at + length])] if at + length < len(words) else ""
    return _may_stand_beside(before) and (_may_stand_beside(after) or _is_name(part, words, at + length))


def _is_name(part: str, words: list[tuple[int, int]], at: int) -> bool:
    word = part[slice(*words[at])].rstrip(".")
    return _longest(part, words, at) > 0 or (word.isupper() and (word in states() or word in countries()))


def _may_stand_beside(word: str) -> bool:
    word = word.strip(".'’")
    if word.count("-") > 1:  # "Right-to-work-in USA"
        return True
    return not word or not word[0].isupper() or word.lower() in _BESIDE or head_of(word) is not None


def _belongs(name: _Name, cluster: list[_Name]) -> bool:
    """Whether a name says more of the place before it: its state or country, or the city in a country named first."""
    town = next((known for known in cluster if known.is_town), None)
    if town is None:
        limits = _limits(cluster, ())
        if name.is_town and any(_within(place, limits) for place in name.meanings):
            return True
        own = [] if name.is_town and not name.means("region", "country") else _limits([_wider(name)], ())
        return bool(own and limits) and own[0][1] == limits[-1][1] and (own[0][0] is None) != (limits[-1][0] is None)
    if any(
        not known.is_town and (known.means("country") or (known.code in countries() and known.code not in states()))
        for known in cluster
    ):
        return False
    if name.code:
        return len(cluster) == 1 or name.code in countries()
    if not town.meanings:
        return name.means("region", "country")
    return any(
        place.kind in ("region", "country")
        and any(_within(city, [(place.region, place.country_code)]) for city in town.meanings)
        for place in name.meanings
    )


def _wider(name: _Name) -> _Name:
    """A name read as a state or country: "Ontario" beside a city, or below "Canada", is no town of California."""
    wider = tuple(place for place in name.meanings if place.kind != "city")
    return replace(name, meanings=wider) if wider else name


def _within(place: Place, limits: list[tuple[str | None, str]]) -> bool:
    return place.kind == "city" and all(
        place.country_code == country and (region is None or place.region in (None, region))
        for region, country in limits
    )


def _limits(names: list[_Name], cities: tuple[Place, ...]) -> list[tuple[str | None, str]]:
    """Region and country that the names beside a city set, each read as it fits the city best."""
    limits: list[tuple[str | None, str]] = []
    for name in names:
        if name.code:
            choices: list[tuple[str | None, str]] = [states()[name.code]] if name.code in states() else []
            choices += [(None, name.code)] if name.code in countries() else []
            choices += [
                (city.region, city.country_code)
                for city in cities
                if city.region and regions().get((city.country_code, name.code)) == city.region
            ]
        else:
            choices = [
                (place.region, place.country_code) for place in name.meanings if place.kind in ("region", "country")
            ]
            choices.sort(key=lambda choice: choice[0] is None)  # Georgia the state before the country
        fitting = [choice for choice in choices if any(_within(city, [choice]) for city in cities)]
        limits += (fitting or choices)[:1]
    return limits


def _location(text: str, names: list[_Name], codes: AbstractSet[str]) -> JobLocation | None:
    town = next((name for name in reversed(names) if name.is_town and name.meanings), None)
    town = town or next((name for name in names if name.is_town), None)
    limits = _limits([name for name in names if not name.is_town], town.meanings if town else ())
    if town is not None and town.common and not limits:
        return None
    raw = _raw(text, names)
    if town is None:
        return _area(raw, names, limits)
    cities = [place for place in town.meanings if place.kind == "city"]
    city = next((place for place in cities if limits and _within(place, limits)), None)
    if limits:
        region = next((region for region, _ in limits if region), city.region if city else None)
        country = limits[-1][1]
    else:
        city = next((place for place in cities if place.country_code in codes), cities[0] if cities else None)
        if city is None:
            return None
        region, country = city.region, city.country_code
    written = text[town.start : town.end]
    longer = city is not None and _LONG_NAME.match(written, len(city.name)) and written.startswith(city.name)
    name = city.name if city and not longer else written
    return JobLocation(
        raw=raw, city=name, region=region, country=countries().get(country), country_code=country or None
    )


def _area(raw: str, names: list[_Name], limits: list[tuple[str | None, str]]) -> JobLocation | None:
    if not limits:
        area = next((place for name in names for place in name.meanings if place.kind == "area"), None)
        return JobLocation(raw=raw, region=area.name) if area is not None else None
    region = next((region for region, _ in limits if region), None)
    return JobLocation(raw=raw, region=region, country=countries().get(limits[-1][1]), country_code=limits[-1][1])


def _raw(text: str, names: list[_Name]) -> str:
    """The posting's own words for a place, with those for the area round it."""
    start, end = min(name.start for name in names), max(name.end for name in names)
    around = _AROUND_BEFORE.search(text, 0, start)
    start = around.start() if around else start
    if len(names) == 1 or names[-1].is_town:
        after = _AROUND_AFTER.match(text, end)
        end = after.end() if after else end
    return text[start:end] if end - start <= MAX_RAW_CHARS else text[names[0].start : names[0].end]
