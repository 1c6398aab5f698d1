"""Education asked for: the lowest level that suffices, the degrees and the field."""

import re
from functools import cache
from typing import NamedTuple

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Education, Requirement
from jd_assets.parsing.structure.document import Document, Sentence
from jd_assets.text.tables import rows_of

MAX_ITEMS = 6
MAX_FIELDS = 4


class _Degree(NamedTuple):
    level: str
    code: str  # as shown in `qualification`
    pattern: re.Pattern[str]


# From the lowest to the highest.
_LEVELS = ("High school", "Diploma", "Associate's", "Bachelor's", "Master's", "PhD")
_NOT_ASKED = re.compile(
    r"360[- ]degree|degree of (?!science|arts|bachelor)|scrum ?master|tuition|mastercard|web ?master|\beducate"
    r"|master (?:data|the|branch|file|schedul|agreement|your|new|plan|of ceremon)"
    r"|educational (?:software|platform|products|technology|content)"
    r"|education (?:sector|platform|company|industry|technology|budget|allowance|assistance|reimburs)",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"\b(?:related|similar|equivalent|relevant|comparable)\b[^.;]{0,40}\b(?:field|discipline|degree|subject|area|major"
    r"|study)"
    r"|\bor (?:related|similar|equivalent|comparable)\b",
    re.IGNORECASE,
)
_ELSEWHERE = (Section.LEGAL, Section.BENEFITS, Section.ABOUT_COMPANY, Section.HOW_TO_APPLY)


@cache
def _degrees() -> tuple[_Degree, ...]:
    return tuple(
        _Degree(row["level"], row["code"], re.compile(row["pattern"], 0 if row["case"] else re.IGNORECASE))
        for row in rows_of("degrees")
    )


@cache
def _field() -> re.Pattern[str]:
    names = sorted((row["field"] for row in rows_of("fields_of_study")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def education_of(document: Document) -> list[Education]:
    """Each sentence that asks for education, once; sentences on other matters are left out."""
    items: dict[str, Education] = {}
    for sentence in document.with_cue("education"):
        if sentence.section in _ELSEWHERE or len(items) >= MAX_ITEMS:
            continue
        words = document.words_of(sentence)
        item = None if _NOT_ASKED.search(words) else _item(document, sentence, words)
        if item is not None:
            items.setdefault(item.raw, item)
    return list(items.values())


def _item(document: Document, sentence: Sentence, words: str) -> Education | None:
    found = [(degree, match) for degree in _degrees() if (match := degree.pattern.search(words)) is not None]
    if not found:
        return None
    fields = _fields(words, min(match.start() for _, match in found))
    if not fields and sentence.section in (Section.RESPONSIBILITIES, Section.ROLE_SUMMARY):
        return None
    codes = "/".join(dict.fromkeys(degree.code for degree, _ in found))
    related = " (or related)" if _RELATED.search(words) else ""
    preferred = sentence.section is Section.PREFERRED or "preferred" in sentence.cues
    requirement: Requirement = "preferred" if preferred else "required"
    return Education(
        level=min((degree.level for degree, _ in found), key=_LEVELS.index),
        qualification=(f"{codes} - {', '.join(fields)}" if fields else codes) + related,
        raw=document.text[sentence.start : sentence.end],
        requirement=requirement,
    )


def _fields(words: str, start: int) -> list[str]:
    names = (match.group().title() for match in _field().finditer(words, start))
    return list(dict.fromkeys(names))[:MAX_FIELDS]
