"""Titles as text: their head noun, level words and the noise that job sites add."""

import re
from functools import cache

from jd_assets.text.level_words import LEVEL_WORDS, RANKS, in_naming_pair
from jd_assets.text.normalise import matching_view
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
_SITE = re.compile(r"\s*\|.*$")
_TRAILING_ID = re.compile(r"[\s,#(-]*(?:\b(?:req|job|ref|id|jr|r)[\s#:.-]*)?#?\d{3,}\)?$", _I)
_ARRANGEMENT = re.compile(
    r"\s*[-,(|/]\s*(?:100% |fully )?(?:remote|hybrid|on-?site|contract|full[- ]time|part[- ]time|permanent|freelance"
    r"|temporary|wfh|work from home)\b[^,(]*$",
    _I,
)
#: Level words that name the holder where nothing else does: "Machine Learning Expert".
_HOLDERS = frozenset({"expert"})
_MARKS = " .,;:|*_#-/\"'"
#: Marks before a title; the dot of ".NET Developer" is none.
_LEADING = re.compile(rf"^(?:(?!\.net\b)[{re.escape(_MARKS)}])+", _I)
_WORD = re.compile(r"[a-z]+")
_AFTER_HEAD = re.compile(r" of | for |[,(|]| - ")
_ADDITIONS = re.compile(r"\s*[(\[][^)\]]*[)\]]?|\s+-.*$|\s*\|.*$")


def cleaned_title(title: str) -> str:
    """A title without gender marks, requisition numbers, work arrangement and the "X hiring ... | Site" frame."""
    text = " ".join(matching_view(title[:MAX_TITLE_CHARS]).split())
    hiring = _HIRING.match(text)
    if hiring is not None:
        text = hiring["title"]
    text = _GENDER.sub("", text)
    site = _SITE.sub("", text)
    if hiring is not None or head_of(site) is not None:
        text = site
    text = _ARRANGEMENT.sub("", _TRAILING_ID.sub("", text))
    return _LEADING.sub("", text).rstrip(_MARKS)


def without_level(title: str) -> str:
    """A title without its level words ("Senior", "II", "Mid-Level"), unless they are all that names its holder."""
    words = title.split()
    plain = ["", *(word.lower().strip(".,()") for word in words), ""]
    around = zip(words, plain, plain[1:], plain[2:], strict=False)
    kept = [word for word, *near in around if not _is_level(near[1]) or in_naming_pair(*near)]
    shown = " ".join(kept).strip(" ,-/&")
    return shown if head_of(shown) or not head_of(title) else title


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
