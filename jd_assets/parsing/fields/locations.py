"""Places of work, normalised to city, region and country."""

import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from jd_assets.contracts.nano_parse import JobLocation
from jd_assets.parsing.fields.header import Header
from jd_assets.parsing.fields.place_names import remote_lines
from jd_assets.parsing.fields.place_reading import read_places
from jd_assets.parsing.structure.document import Document
from jd_assets.text.normalise import matching_view

MAX_LOCATIONS = 12
HEAD_LINES, HEAD_CHARS = 28, 3000  # blank ones counted
TOP_LINES = 6  # of these the first sentence counts too: "Ohm Repair, Boulder, Colorado. Full-time."
HEAD_LINE_CHARS = 90
MAX_UNKNOWN_CHARS = 60  # a labelled place that the table lacks is kept as it stands, if no longer than this

_LABEL = re.compile(
    r"[ *#_-]*(?:(?:job|work|office|primary|position|main|preferred|additional|nearest) )?"
    r"(?:locations?|based in|city|place of work|duty station|work ?place)[*_]*[ ]*(?::|-"
    r"|\n)[*_\s]*(?P<place>[^\n]{2,160})",
    re.IGNORECASE,
)
_LABEL_INSIDE = re.compile(
    r"(?:location|Location|LOCATION|Office) ?: ?(?P<place>[^\n]{2,100})"
    r"|(?:^|\n)[ *]*(?:Job |Work )?Location (?P<bare>[A-Z][^\n:]{2,60})(?=\n|$)"
)
_ENDS_LABEL = re.compile(
    r"(?<=[a-z)])(?=[A-Z][a-z]+(?: [A-Za-z/]+){0,2}:)|\s{3,}|(?<=\w)\s+(?=[A-Z][a-z]+(?: [A-Z]\w+)?:\s)"
)
_SITE = (
    r"(?:office|headquarters|HQ|hub|studio|campus|plant|site|branch|store|hotel|clinic|hospital|warehouse|location)s?"
)
# What says where the work is done, in a sentence.
_PHRASE = re.compile(
    r"\b(?:(?:position|role|job|opening|assignment|opportunity|vacancy)(?: (?:is|will be|can be))?"
    r"(?: \w+ly)?(?: (?:based|located|sited|open))? (?:in|at|out of)"
    r"|you(?:'ll| will| must| should)? (?:be )?(?:\w+ )?(?:based|located|work|working|live|living) (?:in|at|out of"
    r"|from)"
    r"|(?:are|is|be) based (?:in|at|out of)|(?:based|located) (?:in|at|out of)|on-?site (?:in|at)|relocate to|live in"
    r"|living in|work from|presence in) (?P<place>[^\n.;]{2,80})"
    rf"|\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa]n?|in|from|at) (?P<office>(?:[A-Z][\w'-]+[ ,/]*(?:and |or "
    rf"|& )?){{1,4}}) {_SITE}\b"
    r"|\b(?<=[a-z] )in (?P<hiring>[A-Z][\w' ,-]{2,40}?) (?:is|are) (?:now |currently )?(?:looking|seeking|hiring"
    r"|recruiting)"
    r"|\bwith [A-Z][\w'& ]{1,40} in (?P<with>[A-Z][^\n.;]{2,60})"
)
# Where the employer sits, which is not where the job is.
_OF_EMPLOYER = re.compile(
    r"\bheadquartered\b|\boffices (?:in|across|around)\b|\bfounded\b|\bcompany (?:is )?based\b|\b(?:we|are) based\b"
    r"|\b(?:firm|agency|startup|company|organi[sz]ation|business|group|manufacturer|provider) (?:is )?(?:based"
    r"|located)\b"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|we|our|you|your|will|has|have|with|serves?|offers?|provides?|helps?|builds?|join|about)\b",
    re.IGNORECASE,
)
_FIRST_SENTENCE = re.compile(r"[^\n]{3,90}?\.(?=\s+[A-Z$£€\d]|\s*$)|[^\n]{3,90}$")
_NOTHING = re.compile(
    r"^\W*(?:not (?:stated|specified|listed|provided)|n/?a|tbd|various|(?:multiple|one|several|many|all) locations?"
    r"|multiple"
    r"|flexible|remote|hybrid|anywhere|on-?site|in[- ]person|yes|no)?\W*$",
    re.IGNORECASE,
)
# Signs of the country a posting is from: of its money, for a name that several countries have.
_COUNTRY_OF_MONEY = {
    "£": "GB",
    "GBP": "GB",
    "₹": "IN",
    "INR": "IN",
    " LPA": "IN",
    "AU$": "AU",
    "AUD": "AU",
    "CA$": "CA",
    "CAD": "CA",
    "NZ$": "NZ",
    "NZD": "NZ",
}


def locations_of(document: Document, given: str | None, title: str | None, header: Header | None) -> list[JobLocation]:
    """The places of work: as given, else in the header line, labelled, in the head, in a sentence, or beside "remote".

    A given place that names no city ("US, Remote") is refined by the city that a sentence of the text states.
    """
    reader = _Reader(document)
    if given and not _NOTHING.match(given):
        found = places_in(given, reader.prefer) or [JobLocation(raw=given.strip())]
        return found if any(place.city for place in found) else _refined(found, reader)
    readings: list[Callable[[], Iterable[JobLocation]]] = [
        lambda: reader.in_header(header),
        reader.labelled,
        lambda: [*reader.in_title(title), *reader.in_head()],
        reader.in_sentences,
        reader.beside_remote,
    ]
    for read in readings:
        if found := _distinct(read()):
            return found
    return []


def places_in(text: str, prefer: AbstractSet[str] = frozenset()) -> list[JobLocation]:
    """The known places that a short text names, each city with the region and country beside it."""
    return _distinct(read_places(text, matching_view(text), 0, len(text), prefer, districts=True))


def _refined(found: list[JobLocation], reader: "_Reader") -> list[JobLocation]:
    """A country or "Remote" as it was given, or the cities of it in which the text says the work is done."""
    countries = {place.country_code for place in found if place.country_code}
    stated = [place for place in _distinct(reader.in_sentences()) if place.city and place.country_code in countries]
    return stated or _distinct(found)


class _Reader:
    """Reads places out of parts of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.prefer = frozenset(code for sign, code in _COUNTRY_OF_MONEY.items() if sign in document.view)

    def between(self, start: int, end: int, districts: bool = False) -> list[JobLocation]:
        return read_places(self._document.text, self._document.view, start, end, self.prefer, districts)

    def in_header(self, header: Header | None) -> list[JobLocation]:
        if header is None:
            return []
        return [place for start, end in header.places for place in self.between(start, end)]

    def labelled(self) -> list[JobLocation]:
        view, found = self._document.view, []
        for label in (*self._document.at_line_starts(_LABEL), *_LABEL_INSIDE.finditer(view)):
            group = "place" if label["place"] else "bare"
            start, end = label.span(group)
            stop = _ENDS_LABEL.search(view, start + 1, end)
            end = stop.start() if stop else end
            places = self.between(start, end, districts=True)
            text = self._document.text[start:end].strip(" \t\r*_|")
            if not places and group == "place" and len(text) <= MAX_UNKNOWN_CHARS and _is_place(text):
                places = [JobLocation(raw=text)]
            found += places
        return found

    def in_title(self, title: str | None) -> list[JobLocation]:
        text = title or ""
        return [place for place in read_places(text, matching_view(text), 0, len(text), self.prefer) if place.city]

    def in_head(self) -> list[JobLocation]:
        view, start, found = self._document.view, 0, []
        for number, line in enumerate(view[:HEAD_CHARS].split("\n")[:HEAD_LINES]):
            end = start + len(line)
            stop = self._stop(line, start, number)
            if stop > start:
                found += [place for place in self.between(start, stop) if place.city]
            start = end + 1
        return found

    def _stop(self, line: str, start: int, number: int) -> int:
        """Where to stop reading a line of the head; its start where it is no line of facts."""
        if not line.strip() or "http" in line or line.lstrip()[0] in "-*•·o" or _VERB.search(line[:HEAD_LINE_CHARS]):
            sentence = None
        elif len(line) <= HEAD_LINE_CHARS and line.rstrip()[-1] not in ".!?":
            return start + len(line)
        else:
            sentence = _FIRST_SENTENCE.match(line) if number < TOP_LINES else None
        return start + sentence.end() if sentence is not None else start

    def in_sentences(self) -> list[JobLocation]:
        found: list[JobLocation] = []
        view = self._document.view
        for phrase in _PHRASE.finditer(view):
            line_start = max(view.rfind("\n", 0, phrase.start()), view.rfind(". ", 0, phrase.start())) + 1
            if _OF_EMPLOYER.search(view, line_start, phrase.end()):
                continue
            start, end = phrase.span(phrase.lastgroup or 0)
            found += [place for place in self.between(start, end) if place.city]
        return found

    def beside_remote(self) -> list[JobLocation]:
        return [place for start, end in remote_lines(self._document) for place in self.between(start, end)]


def _is_place(text: str) -> bool:
    return (
        not _NOTHING.match(text)
        and text[:1].isupper()
        and ":" not in text
        and len(text.split()) <= 6
        and not _VERB.search(text)
    )


def _distinct(found: Iterable[JobLocation]) -> list[JobLocation]:
    """Each place once; a country only where no city of it is named."""
    seen: dict[tuple[str | None, ...], JobLocation] = {}
    for place in found:
        known = place.city or place.region or (place.raw if not place.country else None)
        seen.setdefault((known, place.country), place)
    with_city = {place.country for place in seen.values() if place.city}
    regions = {place.country for place in seen.values() if place.region}
    kept = [
        place
        for place in seen.values()
        if place.city
        or place.country is None
        or (place.country not in with_city and (place.region or place.country not in regions))
    ]
    return kept[:MAX_LOCATIONS]
