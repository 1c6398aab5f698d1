"""Whether a text is a job description that the pipeline can read."""

import re
from dataclasses import dataclass

from jd_assets.contracts.base import Section
from jd_assets.parsing.document import Document
from jd_assets.parsing.language_of import language_of
from jd_assets.parsing.responsibilities import counted_words
from jd_assets.parsing.title import head_of, without_level

MIN_WORDS = 20  # the shortest posting in which role, duties and requirements can be told apart
MIN_CUES = 2  # distinct kinds of employment wording; every real posting measured has at least two
SUPPORTED_LANGUAGES = frozenset({"en"})

_I = re.IGNORECASE
_CUES: tuple[re.Pattern[str], ...] = (
    re.compile(r"\bresponsib(?:le for|ilit)|\bdut(?:y|ies)\b|\byou(?:'ll| will)\b|\btasks\b|\bday[- ]to[- ]day", _I),
    re.compile(r"\brequirements?\b|\bqualifi|\bmust[- ]have|\bskills\b|\bcandidates?\b|\bwhat you(?:'ll)? (?:bring|need)", _I),
    re.compile(r"\bexperience (?:in|with|of|as|using|working|required)|\d\+? ?years|\bknowledge of|\bproficien|\bdegree in", _I),
    re.compile(r"\b(?:we(?:'re| are)|is|are) (?:\w+ )?(?:looking|seeking|hiring|recruiting|searching)|\bjoin (?:us|our|the)\b|\bvacanc|\bjob (?:title|description|type|summary|purpose)|\bposition\b|\brole\b", _I),
    re.compile(r"\bfull[- ]time|\bpart[- ]time|\bsalary\b|\bcompensation\b|\bbenefits\b|\bemployment\b|\bapply\b|\bapplicants?\b|\bhybrid\b|\bremote\b|\bcontract\b|\bpermanent\b|\binternship\b", _I),
)
# Other kinds of text that use such words too; the number is how many different cues make one.
_OTHER_TEXTS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("a recipe", 3, re.compile(r"\b(?:preheat|tablespoons?|tbsp|teaspoons?|tsp|simmer|whisk|ingredients|serves \d|minutes until|oven|chopped|stir|garnish)\b", _I)),
    ("a privacy policy or terms of use", 4, re.compile(r"\b(?:privacy policy|terms of (?:use|service)|we collect|personal (?:data|information)|third[- ]party (?:services?|cookies)|cookies|data controller|opt[- ]out|your rights|governing law|liability|consent|we may share)\b", _I)),
    ("a CV", 3, re.compile(r"\b(?:curriculum vitae|references available|date of birth|marital status: \w+|career objective|work history|employment history|professional summary|hobbies|i am (?:a|an)|i have (?:\d|worked|been|over)|my (?:skills|experience|responsibilities|career)|i (?:led|built|developed|managed|designed|worked))\b", _I)),
    ("a news article", 3, re.compile(r"\b(?:reuters|associated press|said (?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|told reporters|according to (?:a|the) (?:report|spokes\w+)|spokes(?:man|woman|person)|shares (?:rose|fell)|analysts (?:said|expect)|in a statement|last (?:week|month|year),? the)\b", _I)),
)
_OPENINGS = re.compile(r"\b(?:following|several|multiple|open|various) (?:roles|positions|vacancies|openings|jobs)\b|\b(?:roles|positions|vacancies|openings)\s*:", _I)


EMPTY = "the posting is empty"
TOO_SHORT = "too short:"
LANGUAGE = "language "


def is_beyond_doubt(reason: str | None) -> bool:
    """Whether a failure is a matter of counting, not of judgement, so that no model may overrule it."""
    return reason is not None and reason.startswith((EMPTY, TOO_SHORT, LANGUAGE))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer: `reason` is null on a pass."""

    language: str
    reason: str | None = None
    warnings: tuple[str, ...] = ()


def judge(document: Document, role: str | None, given_title: bool) -> Verdict:
    """Pass or fail a posting; a doubtful one passes with a warning."""
    words = len(counted_words(document.text))
    if not words:
        return Verdict("en", EMPTY)
    language = language_of(document.text)
    if language not in SUPPORTED_LANGUAGES:
        return Verdict(language, f"{LANGUAGE}{language} is not supported")
    if words < MIN_WORDS:
        return Verdict(language, f"{TOO_SHORT} {words} words, at least {MIN_WORDS} are needed")
    other = _other_kind(document, given_title)
    if other is not None:
        return Verdict(language, other)
    titles = _unrelated_roles(document, role)
    if len(titles) > 1:
        named = ", ".join(titles)
        if not given_title and _OPENINGS.search(document.view):
            return Verdict(language, f"names several roles and no main one: {named}")
        return Verdict(language, None, (f"names several roles: {named}",))
    return Verdict(language)


def _other_kind(document: Document, given_title: bool) -> str | None:
    cues = sum(pattern.search(document.view) is not None for pattern in _CUES)
    has_lists = any(s.section in (Section.RESPONSIBILITIES, Section.REQUIRED) for s in document.sentences)
    for kind, needed, pattern in _OTHER_TEXTS:
        distinct = {found.group().lower() for found in pattern.finditer(document.view)}
        if len(distinct) >= needed and len(distinct) > cues:
            return f"not a job description: it reads like {kind}"
    if cues < MIN_CUES - given_title or not has_lists:
        return "not a job description: it states no duties, no requirements and no employment"
    return None


def _unrelated_roles(document: Document, role: str | None) -> list[str]:
    """Headings and short lines that are nothing but a title, of different occupations."""
    titles: dict[str, str] = {}
    lines = [document.words_of(part) for part in [*document.headings, *(s for s in document.sentences if s.end - s.start < 60)]]
    for line in lines:
        line = line.strip(" #*_:-0123456789.)")
        words = line.split()
        if not 1 < len(words) <= 5 or not all(word[0].isupper() or word in {"of", "and", "&", "/"} for word in words):
            continue
        head = head_of(line)
        if head is not None and words[-1].lower().rstrip("s") in (head, head.rstrip("s")):
            titles.setdefault(without_level(line).lower(), line)
    return list(titles.values())
