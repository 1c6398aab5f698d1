"""Education asked for: the lowest level that suffices, the degrees and the field."""

import re

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Education, Requirement
from jd_assets.parsing.document import Document, Sentence

MAX_ITEMS = 6

_I = re.IGNORECASE
# Levels from the lowest to the highest, each with the code shown in `qualification`.
_DEGREES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (level, code, re.compile(pattern, 0 if cased else _I))
    for level, code, pattern, cased in (
        ("High school", "HIGH SCHOOL", r"\bhigh[- ]school (?:diploma|degree|graduat|education|or equivalent)|\bged\b|\bsecondary (?:school|education) (?:diploma|certificate|complet)|\b(?:leaving certificate|a-levels?|12th grade|grade 12)\b", False),
        ("Diploma", "DIPLOMA", r"\b(?:(?:college|technical|advanced|polytechnic|tvet|level [iv\d]+) diploma|diploma (?:in|or|/|of)|diploma\b(?=[^.]{0,30}(?:degree|bachelor))|vocational (?:training|education|degree|qualification)|apprenticeship (?:in|as))", False),
        ("Associate's", "ASSOCIATE", r"\bassociate'?s? degree|\bassociates? (?:degree )?in\b|\bassociate'?s or\b|\bassociate(?:'s)? (?:or|and) bachelor", False),
        ("Bachelor's", "BACHELOR", r"\bbachelor'?s?'?\b(?! of (?:technology|engineering|science|arts))|\bundergraduate degree|\bbacc?alaureate|\b(?:4|four)[- ]year (?:college |university )?degree|\bcollege degree|\buniversity degree|\bunder ?graduate\b(?= degree| in\b)|\bfirst degree|\bhonou?rs degree|\bdegree (?:in|or|from)\b(?<!master's degree in)|\b(?:relevant|related|technical|academic|higher|tertiary|engineering|university|stem|quantitative|computer science|cs|ba/bs|bs/ba) (?:\w+ )?(?:degree|education)\b|\bgraduate (?:in|of)\b", False),
        ("Bachelor's", "BTECH/BE", r"\bb\.? ?tech\b|\bb\.?e\b\.?(?= |/|,|\))|\bbachelor'?s? of (?:technology|engineering)", False),
        ("Bachelor's", "BSC", r"\bb\.?sc\b|\bbachelor'?s? of science|\bbca\b", False),
        ("Bachelor's", "BS", r"\bB\.?S\.?(?=[ ,/)]|$|'s)", True),
        ("Bachelor's", "BA", r"\bB\.?A\.?(?=/|,? (?:or|in|degree)\b|\))|\b[Bb]achelor'?s? of [Aa]rts", True),
        ("Master's", "MASTER", r"\bmaster'?s?'?(?= (?:degree|or|in|and|preferred|level|/|is|would)|/|,|\)|\.|$)(?! of (?:technology|engineering|science|business|arts))|\b(?:post[- ]?graduate|postgraduate|advanced|graduate) (?:degree|qualification|education|diploma)", False),
        ("Master's", "MTECH/ME", r"\bm\.? ?tech\b|\bM\.?E\b\.?(?=[/,)])|\bmaster'?s? of (?:technology|engineering)", False),
        ("Master's", "MSC", r"\bm\.?sc\b|\bmaster'?s? of science|\bmca\b", False),
        ("Master's", "MS", r"\bM\.?S\.?(?=/|,? (?:or|in|degree|and)\b|\)|,)(?! (?:Office|Excel|SQL|Word|Project))", True),
        ("Master's", "MBA", r"\bmba\b|\bmaster'?s? of business administration", False),
        ("PhD", "PHD", r"\bph\.? ?d\b|\bdoctorate\b|\bdoctoral (?:degree|studies)|\bdphil\b", False),
    )
)  # fmt: skip
_ORDER = ("High school", "Diploma", "Associate's", "Bachelor's", "Master's", "PhD")
_NOT_ASKED = re.compile(
    r"360[- ]degree|degree of (?!science|arts|bachelor)|scrum ?master|master (?:data|the|branch|file|schedul|agreement|your|new|plan|of ceremon)|tuition|mastercard|web ?master|educate|educational (?:software|platform|products|technology|content)|education (?:sector|platform|company|industry|technology|budget|allowance|assistance|reimburs)",
    _I,
)
_FIELDS = (
    "computer science|computer engineering|software engineering|information technology|information systems|management information systems|computer applications|electrical engineering|electronics|mechanical engineering|civil engineering|industrial engineering"
    "|chemical engineering|biomedical engineering|telecommunications?|data science|data engineering|data analytics|business analytics|machine learning|artificial intelligence|cybersecurity|cyber security|information security|mathematics|applied mathematics|maths?|statistics|biostatistics"
    "|operations research|econometrics|economics|physics|quantitative (?:field|discipline|subject)|finance|accounting|business administration|business|commerce|marketing|communications?|journalism|psychology|human[- ]computer interaction|graphic design|design|architecture|engineering"
    "|biology|chemistry|life sciences?|public health|nursing|pharmacy|medicine|law|education|english|political science|public policy|sociology|social sciences?|supply chain|hospitality|human resources|technical field|technical discipline|stem|natural sciences?|science|bioinformatics|linguistics|geography|gis"
)
_FIELD = re.compile(rf"\b(?:{_FIELDS})\b", _I)
_RELATED = re.compile(
    r"\b(?:related|similar|equivalent|relevant|comparable)\b[^.;]{0,40}\b(?:field|discipline|degree|subject|area|experience|major|study|work)|\bor (?:related|similar|equivalent|comparable)\b",
    _I,
)
_NOT_SECTIONS = (Section.LEGAL, Section.BENEFITS, Section.ABOUT_COMPANY, Section.HOW_TO_APPLY)


def education_of(document: Document) -> list[Education]:
    """Each sentence that asks for education, once; sentences on other matters are left out."""
    items: list[Education] = []
    for sentence in document.with_cue("education"):
        if sentence.section in _NOT_SECTIONS or len(items) >= MAX_ITEMS:
            continue
        words = document.words_of(sentence)
        if not _NOT_ASKED.search(words):
            item = _item(document, sentence, words)
            if item is not None and all(item.raw != known.raw for known in items):
                items.append(item)
    return items


def _item(document: Document, sentence: Sentence, words: str) -> Education | None:
    found = [(level, code, match) for level, code, pattern in _DEGREES if (match := pattern.search(words))]
    if not found:
        return None
    if sentence.section in (Section.RESPONSIBILITIES, Section.ROLE_SUMMARY) and not _FIELD.search(words):
        return None
    level = min((level for level, _, _ in found), key=_ORDER.index)
    codes = "/".join(dict.fromkeys(code for _, code, _ in found))
    fields = _fields(words, min(match.start() for _, _, match in found))
    related = " (or related)" if _RELATED.search(words) else ""
    qualification = f"{codes} - {', '.join(fields)}{related}" if fields else codes + related
    preferred = sentence.section is Section.PREFERRED or "preferred" in sentence.cues
    requirement: Requirement = "preferred" if preferred else "required"
    raw = document.text[sentence.start : sentence.end]
    return Education(level=level, qualification=qualification, raw=raw, requirement=requirement)


def _fields(words: str, start: int) -> list[str]:
    names = (match.group().title() for match in _FIELD.finditer(words, start))
    return list(dict.fromkeys(names))[:4]
