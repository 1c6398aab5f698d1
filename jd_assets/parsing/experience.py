"""The years of experience asked for the role."""

import re
from collections.abc import Iterator

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Experience
from jd_assets.parsing.document import Document, Sentence

MAX_YEARS = 30  # more than this is an age or a company's history
MONTHS_A_YEAR = 12

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_VALUES = {word: float(value) for value, word in enumerate(_WORDS, start=1)}
_NUMBER = rf"(?:\d{{1,2}}(?:\.\d)?|{'|'.join(_WORDS)})"
_YEARS = re.compile(
    r"(?P<limit>\b(?:up to|maximum(?: of)?|max\.?|less than|under)\s+)?"
    rf"(?<![\w.$€£,-])(?P<low>{_NUMBER})(?:\s*\(\s*{_NUMBER}\s*\+?\s*\))?\s*(?P<plus>\+|plus\b|or more\b)?"
    rf"(?:\s*(?:-|to|or|and|/)\s*(?P<high>{_NUMBER})(?:\s*\(\s*{_NUMBER}\s*\))?)?\s*(?P<plus2>\+|plus\b|or more\b)?[\s-]*"
    r"(?P<unit>years?|yrs?|yoe|months?)\b['.]*(?P<after>[^.;\n]{0,90})",
    re.I,
)
# What stands before or after the number when the years are not asked of the candidate.
_NOT_BEFORE = re.compile(
    r"(?:last|past|next|first|every|within|for over|for more than|for nearly|for almost|since|our|after|contract|duration|of age|aged?|celebrating|founded|in business|history|"
    r"up to|under|at least once|track record of over|combined)\s*(?:the\s*)?$",
    re.I,
)
_NOT_AFTER = re.compile(
    r"^\s*(?:of age|old\b|ago\b|in business|in the (?:making|industry|business)|contract|fixed|term|program|degree|college|university|diploma|bachelor|post[- ]?(?:graduat|bachelor)|of (?:innovation|growth|history|success|excellence|heritage|service|college|university|education|study|schooling|post)"
    r"|history|warranty|and counting|anniversary|rotation|apprenticeship|in a row|running|from (?:now|today)|of the (?:company|start))",
    re.I,
)
_EXPERIENCE = re.compile(
    r"experience|experienced|\bexp\b|background|expertise|track record|hands-on|working|work |in a |as an? |in |of |with |relevant|professional|practice|building|developing|managing",
    re.I,
)
_ASKING = (Section.REQUIRED, Section.RESPONSIBILITIES, Section.ROLE_SUMMARY, Section.PREFERRED)
_CLAUSE_END = re.compile(r"[;.\n]|,(?! (?:or|and)\b)|\)(?=\s*[A-Z])")
_QUALIFIER = re.compile(
    r"(?:at least|minimum(?: of)?|min\.?|over|more than|around|approximately|about)\s+(?:a\s+)?(?:minimum\s+of\s+)?$",
    re.I,
)


def experience_of(document: Document) -> Experience:
    """The longest time that a requirement asks for; requirements count before wishes and duties.

    Years told of the company, of a degree or of a contract are left out.
    """
    best: tuple[int, float] | None = None
    answer = Experience()
    for sentence in document.with_cue("years", *_ASKING):
        rank = -_ASKING.index(sentence.section)
        for low, high, start, end in _claims(document, sentence):
            key = (rank, low or high or 0.0)
            if best is None or key > best:
                best = key
                answer = Experience(min=low, max=high, raw=document.text[start:end])
    return answer


def _claims(document: Document, sentence: Sentence) -> Iterator[tuple[float | None, float | None, int, int]]:
    view = document.view
    for found in _YEARS.finditer(view, sentence.start, sentence.end):
        before = view[max(sentence.start, found.start() - 30) : found.start("low")]
        if _NOT_AFTER.match(found["after"]) or (_NOT_BEFORE.search(before) and not found["limit"]):
            continue
        if not _EXPERIENCE.search(found["after"]) and "experience" not in view[sentence.start : found.start()].lower():
            continue
        scale = MONTHS_A_YEAR if found["unit"].lower().startswith("month") else 1
        low, high = _value(found["low"], scale), _value(found["high"], scale)
        if low > MAX_YEARS or scale > 1 and "experience" not in found["after"].lower():
            continue
        start, end = _clause(view, sentence, found)
        if found["limit"]:
            yield None, low, start, end
        else:
            yield low, high if high is not None and high > low else None, start, end


def _value(number: str | None, scale: int) -> float:
    if not number:
        return None  # type: ignore[return-value]
    return round(_VALUES.get(number.lower(), 0.0) or float(number), 1) / scale


def _clause(view: str, sentence: Sentence, found: re.Match[str]) -> tuple[int, int]:
    start = found.start()
    qualifier = _QUALIFIER.search(view, max(sentence.start, start - 30), start)
    if qualifier is not None:
        start = qualifier.start()
    stop = _CLAUSE_END.search(view, found.end("unit"), sentence.end)
    return start, stop.start() if stop else sentence.end
