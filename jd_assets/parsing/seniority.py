"""The level of a role, from its title first and from the years asked for where the title is silent."""

import re

from jd_assets.contracts.nano_parse import Experience, Seniority
from jd_assets.parsing.document import Document

SENIOR_YEARS = 5.0  # a title without a level that asks for as much is a senior role
JUNIOR_YEARS = 1.0  # and one that asks for at most this a junior one

_I = re.IGNORECASE
# In order: the first that a title holds decides.
_TITLE_LEVELS: tuple[tuple[Seniority, re.Pattern[str]], ...] = (
    ("intern", re.compile(r"\bintern(?:ship)?s?\b|\bworking student\b|\bco-?op\b|\bapprentice(?:ship)?\b", _I)),
    ("junior", re.compile(r"\bjunior\b|\bjnr\b|\bjr\b|\bgraduate\b|\bgrad\b|\bentry[- ]level\b|\btrainee\b|\bfresh(?:er| graduate)s?\b|\bearly career", _I)),
    ("manager", re.compile(r"\b(?:engineering|analytics|data|bi|development|software|it|technology|science|design|qa|security|infrastructure|platform|devops|support|operations|intelligence|team|department|group) (?:\w+ )?manager\b|\bdirector\b|\bhead of\b|\bhead\b|\bvice president\b|\b[sa]?vp\b|\bchief\b|\bc[teif]o\b|^manager\b|\bmanager,", _I)),
    ("staff", re.compile(r"\bstaff\b(?! (?:member|augment))|\bprincipal\b|\bdistinguished\b|\bfellow\b", _I)),
    ("senior", re.compile(r"\bsenior or lead\b|\bmid[/ -]+senior\b", _I)),
    ("lead", re.compile(r"\blead(?:er)?\b(?! generation)", _I)),
    ("senior", re.compile(r"\bsenior\b|\bsnr\b|\bsr\b|\biii\b|\biv\b|\bl5\b|\bexpert\b", _I)),
    ("mid", re.compile(r"\bmid(?:dle)?\b|\bmid-level\b|\bintermediate\b|\bii\b|\bregular\b", _I)),
)
_LABEL = re.compile(r"(?:seniority(?: level)?|experience level|job level|career level|level)[*_]*\s*[:\n]\s*[*_]*\s*(?P<value>[^\n]{3,40})", _I)
_LABEL_VALUES: tuple[tuple[Seniority, re.Pattern[str]], ...] = (
    ("intern", re.compile(r"intern", _I)),
    ("junior", re.compile(r"entry|junior|graduate", _I)),
    ("manager", re.compile(r"director|manager|executive|head", _I)),
    ("senior", re.compile(r"^\W*senior\b", _I)),
)
_TEXT_JUNIOR = re.compile(r"\bentry[- ]level (?:role|position|job|opportunity)|\bno (?:prior )?experience (?:is )?(?:required|necessary)|\b(?:recent|new|fresh) graduates? (?:are )?(?:welcome|encouraged)|\bearly[- ]career\b|\bjunior (?:role|position)", _I)


def seniority_of(document: Document, title: str | None, experience: Experience) -> Seniority | None:
    """The level of the role; null where neither the title nor the text gives one."""
    level = level_of_title(title) if title else None
    if level is not None:
        return level
    label = _LABEL.search(document.view)
    if label is not None:
        for named, pattern in _LABEL_VALUES:
            if pattern.search(label["value"]):
                return named
    if _TEXT_JUNIOR.search(document.view):
        return "junior"
    if experience.min is not None and experience.min >= SENIOR_YEARS:
        return "senior"
    if experience.max is not None and experience.max <= JUNIOR_YEARS:
        return "junior"
    return None


def level_of_title(title: str) -> Seniority | None:
    """The level that a title's own words give."""
    for level, pattern in _TITLE_LEVELS:
        if pattern.search(title):
            return level
    return None
