"""Titles as text: their head noun, level words and the noise that job sites add."""

import re
from functools import cache
from html import unescape

from jd_assets.text.gazetteer import places, states, towns
from jd_assets.text.level_words import LEVEL_WORDS, RANKS, in_naming_pair
from jd_assets.text.normalise import folded, matching_view
from jd_assets.text.tables import rows_of

MAX_PLAIN_WORDS = 6
MAX_TITLE_CHARS = 200
"""What is longer is no title; the cut keeps the expressions below from long runs of blanks."""

_I = re.IGNORECASE
JOINERS = frozenset({"of", "and", "&", "/", "-"})
_GENDER = re.compile(
    r"\s*[(\[]\s*(?:[mwfdxhi](?:\s*[/|,]\s*[mwfdxhi*]){1,3}|all genders?|gn|any gender|mfd|mwd|f/m/div\.?)\s*[)\]]"
    r"|\s+[mwfdx]/[mwfdx](?:/[mwfdx])?\b",
    _I,
)
_HIRING = re.compile(r"^.{2,60}? (?:is )?hiring (?:an? )?(?P<title>.+?)(?: in .+)?$", _I)
# A cry or a label before the title: "Job Title:", "URGENT HIRING!", "We are hiring:".
_BEFORE = re.compile(
    r"^\W*(?:(?:(?:job|position|role|post|vacancy)\s+(?:title|name|opening|alert)|job|position|role|vacancy|title|opening"
    r"|now hiring|we(?:'re| are) hiring|hiring(?: now)?|urgent(?:ly)?(?: hiring| requirement| needed)?"
    r"|immediate (?:hiring"
    r"|opening)|wanted)\s*[:!-]+\s*)+",
    _I,
)
_SITE = re.compile(r"\s*\|.*$")
_PIECE = re.compile(
    r"(?P<mark>\s+[-|]{1,2}\s*|\s*\|\s*|\s*-{1,2}\s+|\s*[,;]\s+|_+(?=[A-Z]{0,4}-?\d)|\s+(?=[(\[])|(?<=\w)(?=[(\[]))"
)
_REQUISITION = re.compile(
    r"^\W*(?:(?:req(?:uisition)?|job|ref|id|no|jr|r|vacancy)\b[\s#:.-]*(?:id|no"
    r"|number)?[\s#:.-]*)?#?[A-Z]{0,4}[-_ ]?\d[\d_-]{2,}\W*$",
    _I,
)
_TRAILING_ID = re.compile(r"[\s,#(_-]*(?:\b(?:req|job|ref|id|jr|r)[\s#:.-]*)?#?\d{3,}\)?$", _I)
# What says nothing of the role: contract, arrangement, workload, pay, dates, haste.
_NOISE = re.compile(
    r"^\W*(?:(?:(?:100 ?% |fully |partly )?(?:remote|hybrid|on-?site|on site|wfh|work from home|in[- ]office"
    r"|home[- ]based)"
    r"(?: (?:in|within|from|-) .*)?"
    r"|contract(?:or)?|full[- ]?time|part[- ]?time|permanent|perm|freelance|temporary|temp|fixed[- ]term|seasonal|w2"
    r"|c2c|ft"
    r"|pt|contract[- ]to[- ]hire|internship|\d+ ?months?|day shift|night shift|nights|days|weekends?|shifts?"
    r"|urgent(?:ly)?(?: hiring)?|asap|immediate(?: (?:joiner|start|hire))?s?|new|hot|visa sponsorship|sponsorship"
    r"|relocation"
    r"|(?:1?\d\d ?(?:-|to) ?)?1?\d\d ?%|(?:position |job )?(?:added|posted|updated)\b.*|\d{4}|\d\d?/\d\d?(?:/\d+)?"
    r"|us|uk|eu"
    r"|multiple (?:locations|positions|openings)|all levels|open to all|no experience.*)\W*)+$",
    _I,
)
_MONEY = re.compile(r"[$£€₹]\s?\d|\d\s?[$£€₹]|\b\d+(?:[.,]\d+)?\s?k\b|\b(?:usd|eur|gbp|inr|lpa|ctc)\b", _I)
_HASTE = re.compile(r"\b(?:asap|urgent(?:ly)?|20[2-4]\d|immediate(?:ly)?)\b", _I)
_LEVEL_CHOICE = re.compile(
    r"^(?:(?:jr|junior|mid|middle|sr|senior|lead|staff|principal|entry)\.?\s*[-/]\s*)+(?:jr|junior|mid|middle|sr|senior|lead|staff|principal)\.?\s+(?=\w)",
    _I,
)
# Modifiers that leave open what the work is about: what follows a comma or dash says more than they do.
_OPEN = frozenset(
    "software program programme project product systems system solutions technical research application "
    "applications it tech".split()
)
_TAIL_NOISE = re.compile(r"\s+(?:(?:1?\d\d ?(?:-|to) ?)?1?\d\d ?%|asap(?: 20\d\d)?|urgent(?:ly)?|20[2-4]\d)\W*$", _I)
#: Level words that name the holder behind what he or she knows: "Machine Learning Expert".
_HOLDERS = frozenset({"expert"})
_MARKS = " .,;:|*_#-/\"'"
#: Marks before a title; the dot of ".NET Developer" is none.
_TRAILING = re.compile(r"[^\w)\]+#]+$")
_LEADING = re.compile(r"^(?:(?!\.net\b)[^\w(])+", _I)
_WORD = re.compile(r"[a-z]+")
_AFTER_HEAD = re.compile(r" of | for |[,(|]| - ")
_ADDITIONS = re.compile(r"\s*[(\[][^)\]]*[)\]]?|\s+-.*$|\s*\|.*$")


def cleaned_title(title: str) -> str:
    """A title without what is no part of it: labels, gender marks, requisition numbers, contract, place, pay, haste.

    Example:
        cleaned_title("Job Title: Data Engineer I - JR25919-1 - Remote in MO (m/w/d)") == "Data Engineer I"
    """
    text = " ".join(matching_view(unescape(title[:MAX_TITLE_CHARS])).split())
    hiring = _HIRING.match(text)
    if hiring is not None:
        text = hiring["title"]
    text = _BEFORE.sub("", _GENDER.sub("", text)) or text
    site = _SITE.sub("", text)
    if hiring is not None or (head_of(site) is not None and site.count("(") == site.count(")")):
        text = site
    first, *rest = _pieces(text)
    kept = first[1] + "".join(mark + piece for mark, piece in rest if not _is_noise(piece))
    kept = re.sub(r"\s+", " ", kept)
    while (shorter := _TAIL_NOISE.sub("", _TRAILING_ID.sub("", kept))) != kept and shorter:
        kept = shorter
    return _TRAILING.sub("", _LEADING.sub("", kept)).rstrip(_MARKS)


def core_title(title: str) -> str:
    """A cleaned title without the team, product or client after a comma, dash or bracket, where it says enough itself.

    Example:
        core_title("Lead Data Engineer - Enterprise Analytics") == "Lead Data Engineer"
        core_title("Software Engineer, Growth") == "Software Engineer, Growth"
    """
    title = _LEVEL_CHOICE.sub("", title) or title
    (_, first), *rest = _pieces(title)
    if not rest or any(use_of(head_of(piece) or "") != "weak" and head_of(piece) is not None for _, piece in rest):
        return title
    words = set(re.findall(r"[a-z]+", first.lower())) - LEVEL_WORDS - _OPEN
    says = head_of(first) is not None and any(
        _as_head(word) is None or use_of(word) == "alone" for word in words - JOINERS
    )
    return first.rstrip(_MARKS) if says else title


def _pieces(text: str) -> list[tuple[str, str]]:
    """The parts of a title with the mark before each: " - ", ", " or the blank before a bracket."""
    parts = _PIECE.split(text)
    pieces = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    joined: list[tuple[str, str]] = []
    for mark, piece in pieces:
        opens = joined and joined[-1][1].count("(") + joined[-1][1].count("[") > joined[-1][1].count(")") + joined[-1][
            1
        ].count("]")
        if opens:
            joined[-1] = (joined[-1][0], joined[-1][1] + mark + piece)
        else:
            joined.append((mark, piece))
    return joined


def _is_noise(piece: str) -> bool:
    inner = piece.strip(" ()[]_-*|,")
    if not inner or _NOISE.match(inner) or _REQUISITION.match(inner) or _MONEY.search(inner):
        return True
    if piece[:1] in "([" and inner.count("|") + inner.count(",") > 1:
        return True  # a list of skills
    place = _HASTE.sub("", inner).strip(" ,-")
    parts = [part for part in re.split(r",\s*|\s*/\s*|\s+-\s+", place) if part]
    return bool(parts) and all(_is_place(part) for part in parts)


def _is_place(name: str) -> bool:
    return folded(name) in places() or folded(name) in towns() or (name.isupper() and name in states())


def without_level(title: str) -> str:
    """A title without its level words ("Senior", "II", "Mid-Level"), unless they are all that names its holder."""
    words = title.split()
    plain = ["", *(word.lower().strip(".,()") for word in words), ""]
    around = zip(words, plain, plain[1:], plain[2:], strict=False)
    kept = [word for word, *near in around if not _is_level(near[1]) or in_naming_pair(*near) or _is_holder(*near)]
    shown = " ".join(kept).strip(" ,-/&")
    return shown if head_of(shown) or not head_of(title) else title


def _is_holder(before: str, word: str, _after: str) -> bool:
    """Whether a level word is what the title calls the holder: an "NLP Expert" is one, an "Expert Engineer" graded."""
    return word.rpartition("-")[2] in _HOLDERS and before != "" and not _is_level(before)


def _is_level(word: str) -> bool:
    """Whether a word grades, or each part of a joined one does: "Mid-Senior", "Entry-Level"."""
    return all(part in LEVEL_WORDS or part == "level" for part in word.split("-"))


def singular(title: str) -> str:
    """The title of one of "Data Scientists"."""
    last = title.rsplit(maxsplit=1)[-1].lower() if title else ""
    return title[:-1] if last.endswith("s") and last[:-1] in _heads() else title


def head_of(title: str) -> str | None:
    """The head noun of a title: the last word before any "of", comma or bracket that names an occupation."""
    lowered = title.lower()
    for text in (_AFTER_HEAD.split(lowered, maxsplit=1)[0], lowered):
        for word in reversed(_WORD.findall(text)):
            head = _as_head(word)
            if head is not None:
                return head
    return None


def family_of_head(head: str) -> str | None:
    """The role family that a head noun alone stands for, or null."""
    return _heads()[head][0] or None


def use_of(head: str) -> str:
    """How a head noun is used: "alone" is a title by itself, "weak" mostly names other people or things, or ""."""
    known = _as_head(head)
    return _heads()[known][1] if known else ""


def are_related(one: str, other: str) -> bool:
    """Whether two titles share the occupation, or a word that says what it is about."""
    return head_of(one) == head_of(other) or bool(_content_words(one) & _content_words(other))


def names_occupation(line: str) -> bool:
    """Whether a line is a title and nothing else: two to six capitalised words that end in a head noun."""
    return (
        len(line) <= MAX_TITLE_CHARS and ":" not in line and 1 < len(line.split()) <= MAX_PLAIN_WORDS and is_title(line)
    )


def is_title(line: str) -> bool:
    """Whether a line is a title, perhaps with a bracket or an addition after a dash or comma."""
    if len(line) > MAX_TITLE_CHARS:
        return False
    main = _ADDITIONS.sub("", _GENDER.sub("", line)).split(",")[0].split()
    last = main[-1].lower() if main else ""
    while len(main) > 1 and _is_level(main[-1].lower()):
        main.pop()
    if not main or not all(word[0].isupper() or word[0] in "&/-" or word in JOINERS for word in main):
        return False
    return _as_head(main[-1].lower()) is not None or last in _HOLDERS


def _content_words(title: str) -> set[str]:
    words = set(_WORD.findall(title.lower()))
    return {word for word in words - LEVEL_WORDS - JOINERS - set(RANKS) if _as_head(word) is None and len(word) > 1}


def _as_head(word: str) -> str | None:
    if word in _heads():
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in _heads() else None


@cache
def _heads() -> dict[str, tuple[str, str]]:
    return {row["head"]: (row["archetype"], row["use"]) for row in rows_of("title_heads")}
