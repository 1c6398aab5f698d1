"""Who the employer is, and by which names the posting calls it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from jd_assets.contracts.base import Section
from jd_assets.parsing.fields.header import Header
from jd_assets.parsing.fields.links import employer_slugs
from jd_assets.parsing.structure.cues import Hit
from jd_assets.parsing.structure.document import Document
from jd_assets.text.gazetteer import places
from jd_assets.text.normalise import folded, matching_view
from jd_assets.text.tables import rows_of

MAX_NAMES = 4
MAX_CLAIMS = 300  # weighed; more is no posting but a list of names
MIN_SCORE = 2.0
SURE_SCORE = 5.0  # another name than the first is the employer's too when it is spelled alike or as sure as this
HEAD_CHARS = 600  # "Role - Company" stands in the first lines
REACH = 70  # characters looked back for a name before "is a leading ..."
ABOUT_CHARS = 1500
# How sure a name in each place is the employer's.
LABELLED, TITLED, HEADED, AT, IS = 8.0, 5.0, 4.0, 4.0, 4.0
IS_PERHAPS, DOES, JOINED, OWNS, IN_ADDRESS = 2.5, 2.5, 2.0, 1.0, 3.0
ONCE = 0.6  # share of the weight of prose for a name that stands in the text only once
OPENS_LINE = 1.5  # what a name weighs more when it opens a line

_DOMAIN = r"(?:\.(?:com|io|ai|de|co|ly|app|tech|digital|net))?"
_NAME = (
    rf"(?P<name>(?<!\#)(?:[A-Z0-9]|[a-z]{{1,5}}[A-Z])[\w&'+*-]*{_DOMAIN}"
    rf"(?: (?:[A-Z0-9][\w&'+-]*{_DOMAIN}|&|of|and|on)(?![\w'])){{0,4}})"
)
_NAME_HERE = re.compile(rf"\s*{_NAME}")
_NAME_BEFORE = re.compile(
    rf"(?:\b|^)(?P<the>[Tt]he )?{_NAME}(?:,? (?:Inc|LLC|Ltd|Corp)\.?,?)?(?:\s(?:\([^)\n]{{1,40}}\) )?|')$"
)
# "We're Acme, a ..."; "Acme Foods in Derby is looking for"; "Acme, founded in 1984, is a leading"; "an Acme
# consultant".
_WE_ARE = re.compile(rf"\s{_NAME}(?=,? (?:an?|the|and)\b|[.,!:])")
_THEN_VERB = re.compile(
    rf"(?:^|[.\n] ?){_NAME}(?: (?:in|of|from) [A-Z][\w ,'-]{{2,40}}?|, (?:founded|established|headquartered|based"
    rf"|an?|the|part|formerly"
    r"|located)\b[^.\n]{2,80}?,| [\[(][^\])\n]{1,60}[\])]) $"
)
_PEOPLE_OF = re.compile(r"(?:^|[^\w&])(?P<name>[A-Z][\w&]*[A-Za-z]) $")
_SORT_OF_FIRM = re.compile(
    r"[^.\n]{0,70}?\b(?:company|school|firm|provider|leader|agency|organi[sz]ation|start-?up|platform|bank|hospital|manufacturer"
    r"|university|retailer|group|business|supplier|charity|studio|consultancy|brand|clinic|developer|producer|distributor|operator|network"
    r"|academy|institute)\b",
    re.IGNORECASE,
)
SAID, TEAMS = 4.0, 3.5
MAX_VERBS = 40
VERB_REACH = 130  # characters looked back for "Acme, founded in 1984, is a leading"
_LABEL = re.compile(
    r"[ *#_-]*(?:(?:hiring )?company(?: name)?|employer|organi[sz]ation)[*_]*\s*:[*_ ]*(?P<name>[^\n|*]{2,60})",
    re.IGNORECASE,
)
_TITLE_LINE = re.compile(
    r"^(?![ \t]*[-*•])\W*(?P<title>[^\n]{3,80})[ \t]+(?:(?P<at>@|at)|--?"
    r"|\|)[ \t]+(?P<name>[A-Za-z][^\n|@]{1,50}?)\s*(?:job posting)?[\s*_]*$",
    re.MULTILINE,
)
_HIRING = re.compile(r"^(?P<name>.{2,50}?) (?:is )?hiring (?:an? )?\w")
_ROLE_WORD = re.compile(
    r"\b(?:engineers?|analysts?|developers?|managers?|scientists?|architects?|designers?|lead|specialists?|consultants?"
    r"|directors?|administrators?|interns?|officers?|associates?|team|department|engineering|[mfwd]/[mfwd])\b",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(r",? (?:Inc|LLC|Ltd|Limited|GmbH|Corp|Corporation|PLC|plc|AG|S\.?A|B\.?V|LLP|Pty|Co)\b\.?$")
_LOWER_WORD = re.compile(r"(?<![\w./@-])[a-z]{2,}(?![\w/@-]|\.\w)")  # not in addresses
# Words that open the next sentence where a scraper lost its full stop.
_TRAILING = frozenset("of and & on is The We Our You Your In At As For With This Is It To A An I What If Job".split())
MAX_NAME_WORDS = 7
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:\n>*#-])[\s\"'*_#]*$")
_SPEAKS_OF_US = re.compile(r"(?:'s)?[,:]? (?:we|you|our|the|it|every|people|your|there|I)\b")
_ENDS_LINE = re.compile(r"\W*(?:\n|$)")
_LINE_START = 12  # characters looked back to see that a phrase opens a sentence


def company_names(document: Document, given: str | None, title: str | None, header: Header | None = None) -> list[str]:
    """The employer's names, the surest first: as given, else as the text's own wording bears out."""
    scores: dict[str, float] = {}
    spelling: dict[str, str] = {}
    ordinary = _Ordinary(document.view)
    for raw, weight in islice(_claims(document, title, header), MAX_CLAIMS):
        for name, share in _spellings(raw):
            key = folded(name)
            if key in ordinary and weight < LABELLED:
                continue  # a word that the text also writes small: "Marketing is ..."
            spelling.setdefault(key, name)
            once = weight < TITLED and document.view.count(name) < 2
            scores[key] = scores.get(key, 0.0) + weight * share * (ONCE if once else 1.0)
    slugs = employer_slugs(document.view[:HEAD_CHARS])
    for key in scores:
        if _compact(key) in slugs:
            scores[key] += IN_ADDRESS
    return (
        _chosen(scores, spelling, given or (header.company if header else None), document.view)
        or list(slugs.values())[:1]
    )


class _Ordinary:
    """The words that a text also writes small, listed when one is first asked for that could be among them."""

    def __init__(self, view: str) -> None:
        self._view = view
        self._words: frozenset[str] | None = None

    def __contains__(self, key: str) -> bool:
        if key not in self._view:
            return False
        if self._words is None:
            self._words = frozenset(_LOWER_WORD.findall(self._view))
        return key in self._words


def _chosen(scores: dict[str, float], spelling: dict[str, str], given: str | None, view: str) -> list[str]:
    ranked = [key for key in sorted(scores, key=scores.__getitem__, reverse=True) if scores[key] >= MIN_SCORE]
    names = [given.strip()] if given and given.strip() else []
    if not names and ranked:
        names.append(spelling[ranked[0]])
    if not names:
        return []
    if not given:
        names[0] = _without_glued(names[0], view)
    first = folded(names[0])
    alike = (
        key for key in ranked if key != first and (key.split()[0] == first.split()[0] or scores[key] >= SURE_SCORE)
    )
    return (names + [spelling[key] for key in alike])[:MAX_NAMES]


def _without_glued(name: str, view: str) -> str:
    """The name without a word that a scraper glued before it: "OPGLX Microsoft" in a text of Microsoft."""
    first, _, rest = name.partition(" ")
    alone = view.count(rest) - view.count(name) if rest else 0
    return (
        rest if alone >= 2 * view.count(name) and view.count(first) == view.count(name) and rest[0].isupper() else name
    )


def _claims(document: Document, title: str | None, header: Header | None) -> Iterator[tuple[str, float]]:
    view = document.view
    if header is not None and header.company is not None:
        yield header.company, LABELLED
    hiring = _HIRING.match(title) if title else None
    if hiring is not None:
        yield hiring["name"], LABELLED
    for label in document.at_line_starts(_LABEL):
        yield label["name"], LABELLED
    for line in _TITLE_LINE.finditer(view, 0, HEAD_CHARS):
        named = line["at"] or (line["name"][0].isupper() and (not title or line["name"] not in matching_view(title)))
        if named and _ROLE_WORD.search(line["title"]):
            yield line["name"], TITLED
    for kind, weight in (("employer_heads", HEADED), ("employer_at", AT), ("employer_joined", JOINED)):
        for hit in document.hits(kind):
            yield from _after(view, hit, weight)
    yield from _said(document)
    before = (
        ("employer_is", IS),
        ("employer_is_perhaps", IS_PERHAPS),
        ("employer_does", DOES),
        ("employer_owns", OWNS),
    )
    for kind, weight in before:
        for hit in document.hits(kind):
            yield from _before(view, hit, weight)


def _said(document: Document) -> Iterator[tuple[str, float]]:
    """Names in sentences that say whose posting it is."""
    view = document.view
    for hit in document.hits("company_is"):
        if (found := _WE_ARE.match(view, hit.end)) is not None:
            yield found["name"], SAID
    for kind in ("employer_is", "employer_is_perhaps"):
        for hit in document.hits(kind)[:MAX_VERBS]:
            found = _THEN_VERB.search(view, max(0, hit.start - VERB_REACH), hit.start)
            if found is not None:
                yield found["name"], SAID / ONCE
    for hit in document.hits("company_people"):
        if (found := _PEOPLE_OF.search(view, max(0, hit.start - REACH), hit.start)) is not None:
            yield found["name"], OWNS
    for hit in document.hits("company_teams"):
        if (found := _NAME_HERE.match(view, hit.end)) is not None:
            yield found["name"], TEAMS


def _after(view: str, hit: Hit, weight: float) -> Iterator[tuple[str, float]]:
    """The name that follows "at", "about", "join"; sure only where such a phrase opens a sentence or is a line."""
    found = _NAME_HERE.match(view, hit.end)
    if found is None:
        return
    opens = _STARTS_SENTENCE.search(view, max(0, hit.start - _LINE_START), hit.start) is not None
    if hit.kind == "employer_joined":
        yield found["name"], weight
    elif hit.kind == "employer_at":
        follows = _SPEAKS_OF_US.match(view, found.end())
        sure = follows is not None and (opens or follows.group().startswith(","))
        yield found["name"], weight if sure else OWNS
    elif opens:
        yield found["name"], weight if _ENDS_LINE.match(view, found.end()) else OWNS


def _before(view: str, hit: Hit, weight: float) -> Iterator[tuple[str, float]]:
    found = _NAME_BEFORE.search(view, max(0, hit.start - REACH), hit.start)
    if found is None:
        return
    start = found.start("name")
    opens = _STARTS_SENTENCE.search(view, max(0, start - _LINE_START), start) is not None
    if start == 0 or view[start - 1] == "\n":
        yield found["name"], weight * OPENS_LINE
    elif opens or found["the"] or hit.kind in ("employer_is", "employer_owns"):
        yield found["name"], weight
    elif hit.kind == "employer_is_perhaps" and _SORT_OF_FIRM.match(view, hit.end):
        yield found["name"], SAID


def _spellings(raw: str) -> Iterator[tuple[str, float]]:
    name = _tidy(raw)
    if name is None:
        return
    yield name, 1.0
    short = _LEGAL_FORM.sub("", name)
    if short != name:
        yield short, 0.5


@cache
def _no_names() -> frozenset[str]:
    return frozenset(row["word"] for row in rows_of("no_names"))


def _tidy(raw: str) -> str | None:
    blocked = _no_names()
    words = raw.strip(" \t*_#.,:;!?'\"-").split()
    while len(words) > 1 and words[-1] in _TRAILING:
        words.pop()
    name = " ".join(words).removesuffix("'s").strip("'*-")
    if (
        not 2 <= len(name) <= 60
        or len(words) > MAX_NAME_WORDS
        or _ROLE_WORD.search(name)
        or any(word.isdigit() for word in words)
    ):
        return None
    article = words[0] == "The" and len(words) > 2
    first = words[1 if article else 0].lower().removesuffix("'s")
    if first in blocked or folded(name) in places():
        return None
    return name if any(char.isalpha() for char in name) else None


def _compact(name: str) -> str:
    return re.sub(r"[\W_]", "", name)


def about_company(document: Document) -> str | None:
    """The first run of sentences on the company, as the text has it; null where there is none."""
    start = end = None
    for sentence in document.sentences:
        if sentence.section is Section.ABOUT_COMPANY:
            start = sentence.start if start is None else start
            end = sentence.end
            if end - start > ABOUT_CHARS:
                break
        elif start is not None:
            break
    return document.text[start:end] if start is not None else None
