"""What a posting calls its role: the given title, a title line of the text, or the sentence that names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jd_assets.parsing.cues import Hit
from jd_assets.parsing.document import Document
from jd_assets.parsing.tables import rows_of
from jd_assets.parsing.view import matching_view

MAX_TITLE_WORDS = 9
MAX_ALIASES = 5
HEAD_LINES, HEAD_CHARS = 12, 3000  # a posting's own title stands among its first lines
LABEL_CHARS = 6000  # and "Job title:" not far below
REACH = 90  # characters between "looking for" and the head noun of the title


@dataclass(frozen=True, slots=True)
class Role:
    """The role, what else the posting calls it, and the title with its level words as it came."""

    name: str | None
    aliases: tuple[str, ...] = ()
    as_given: str | None = None


_I = re.IGNORECASE
LEVEL_WORDS = frozenset(
    """senior sr snr junior jr jnr lead principal staff intern internship trainee graduate grad entry mid associate
    chief head experienced intermediate ii iii iv v i 1 2 3 4 5 l1 l2 l3 l4 l5 l6 level mid-level entry-level
    mid-senior vp avp""".split()
)
# What stands where a title could and names no occupation.
_NO_ROLE = re.compile(
    r"^(?:team members?|this position|candidates?|positions?|roles?|persons?|professionals?|individuals?)$", _I
)
_GENDER = re.compile(
    r"\s*[(\[]\s*(?:[mwfdxhi](?:\s*[/|,]\s*[mwfdxhi*]){1,3}|all genders?|gn|any gender|mfd|mwd|f/m/div\.?)\s*[)\]]"
    r"|\s+[mwfdx]/[mwfdx](?:/[mwfdx])?\b",
    _I,
)
_HIRING = re.compile(r"^.{2,60}? (?:is )?hiring (?:an? )?(?P<title>.+?)(?: in .+)?$", _I)
_SITE = re.compile(r"\s*\|.*$")
_TRAILING_ID = re.compile(r"[\s,#(-]*(?:\b(?:req|job|ref|id|jr|r)[\s#:.-]*)?#?\d{3,}\)?$", _I)
_ARRANGEMENT = re.compile(
    r"\s*[-,(|/]\s*(?:100% |fully )?(?:remote|hybrid|on-?site|contract|full[- ]time|part[- ]time|permanent|freelance"
    r"|temporary|wfh|work from home)\b[^,(]*$",
    _I,
)
_LABELLED = re.compile(
    r"^[ *#_-]*(?:(?:job|position|role|post) (?:title|role|position)|title|position|role|vacancy)[*_]*\s*:[*_ ]*"
    r"(?P<title>[^\n|]{3,90})",
    _I | re.MULTILINE,
)
_AT_COMPANY = re.compile(r"\s+(?:@|at|-{1,2}|\||for|with)\s+")
_SENTENCE_END = re.compile(r"[.!?;:\n]")
_YOU_FOLLOWS = re.compile(r"[^.\n]{0,60}\byou")
_ACTS = re.compile(r" (?:will|is responsible|role\b|position\b|works|leads|supports|reports)")
_CALLED = re.compile(r"\b(?:[Tt]he|[Oo]ur|[Tt]his|[Aa]n?) ((?:[A-Z][\w.+#/&-]* ){0,5})$")
_NOT_IN_TITLE = frozenset(
    """a an the our new skilled talented experienced passionate motivated dynamic great creative highly qualified several
    multiple exceptional strong next dedicated another first and or is are for of to with who hands-on seasoned savvy
    driven smart ambitious enthusiastic innovative you your in as we outstanding top good proven self-motivated this
    that us join two three four five immediate detail-oriented results-driven energetic versatile role position job
    add hire hiring candidate candidates person someone other more""".split()
)
_PLURAL = re.compile(r"(?:engineer|analyst|developer|scientist|manager|designer|architect|consultant|specialist)s\b", _I)
_JOINERS = frozenset({"of", "and", "&", "/", "-", "to"})


def cleaned_title(title: str) -> str:
    """A title without gender marks, requisition numbers, work arrangement and the "X hiring ... | Site" frame."""
    text = " ".join(matching_view(title).split())
    hiring = _HIRING.match(text)
    if hiring is not None:
        text = hiring["title"]
    text = _GENDER.sub("", text)
    site = _SITE.sub("", text)
    if hiring is not None or head_of(site) is not None:
        text = site
    text = _ARRANGEMENT.sub("", _TRAILING_ID.sub("", text))
    return text.strip(" .,;:|*_#-/\"'")


def without_level(title: str) -> str:
    """A title without its level words ("Senior", "II")."""
    words = [word for word in title.split() if word.lower().strip(".,()") not in LEVEL_WORDS]
    return " ".join(words).strip(" ,-/&")


def role_of(document: Document, given: str | None) -> Role:
    """The role a posting is for, and the other titles its text uses for it."""
    found = list(dict.fromkeys(_titles_in(document)))
    first = cleaned_title(given) if given else ""
    if first and not _NO_ROLE.match(first):
        return Role(first, tuple(_aliases(first, found)), given)
    if not found:
        return Role(None)
    return Role(found[0], tuple(_aliases(found[0], found)), found[0])


def _aliases(name: str, found: list[str]) -> Iterator[str]:
    seen = {name.lower()}
    for title in [*found, without_level(name)]:
        if len(seen) > MAX_ALIASES:
            return
        if title.lower() not in seen and " " in title and are_related(title, name) and not _PLURAL.search(title):
            seen.add(title.lower())
            yield title


def are_related(one: str, other: str) -> bool:
    """Whether two titles share the occupation, or a word that says what it is about."""
    return head_of(one) == head_of(other) or bool(content_words(one) & content_words(other))


def content_words(title: str) -> set[str]:
    """The words of a title in lower case, but for level words, head nouns and joiners."""
    words = set(_WORD.findall(title.lower()))
    return {word for word in words if word not in LEVEL_WORDS and word not in archetypes() and len(word) > 1} - _JOINERS


def _titles_in(document: Document) -> Iterator[str]:
    for labelled in _LABELLED.finditer(document.view, 0, LABEL_CHARS):
        yield from _accepted(labelled["title"])
    yield from _title_lines(document.view)
    heads = document.hits("title_head")
    yield from _hired(document, heads)
    for hit in heads:
        if _ACTS.match(document.view, hit.end):
            called = _CALLED.search(document.view, max(0, hit.start - REACH), hit.start)
            if called is not None:
                yield from _accepted(called[1] + document.view[hit.start : hit.end])


def _title_lines(view: str) -> Iterator[str]:
    lines = (line.strip(" #*_-") for line in view[:HEAD_CHARS].split("\n"))
    for line in [line for line in lines if line][:HEAD_LINES]:
        title = _AT_COMPANY.split(line, maxsplit=1)[0]
        if len(line.split()) <= MAX_TITLE_WORDS + 4 and line[-1] not in ".:!?" and ":" not in line and _is_title(title):
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
        yield from _accepted(_title_before(view[cue.end : end]))


def _title_before(text: str) -> str:
    """The title at the end of "a skilled and driven Senior Data Engineer"."""
    words = text.split()
    capital = words[-1][0].isupper() if words else False
    first = len(words)
    while first > 0:
        word = words[first - 1]
        fits = word[0].isupper() or word in _JOINERS or not word[0].isalpha() if capital else True
        if not fits or (word.lower().strip(",") in _NOT_IN_TITLE and word not in _JOINERS):
            break
        if word.endswith((",", ":")) and first < len(words):
            break
        first -= 1
    while first < len(words) and words[first] in _JOINERS:
        first += 1
    return " ".join(words[first:])


def _accepted(raw: str) -> Iterator[str]:
    title = cleaned_title(raw)
    if not 0 < len(title.split()) <= MAX_TITLE_WORDS or _NO_ROLE.match(title) or head_of(title) is None:
        return
    yield title.title() if title.islower() else title


@cache
def archetypes() -> dict[str, str]:
    """The head nouns of titles, each with the role family it alone stands for, or an empty string."""
    return {row["head"]: row["archetype"] for row in rows_of("title_heads")}


_WORD = re.compile(r"[a-z]+")
MAX_PLAIN_WORDS = 6
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?|\s+-.*$|\s*\|.*$")
_TAIL = re.compile(r" of | for |[,(|]| - ")


def head_of(title: str) -> str | None:
    """The head noun of a title: the last word before any "of", comma or bracket that names an occupation."""
    known = archetypes()
    lowered = title.lower()
    for text in (_TAIL.split(lowered, maxsplit=1)[0], lowered):
        for word in reversed(_WORD.findall(text)):
            if word in known:
                return str(word)
            if word.endswith("s") and word[:-1] in known:
                return str(word[:-1])
    return None


def names_occupation(line: str) -> bool:
    """Whether a line is a title and nothing else: up to six capitalised words that end in a head noun."""
    return 1 < len(line.split()) <= MAX_PLAIN_WORDS and ":" not in line and _is_title(line)


def _is_title(line: str) -> bool:
    main = _BRACKETS.sub("", _GENDER.sub("", line)).split(",")[0].split()
    while len(main) > 1 and main[-1].lower() in LEVEL_WORDS:
        main.pop()
    if not main or not all(word[0].isupper() or word[0] in "&/-" or word in _JOINERS for word in main):
        return False
    last = main[-1].lower()
    return last in archetypes() or last.removesuffix("s") in archetypes()
