"""The header line of a posting: "Company | Role | Place | REMOTE | Full-time | $90-120k", in any order.

Forum posts state all their facts in such a line; adverts put "Company, City, State" below their title. A part of the
line is taken for what it can be read as: an address, work arrangement, contract, pay, places, a role; the first that
is none of these is the company.
"""

import re
from dataclasses import dataclass

from jd_assets.parsing.fields.money import money_in
from jd_assets.parsing.fields.place_reading import read_places
from jd_assets.parsing.fields.title import cleaned_title, head_of, singular, use_of
from jd_assets.parsing.structure.document import Document
from jd_assets.text.level_words import LEVEL_WORDS

MAX_LINE_CHARS = 400
MAX_PART_WORDS = 14
MAX_COMPANY_WORDS, MAX_ROLE_WORDS = 7, 10
MIN_PARTS, MIN_FACTS = 3, 2  # of a header: "Data Engineer - Payments" is none
TOP_LINES = 3  # "Company, City" stands no deeper

_LINE = re.compile(r"[^\n]*\w[^\n]*")
# In the order they are tried; the first that parts a line into enough pieces is its separator.
_SEPARATORS = (re.compile(r"\s*\|+\s*"), re.compile(r"\s*[·•]\s*"), re.compile(r"\s+-{1,2}\s+"), re.compile(r",\s+"))
_MARKS = (("|",), ("·", "•"), (" - ", " -- "), (", ",))  # what each of them needs in the line
_INSIDE = re.compile(r";\s+")
_ADDRESS = re.compile(r"https?://|\bwww\.|\S@\S+\.\w|^[\w-]+\.(?:com|io|ai|co|org|net|dev|app)\b", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?(?P<name>[\w-]+)\.(?:com|io|ai|co|org|net|dev|app)\b", re.IGNORECASE)
_ARRANGED = re.compile(
    r"\b(?:remotely|remote|on-?site|on site|hybrid|wfh|work from home|in[- ]office|in[- ]person)\b", re.IGNORECASE
)
_CONTRACT = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|contract(?:or|ors|ing)?|permanent|perm|interns?|internships?|freelance\w*"
    r"|temporary"
    r"|temp|fixed[- ]term|w2|c2c|ft|pt)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:visas?|h-?1b|equity|relocation|salary|compensation|competitive|doe|benefits|bonus|years?|yrs|apply|seed|yc"
    r"|series [a-e]|posted|start(?:ing)? (?:date|asap)|asap|immediate\w*|urgent|shares|stock|options|[swf]\d\d)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:multiple|several|various|many|all|open|different)\s+(?:\w+\s+){0,2}?"
    r"(?:roles?|positions?|openings?|jobs|levels)\b",
    re.IGNORECASE,
)
# A specialisation that stands for the role in such a line: "Full Stack", "Backend & Frontend", "DevOps / SRE".
_FIELD = re.compile(
    r"(?:(?:full[- ]?stack|back[- ]?end|front[- ]?end|mobile|ios|android|web|devops|data|machine learning|ml|ai"
    r"|embedded"
    r"|infrastructure|security|cloud|platform|qa|software|engineering|design|product|&|and|or|/|\+|,)\s*)+$",
    re.IGNORECASE,
)
_WORK = frozenset({"engineering", "design", "product", "software", "data"})  # a department alone is no role
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_ROLE_BREAK = re.compile(r"\s*(?:,|;|/|\+|&|\band\b|\bor\b)\s*")
_NOT_A_NAME = re.compile(r"^\W*$|[.!?:]$|^\d+\W*$")
_LEADS_PROSE = re.compile(
    r"\b(?:is|are|we|our|you|your|will|has|have|who|that|which|looking|seeking|hiring|join)\b", re.IGNORECASE
)
_FIRST_SENTENCE = re.compile(r".{3,120}?\.(?=\s+[A-Z$£€\d]|\s*$)")


@dataclass(frozen=True)
class Header:
    """What a header line says; `places` are offsets, `several` tells that it names more than one opening."""

    start: int
    end: int
    company: str | None
    roles: tuple[str, ...] = ()
    field: str | None = None  # "Full Stack" in the place of a role
    several: bool = False
    places: tuple[tuple[int, int], ...] = ()
    states_arrangement: bool = False
    states_facts: bool = False  # it has the form of a whole advert, not only of "Company, City"


@dataclass(frozen=True)
class _Part:
    kind: str  # address, several, arrangement, contract, pay, aside, place, role, field or name
    start: int
    end: int


def header_of(document: Document) -> Header | None:
    """The header line of a posting, or null where its first lines hold none."""
    lines = [found.span() for found in _LINE.finditer(document.view, 0, 3000)][:TOP_LINES]
    for number, (start, end) in enumerate(lines[:2]):
        if end - start <= MAX_LINE_CHARS and (header := _barred(document, start, end)) is not None:
            return header if header.roles or number else _with_next_line(document, header, lines)
    for start, end in lines:
        if (header := _company_and_place(document, start, end)) is not None:
            return header
    return None


def _barred(document: Document, start: int, end: int) -> Header | None:
    for mark, separator in zip(_MARKS, _SEPARATORS, strict=True):
        if sum(document.view.count(sign, start, end) for sign in mark) < MIN_PARTS - 1:
            continue
        spans = _split(document.view, start, end, separator)
        if len(spans) < MIN_PARTS:
            continue
        parts = [_Part(_kind(document, *span), *span) for span in spans]
        facts = sum(part.kind not in ("name", "address", "aside") for part in parts)
        weak = separator in _SEPARATORS[2:]
        if facts >= MIN_FACTS + weak and not (weak and _LEADS_PROSE.search(document.view, start, end)):
            return _read(document, parts, start, end)
        if separator is _SEPARATORS[0]:
            return None
    return None


def _split(view: str, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    edges = [start, *(edge for found in separator.finditer(view, start, end) for edge in found.span()), end]
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    if separator is _SEPARATORS[0]:
        spans = [inner for span in spans for inner in _split(view, *span, _INSIDE)]
    return [(left, right) for left, right in spans if view[left:right].strip()]


def _kind(document: Document, start: int, end: int) -> str:
    part = document.view[start:end].strip(" *_#-")
    bare = _BRACKETED.sub("", part).strip()
    if _ADDRESS.match(part):
        return "address"
    if _SEVERAL.search(part):
        return "several"
    titled = head_of(bare) is not None and len(bare.split()) <= MAX_ROLE_WORDS
    if _ARRANGED.search(part) and not titled:
        return "arrangement"
    if _CONTRACT.search(bare) and not titled and len(bare.split()) <= 5:
        return "contract"
    if any(money.currency for money in money_in(document.view, start, end)):
        return "pay"
    return _kind_of_name(document, start, end, bare, titled)


def _kind_of_name(document: Document, start: int, end: int, bare: str, titled: bool) -> str:
    if titled:
        return "role"
    if _FIELD.match(bare) and bare.lower() not in _WORK:
        return "field"
    places = read_places(document.text, document.view, start, end)
    left = re.sub(r"[\W_\d]+", " ", _without(bare, [place.raw for place in places])).split()
    if places and len(left) <= 2:
        return "place"
    return "aside" if _ASIDE.search(bare) or len(bare.split()) > MAX_PART_WORDS else "name"


def _without(text: str, raws: list[str]) -> str:
    for raw in raws:
        for word in re.findall(r"\w+", raw):
            text = re.sub(rf"\b{re.escape(word)}\b", " ", text)
    return text


def _read(document: Document, parts: list[_Part], start: int, end: int) -> Header:
    view = document.view
    named = [part for part in parts if part.kind == "name"]
    roles = [part for part in parts if part.kind == "role"]
    company = next((name for part in named if (name := company_in(document.text[part.start : part.end]))), None)
    if company is None and len(roles) > 1 and parts[0].kind == "role":
        company = company_in(document.text[parts[0].start : parts[0].end])
        roles = roles[1:]
    if company is None:
        company = next((_host(view[part.start : part.end]) for part in parts if part.kind == "address"), None)
    titles = list(dict.fromkeys(title for part in roles for title in titles_in(view[part.start : part.end])))
    fields = [_BRACKETED.sub("", view[part.start : part.end]).strip() for part in parts if part.kind == "field"]
    placed = [(part.start, part.end) for part in parts if part.kind in ("place", "arrangement", "contract", "aside")]
    return Header(
        start,
        end,
        company,
        tuple(titles),
        fields[0] if fields else None,
        any(part.kind == "several" for part in parts) or len(titles) > 1,
        tuple(placed),
        any(part.kind == "arrangement" for part in parts),
        True,
    )


def _with_next_line(document: Document, header: Header, lines: list[tuple[int, int]]) -> Header:
    """A header without a role, with that of the line below it: "Software Engineers (mobile, web)"."""
    below = next((span for span in lines if span[0] > header.end), None)
    if below is None or header.several or header.field:
        return header
    line = _BRACKETED.sub("", document.view[slice(*below)]).strip()
    if len(line.split()) > MAX_ROLE_WORDS or _LEADS_PROSE.search(line) or line[-1:] in ".!?:":
        return header
    titles = titles_in(line)
    return Header(
        header.start,
        header.end,
        header.company,
        tuple(titles),
        None,
        len(titles) > 1,
        header.places,
        header.states_arrangement,
        header.states_facts,
    )


def titles_in(part: str) -> list[str]:
    """The titles of a part: "Lead backend engineer, iOS developers" are two, "Software Engineer, Growth" is one."""
    pieces = [piece for piece in _ROLE_BREAK.split(_BRACKETED.sub("", part)) if piece.strip()]
    with_head = [piece for piece in pieces if head_of(piece) is not None and use_of(head_of(piece) or "") != "weak"]
    if len(with_head) > 1 and all(len(piece.split()) <= MAX_ROLE_WORDS for piece in with_head):
        titles = [singular(cleaned_title(piece)) for piece in with_head]
    else:
        titles = [singular(cleaned_title(part))]
    return [title for title in dict.fromkeys(titles) if title and not set(title.lower().split()) <= LEVEL_WORDS]


def company_in(part: str) -> str | None:
    """The name of a company without its address and remarks in brackets; null where the part is no name."""
    name = _BRACKETED.sub("", part)
    name = re.split(r"\s+https?://|\s+www\.|\s+-\s+", name)[0].strip(" \t*_#|,;:-\"'")
    if _NOT_A_NAME.search(name) or len(name.split()) > MAX_COMPANY_WORDS or not any(map(str.isalnum, name)):
        return None
    return name if name[0].isupper() or name[0].isdigit() or any(map(str.isupper, name)) or "." in name else None


def _host(address: str) -> str | None:
    found = _HOST.search(address.strip())
    return found["name"] if found and "@" not in address else None


def _company_and_place(document: Document, start: int, end: int) -> Header | None:
    """Company and place as a line, or its first sentence: "Company, City, State", "Company - City"."""
    view = document.view
    sentence = _FIRST_SENTENCE.match(view, start, end)
    end = sentence.end() - 1 if sentence is not None else end
    if (
        end - start > 120
        or not any(view.find(sign, start, end) > 0 for marks in _MARKS[1:] for sign in marks)
        or view[start : start + 2] in ("- ", "* ", "• ")
        or _LEADS_PROSE.search(view, start, end)
    ):
        return None
    for separator in (_SEPARATORS[1], _SEPARATORS[2], _SEPARATORS[3]):
        first = separator.search(view, start, end)
        if first is None:
            continue
        name, rest = view[start : first.start()].strip(" #*_"), (first.end(), end)
        found = read_places(document.text, view, *rest)
        covers = found and len(_without(view[slice(*rest)], [place.raw for place in found]).split(",")[0].split()) == 0
        if not covers or not any(place.city for place in found) or read_places(name, name, 0, len(name)):
            continue
        if head_of(name) is not None:
            return Header(start, end, None, places=(rest,))
        company = company_in(document.text[start : first.start()])
        if company is not None and all(word[:1].isupper() or word in _SMALL for word in company.split()):
            return Header(start, end, company, places=(rest,))
    return None


_SMALL = frozenset("of and the & for de la".split())
