"""Education asked for: the lowest level that suffices, the degrees and the field."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Education, Requirement
from jd_assets.parsing.fields.requirement import clauses_of
from jd_assets.parsing.structure.document import Document, Sentence
from jd_assets.text.tables import rows_of

MAX_ITEMS = 6
MAX_FIELDS = 4


class _Degree(NamedTuple):
    level: str
    code: str  # as shown in `qualification`
    pattern: re.Pattern[str]
    generic: bool  # "degree in": any degree, unless the words beside it say which


# From the lowest to the highest.
_LEVELS = ("High school", "Diploma", "Associate's", "Bachelor's", "Master's", "Doctorate", "PhD")
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


# A degree that is said not to be needed.
_NOT_NEEDED = re.compile(
    r"\b(?:no|without(?: an?)?|regardless of)(?: \w+){0,3} (?:degree|diploma|education|qualification)s?\b"
    r"|\b(?:degrees?|diplomas?|education|bachelor'?s|master'?s|qualifications?|phd|ged)\b[^.;,]{0,40}?"
    r"(?:\bnot\b|n't|\bnever\b|\bno\b|\boptional\b)(?! only)[^.;]{0,20}?(?:(?:required|necessary|needed|essential"
    r"|mandatory|a must|matter"
    r"|important|requirement|prerequisite|care|need)|$)"
    r"|\boptional\b|\b(?:do not|don't|does not|doesn't|need not|needn't)(?: \w+){0,2} (?:need|require|have"
    r"|ask)\b[^.;]{0,30}\b(?:degree|diploma)"
    r"|\b(?:degree|diploma)s? (?:is|are) no\b",
    re.IGNORECASE,
)


@cache
def _degrees() -> tuple[_Degree, ...]:
    return tuple(
        _Degree(
            row["level"],
            row["code"],
            re.compile(row["pattern"], 0 if row["case"] else re.IGNORECASE),
            bool(row["generic"]),
        )
        for row in rows_of("degrees")
    )


@cache
def _field() -> re.Pattern[str]:
    names = sorted((row["field"] for row in rows_of("fields_of_study")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def education_of(document: Document) -> list[Education]:
    """Each requirement of education, once; one sentence may ask for a degree and wish for another."""
    items: dict[tuple[str, str], Education] = {}
    last: Sentence | None = None
    for sentence in document.with_cue("education"):
        if sentence.section in _ELSEWHERE or len(items) >= MAX_ITEMS:
            continue
        words = document.words_of(sentence)
        if _NOT_ASKED.search(words) or _FORM_QUESTION.search(words):
            continue
        for item in _items(document, sentence, words):
            joined = (
                last is not None
                and _OR.match(words)
                and document.view[last.end : sentence.start].strip() in ("", ".", "-")
            )
            if joined and items:
                _join(items, item)
            else:
                items.setdefault((item.raw, item.level), item)
            last = sentence
    return list(items.values())


_OR = re.compile(r"\W*or\b", re.IGNORECASE)
_FORM_QUESTION = re.compile(r"\?\s*\*?\s*(?:$|Yes|No)")


def _join(items: dict[tuple[str, str], Education], item: Education) -> None:
    """A line "OR Bachelor's with 5 years" is an alternative to the requirement above it."""
    key, above = list(items.items())[-1]
    lower = min(above.level, item.level, key=_LEVELS.index)
    items[key] = above.model_copy(
        update={"level": lower, "qualification": f"{above.qualification}/{item.qualification}"}
    )


def _items(document: Document, sentence: Sentence, words: str) -> Iterator[Education]:
    by_requirement: dict[Requirement, list[tuple[int, int]]] = {}
    named = [
        hit.start - sentence.start for hit in document.hits("education") if sentence.start <= hit.start < sentence.end
    ]
    denied = False
    for left, right, requirement in clauses_of(words, sentence, named):
        if _NOT_NEEDED.search(words[left:right]):
            denied = True
        elif any(left <= at < right for at in named):
            by_requirement.setdefault(requirement, []).append((left, right))
    for requirement, spans in by_requirement.items():
        item = _item(document, sentence, words, spans, requirement)
        if item is not None and not (denied and not _names_degree(words, spans)):
            yield item


def _names_degree(words: str, spans: list[tuple[int, int]]) -> bool:
    return any(degree.pattern.search(words, *span) for degree in _degrees() if not degree.generic for span in spans)


def _item(
    document: Document, sentence: Sentence, words: str, spans: list[tuple[int, int]], requirement: Requirement
) -> Education | None:
    found = [
        (degree, match)
        for degree in _degrees()
        for span in spans
        if (match := degree.pattern.search(words, *span)) is not None
    ]
    if any(not degree.generic for degree, _ in found):
        found = [(degree, match) for degree, match in found if not degree.generic]
    if not found:
        return None
    fields = _fields(words, min(match.start() for _, match in found))
    if not fields and sentence.section in (Section.RESPONSIBILITIES, Section.ROLE_SUMMARY) and not _ASKS.search(words):
        return None
    codes = "/".join(dict.fromkeys(degree.code for degree, _ in found))
    related = " (or related)" if _RELATED.search(words) else ""
    return Education(
        level=min((degree.level for degree, _ in found), key=_LEVELS.index),
        qualification=(f"{codes} - {', '.join(fields)}" if fields else codes) + related,
        raw=document.text[sentence.start : sentence.end],
        requirement=requirement,
    )


# Outside of a list of requirements a degree counts with a field of study, or where the sentence asks for it.
_ASKS = re.compile(
    r"\b(?:required|requires?|minimum|must|with (?:at least|a minimum)|you have|qualified|equivalent|degree"
    r"|educat\w+)\b",
    re.IGNORECASE,
)


def _fields(words: str, start: int) -> list[str]:
    names = (match.group().title() for match in _field().finditer(words, start))
    return list(dict.fromkeys(names))[:MAX_FIELDS]
