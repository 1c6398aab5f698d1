"""The level of a role, from its title first and from the text and the years asked for where the title is silent."""

import re
from collections.abc import Iterable

from jd_assets.contracts.nano_parse import Experience, Seniority
from jd_assets.parsing.structure.document import Document
from jd_assets.text.level_words import RANKS, WORDS_OF_LEVEL

SENIOR_YEARS = 5.0  # a title without a level that asks for as much is a senior role
JUNIOR_YEARS = 1.0  # and one that asks for at most this a junior one
HEAD_CHARS = 3000  # a labelled level stands in the head of a posting
LABEL_CHARS = 40

_I = re.IGNORECASE


def _any(words: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


#: Level words that are none: they belong to the word behind them.
_NO_LEVEL = re.compile(r"\bstaff (?=member|augment)|\blead(?:er)? (?=generation)", _I)
# In order: the first that a title holds decides.
_TITLE_LEVELS: tuple[tuple[Seniority, re.Pattern[str]], ...] = (
    (
        "intern",
        re.compile(
            rf"{_any(WORDS_OF_LEVEL['intern'])}|\bintern(?:ship)?s\b|\bworking student\b|\bco-?op\b"
            r"|\bapprentice(?:ship)?\b",
            _I,
        ),
    ),
    (
        "junior",
        re.compile(
            rf"{_any(WORDS_OF_LEVEL['junior'])}|\bentry[- ]level\b|\bfresh(?:ers| graduates?)\b|\bearly career", _I
        ),
    ),
    (
        "manager",
        re.compile(
            r"\b(?:engineering|analytics|data|bi|development|software|it|technology|science|design|qa|security|platform"
            r"|infrastructure|devops|support|operations|intelligence|team|department|group) (?:\w+ )?manager\b"
            rf"|{_any(RANKS)}|\bdirector\b|\bvice president\b|\bc[teif]o\b|^manager\b|\bmanager,",
            _I,
        ),
    ),
    ("staff", re.compile(rf"{_any(WORDS_OF_LEVEL['staff'])}|\bdistinguished\b|\bfellow\b", _I)),
    ("mid", re.compile(r"\bmid[/ -]+senior\b", _I)),
    ("lead", re.compile(rf"{_any(WORDS_OF_LEVEL['lead'])}|\bleader\b", _I)),
    ("senior", re.compile(_any(WORDS_OF_LEVEL["senior"]), _I)),
    ("mid", re.compile(rf"{_any(WORDS_OF_LEVEL['mid'])}|\bregular\b", _I)),
)
_LABELS: tuple[tuple[Seniority, re.Pattern[str]], ...] = (
    ("intern", re.compile(r"intern", _I)),
    ("junior", re.compile(r"entry|junior|graduate", _I)),
    ("manager", re.compile(r"director|manager|executive|head", _I)),
    ("staff", re.compile(r"principal|staff", _I)),
    ("lead", re.compile(r"lead", _I)),
    ("senior", re.compile(r"(?:mid-)?senior", _I)),
)


def seniority_of(document: Document, title: str | None, experience: Experience) -> Seniority | None:
    """The level of the role; null where neither the title nor the text gives one."""
    level = level_of_title(title) if title else None
    if level is not None:
        return level
    level = _labelled(document)
    if level == "senior" and experience.min is not None and experience.min < SENIOR_YEARS:
        return None  # "Mid-Senior" on job sites covers both
    return level or ("junior" if document.hits("level_junior") else _of_years(experience))


def _of_years(experience: Experience) -> Seniority | None:
    if experience.min is not None and experience.min >= SENIOR_YEARS:
        return "senior"
    return "junior" if experience.max is not None and experience.max <= JUNIOR_YEARS else None


def level_of_title(title: str) -> Seniority | None:
    """The level that a title's own words give."""
    graded = _NO_LEVEL.sub("", title)
    return next((level for level, pattern in _TITLE_LEVELS if pattern.search(graded)), None)


def _labelled(document: Document) -> Seniority | None:
    """The level of a line such as "Seniority level: Entry"; job sites' "Associate" says nothing."""
    for hit in document.hits("level_label"):
        value = document.view[hit.end : hit.end + LABEL_CHARS].split("\n", 1)[0]
        if hit.start < HEAD_CHARS:
            return next((level for level, pattern in _LABELS if pattern.match(value)), None)
    return None
