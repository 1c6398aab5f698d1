"""What a posting calls its role: the given title, a title line of the text, or the sentence that names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jd_assets.parsing.fields.header import Header
from jd_assets.parsing.fields.title import (
    JOINERS,
    MAX_TITLE_CHARS,
    are_related,
    cleaned_title,
    core_title,
    head_of,
    is_title,
    singular,
    use_of,
    without_level,
)
from jd_assets.parsing.structure.cues import Hit
from jd_assets.parsing.structure.document import Document

MAX_TITLE_WORDS = 9
MAX_TITLE_LINE_WORDS = 14  # with company and place
MAX_SMALL_WORDS = 4  # of a title written small in running text
MAX_ALIASES = 5
HEAD_LINES, HEAD_CHARS = 12, 3000  # a posting's own title stands among its first lines
LABEL_CHARS = 6000  # and "Job title:" not far below
REACH = 90  # characters between "looking for" and the head noun of the title


@dataclass(frozen=True, slots=True)
class RoleRead:
    """The role, what else the posting calls it, and the title with its level words as it came."""

    name: str | None
    aliases: tuple[str, ...] = ()
    as_given: str | None = None


_I = re.IGNORECASE
# What stands where a title could and names no occupation.
_NO_ROLE = re.compile(
    r"\bteam members?\b|\bthis position\b|^(?:candidate|position|role|person|professional|individual)s?$", _I
)
_LABELLED = re.compile(
    r"(?:^[ *#_-]*(?:(?:job|position|role|post) (?:title|role|position)|title|position|role|vacancy)"
    r"|\b(?-i:Job|Position) (?-i:[Tt])itle)[*_]*\s*:[*_ ]*(?P<title>[^\n|]{3,90})",
    _I | re.MULTILINE,
)
# What stands before the colon of such a label; most heads of postings hold none and are spared the search above.
_LABEL_END = re.compile(r":(?:(?<=title:)|(?<=position:)|(?<=role:)|(?<=vacancy:)|(?<=[*_\s]:))", _I)
_NEXT_LABEL = re.compile(
    r"\s{2,}|(?<=[a-z])(?=[A-Z][a-z]+:)"
    r"|\s+(?=(?:Job|Location|Duration|Position|How|Type|Department|Reports|Salary|Company|Client|Work)\b[^,]{0,25}:?)"
)
_AT_COMPANY = re.compile(r"\s+(?:@|at|-{1,2}|\||for|with)\s+")
_SENTENCE_END = re.compile(r"[.!?;:\n]")
_YOU_FOLLOWS = re.compile(r"[^.\n]{0,60}\byou")
_ACTS = re.compile(
    r"(?:, [A-Z][\w &]{2,40})? (?:will|is|role\b|position\b|works|leads|supports|reports|plays)\b|, the candidate"
)
_CALLED = re.compile(r"(?:\b[Tt]he|\b[Oo]ur|\b[Tt]his|(?:^|[.\n] ?)[Aa]n?) (?P<words>(?:[A-Z][\w.+#/&-]* ){0,5})$")
_NOT_IN_TITLE = frozenset(
    """a an the our new skilled talented experienced passionate motivated dynamic great creative highly qualified
    several multiple exceptional strong next dedicated another first and or is are for of to with who hands-on
    seasoned savvy driven smart ambitious enthusiastic innovative you your in as we outstanding top good proven
    self-motivated this that us join two three four five immediate detail-oriented results-driven energetic
    versatile role position job add hire hiring candidate candidates person someone other more on at by from
    into per via about between on-site reporting including working will be has have can must may such using""".split()
)
_PLURAL = re.compile(
    r"(?:engineer|analyst|developer|scientist|manager|designer|architect|consultant|specialist)s\b", _I
)


def role_of(document: Document, given: str | None, header: Header | None = None) -> RoleRead:
    """The role a posting is for, and the other titles its text uses for it.

    A given title decides; else the header line, where it names one opening; of several none is the role.
    """
    found = list(dict.fromkeys(_titles_in(document)))
    first = cleaned_title(given) if given else ""
    if first and not _NO_ROLE.search(first):
        return _read(first, found, given)
    if header is not None and header.several:
        return RoleRead(None)
    if header is not None and header.roles:
        return _read(_capitalised(header.roles[0]), found, header.roles[0])
    if header is not None and header.field:
        title = _of_field(document, header.field, found)
        return _read(title, found, title)
    if not found:
        return RoleRead(None)
    return _read(found[0], found, found[0])


def _read(title: str, found: list[str], as_given: str | None) -> RoleRead:
    name = core_title(title)
    return RoleRead(name, tuple(_aliases(name, [*([title] if title != name else []), *found])), as_given)


def _capitalised(title: str) -> str:
    return title.title() if title.islower() else title


def _of_field(document: Document, field: str, found: list[str]) -> str:
    """The role of a header that names a specialisation: "Full Stack", and below "looking for software engineers"."""
    if found:
        bare = without_level(found[0])
        known = {word.lower() for word in re.findall(r"\w+", field)}
        words = [word for word in bare.split() if not known & set(re.findall(r"\w+", word.lower()))]
        return " ".join([field, *words])
    hired = sorted(document.hits("hiring"))
    for hit in document.hits("title_head"):
        if any(0 <= hit.start - cue.end <= REACH for cue in hired):
            return f"{field} {singular(document.view[hit.start : hit.end]).title()}"
    return field


def _aliases(name: str, found: list[str]) -> Iterator[str]:
    seen = {name.lower()}
    for title in [*found, without_level(name)]:
        if len(seen) > MAX_ALIASES:
            return
        if title.lower() not in seen and " " in title and are_related(title, name) and not _PLURAL.search(title):
            seen.add(title.lower())
            yield title


def _titles_in(document: Document) -> Iterator[str]:
    if _LABEL_END.search(document.view, 0, LABEL_CHARS):
        for labelled in _LABELLED.finditer(document.view, 0, LABEL_CHARS):
            yield from _accepted(_NEXT_LABEL.split(labelled["title"], maxsplit=1)[0])
    yield from _title_lines(document)
    heads = [hit for hit in document.hits("title_head") if use_of(hit.value) != "weak"]
    yield from _hired(document, heads)
    for hit in heads:
        acts = _ACTS.match(document.view, hit.end)
        called = _CALLED.search(document.view, max(0, hit.start - REACH), hit.start) if acts else None
        if called is not None:
            yield from _accepted(called["words"] + document.view[hit.start : hit.end])


def _title_lines(document: Document) -> Iterator[str]:
    lines = [line.strip(" #*_-") for line in document.view[:HEAD_CHARS].split("\n")]
    lines = [line for line in lines if line][:HEAD_LINES]
    if document.sentences:
        lines.insert(0, document.words_of(document.sentences[0]))
    for line in (line for line in lines if len(line) <= MAX_TITLE_CHARS):
        title = _AT_COMPANY.split(line, maxsplit=1)[0]
        short = len(line.split()) <= MAX_TITLE_LINE_WORDS and line[-1] not in ".:!?"
        if short and ":" not in title and is_title(title):
            yield from _accepted(title)


def _hired(document: Document, heads: list[Hit]) -> Iterator[str]:
    """Titles in "we are looking for a ..." and "as a ..., you will"."""
    view = document.view
    at = 0
    for cue in sorted(document.hits("hiring") + document.hits("as_role")):
        while at < len(heads) and heads[at].start < cue.end:
            at += 1
        if at == len(heads):
            return
        end = heads[at].end
        for later in heads[at + 1 : at + 3]:  # "analyst developer": the last of heads in a row
            if later.start == end + 1:
                end = later.end
        if end - cue.end > REACH or _SENTENCE_END.search(view, cue.end, heads[at].start):
            continue
        if cue.kind == "as_role" and not _YOU_FOLLOWS.match(view, end):
            continue
        yield from _accepted(singular(_title_before(view[cue.end : end])))


def _title_before(text: str) -> str:
    """The title at the end of "a skilled and driven Senior Data Engineer"."""
    words = text.split()
    capital = bool(words) and words[-1][0].isupper()
    first = len(words)
    while first > 0 and _fits(words[first - 1], capital, len(words) - first):
        first -= 1
    while first < len(words) and words[first] in JOINERS:
        first += 1
    return " ".join(words[first:])


def _fits(word: str, capital: bool, taken: int) -> bool:
    """Whether a title that already has `taken` words to the right goes on to the left with this word."""
    if word.endswith((",", ":")) and taken:
        return False
    if capital:
        if word in JOINERS:
            return True
        if word[0].isalpha() and not word[0].isupper():
            return False
    elif taken >= MAX_SMALL_WORDS:
        return False
    return word.lower().strip(",()") not in _NOT_IN_TITLE


def _accepted(raw: str) -> Iterator[str]:
    title = cleaned_title(raw)
    words = title.split()
    if not 0 < len(words) <= MAX_TITLE_WORDS or _NO_ROLE.search(title):
        return
    head = head_of(title)
    if head is None or (len(words) == 1 and use_of(head) != "alone"):
        return
    yield title.title() if title.islower() else title
