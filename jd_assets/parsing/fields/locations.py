"""Places of work, normalised to city, region and country."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from jd_assets.contracts.nano_parse import JobLocation
from jd_assets.parsing.fields.place_names import named, remote_lines
from jd_assets.parsing.structure.cues import Hit, cue_book
from jd_assets.parsing.structure.document import Document
from jd_assets.text.gazetteer import Place, countries, places, states
from jd_assets.text.normalise import matching_view

MAX_LOCATIONS = 12
HEAD_LINES, HEAD_CHARS = 28, 3000  # blank ones counted
HEAD_LINE_CHARS = 90
MAX_UNKNOWN_CHARS = 60  # a labelled place that the table lacks is kept as it stands, if no longer than this

_LABEL = re.compile(
    r"[ *#_-]*(?:(?:job|work|office|primary|position|main|preferred|additional|nearest) )?"
    r"(?:locations?|based in|city|place of work|duty station|work ?place)[*_]*[ ]*(?::|-"
    r"|\n)[*_\s]*(?P<place>[^\n]{2,160})",
    re.IGNORECASE,
)
_LABEL_INSIDE = re.compile(r"(?:location|Location|LOCATION|Office) ?: ?(?P<place>[^\n]{2,100})")
_PHRASE = re.compile(
    r"\b(?:based (?:in|out of|at)|located (?:in|at)|offices? in|office locations? in|position (?:in|is in)|role (?:in"
    r"|is in)"
    r"|work from|on-?site in|relocate to|live in|living in|hub in|headquarter(?:s|ed) in"
    r"|presence in) (?P<place>[^\n.;]{2,80})"
    r"|\b(?:our|the|in|from) (?P<office>(?:[A-Z][\w'-]+[ ,/]*(?:and |or )?){1,4}) (?:office|headquarters|HQ|hub|studio"
    r"|campus)\b"
)
_TOWN_AND_STATE = re.compile(r"(?P<town>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}), *(?P<state>[A-Z]{2})\b(?: +\d{5})?")
_STATE_AFTER = re.compile(r",? *\(?([A-Z]{2,3})\b")
_NOTHING = re.compile(
    r"^\W*(?:not (?:stated|specified|listed|provided)|n/?a|tbd|various|multiple|flexible|remote|hybrid|anywhere)?\W*$",
    re.IGNORECASE,
)


def locations_of(document: Document, given: str | None, title: str | None) -> list[JobLocation]:
    """The places of work: as given, else labelled in the text, else in its head, else beside "remote" on a line.

    Where none of these names one, sentences that tell of offices do.
    """
    if given and not _NOTHING.match(given):
        return places_in(given) or [JobLocation(raw=given.strip())]
    reader = _Reader(document)
    found = [place for start, end in _labelled(document) for place in reader.labelled(start, end)]
    if not found:
        found = [place for place in places_in(title or "") + reader.in_head() if place.city]
    if not found:
        found = [place for start, end in remote_lines(document) for place in reader.between(start, end)]
    if not found:
        found = reader.in_sentences()
    return _distinct(found)


def places_in(text: str) -> list[JobLocation]:
    """The known places that a short text names, each city with the region and country beside it."""
    view = matching_view(text)
    return _read(text, view, cue_book().scan(view).by_kind.get("place_name", []), 0, len(text))


class _Reader:
    """Reads places out of parts of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._hits = document.hits("place_name")
        self._starts = [hit.start for hit in self._hits]

    def between(self, start: int, end: int) -> list[JobLocation]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return _read(self._document.text, self._document.view, self._hits[first:last], start, end)

    def labelled(self, start: int, end: int) -> list[JobLocation]:
        found = self.between(start, end)
        text = self._document.text[start:end].strip(" \t\r*_|")
        if not found and len(text) <= MAX_UNKNOWN_CHARS and not _NOTHING.match(text):
            return [JobLocation(raw=text)]
        return found

    def in_head(self) -> list[JobLocation]:
        view, start, found = self._document.view, 0, []
        for line in view[:HEAD_CHARS].split("\n")[:HEAD_LINES]:
            end = start + len(line)
            if 0 < len(line) <= HEAD_LINE_CHARS and line.rstrip()[-1:] not in ".!?" and "http" not in line:
                found += self.between(start, end)
            start = end + 1
        return found

    def in_sentences(self) -> list[JobLocation]:
        if not self._hits:
            return []
        found = []
        for phrase in _PHRASE.finditer(self._document.view):
            found += self.between(*phrase.span("place" if phrase["place"] else "office"))
        return found


def _labelled(document: Document) -> Iterator[tuple[int, int]]:
    for found in (*document.at_line_starts(_LABEL), *_LABEL_INSIDE.finditer(document.view)):
        yield found.span("place")


def _distinct(found: Iterable[JobLocation]) -> list[JobLocation]:
    seen: dict[tuple[str | None, str | None], JobLocation] = {}
    for place in found:
        seen.setdefault((place.city or (place.raw if not place.country else None), place.country), place)
    with_city = {country for city, country in seen if city}
    kept = [place for (city, country), place in seen.items() if city or country not in with_city]
    return kept[:MAX_LOCATIONS]


def _read(text: str, view: str, hits: list[Hit], start: int, end: int) -> list[JobLocation]:
    town = _TOWN_AND_STATE.search(view, start, end)
    if town is not None and town["state"] in states() and town["town"].lower() not in places():
        name, code = states()[town["state"]]
        raw = text[town.start() : town.end()]
        return [JobLocation(raw=raw, city=town["town"], region=name, country=countries()[code], country_code=code)]
    named_hits = list(named(view, hits))
    codes = {place.country_code for hit in named_hits for place in places()[hit.value] if place.kind != "city"}
    found: list[JobLocation] = []
    for hit in named_hits:
        place = _meant(hit, view, codes)
        if place.kind == "city" or all(known.country_code != place.country_code for known in found):
            found.append(
                JobLocation(
                    raw=text[hit.start : hit.end],
                    city=place.name if place.kind == "city" else None,
                    region=place.region,
                    country=countries()[place.country_code],
                    country_code=place.country_code,
                )
            )
    return _distinct(found)


def _meant(hit: Hit, view: str, codes: set[str]) -> Place:
    """Which of several namesakes a name means: by the state after it, else by a country named beside it."""
    candidates = places()[hit.value]
    state = _STATE_AFTER.match(view, hit.end)
    if state is not None and state[1] in states():
        for place in candidates:
            if (place.region, place.country_code) == states()[state[1]]:
                return place
    return next((place for place in candidates if place.country_code in codes), candidates[0])
