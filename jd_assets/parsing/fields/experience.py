"""The years of experience asked for the role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Experience
from jd_assets.parsing.structure.document import Document, Sentence
from jd_assets.text.addressed import speaks_to_a_program

MAX_YEARS = 30  # more than this is an age or a company's history
MONTHS_A_YEAR, YEARS_A_DECADE = 12, 10
MAX_CLAUSE_CHARS = 200
REACH = 200  # characters before the number in which the word "experience" is looked for

NUMBER_WORDS = {
    word: float(value)
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
}
"""Numbers that postings write out."""
DECADES = {"half a": 0.5, "a": 1.0}
"""Numbers that stand before "decade" only: "over a decade of experience"."""
ARTICLES = {"a": 1.0, "an": 1.0, "a full": 1.0, "a couple of": 2.0}
"""Numbers that stand before "year" only: "at least a year of experience"."""

_I = re.IGNORECASE
_NUMBER = rf"(?:\d{{1,2}}(?:\.\d)?|{'|'.join(NUMBER_WORDS)})"
_OF_DECADES = rf"(?:{'|'.join(DECADES)})(?=\s+decade)"
_OF_A_YEAR = r"(?:a couple of(?=\s+years)|an?(?: full)?(?=\s+year'?s?\s+(?:of|in|as|with|work|experience)))"
_IN_FIGURES = rf"(?:\s*\(\s*{_NUMBER}\s*\+?\s*\))?"  # "five (5)"
_OPEN = r"(?:\+|-?plus\b|or more\b)?"
_YEARS = re.compile(
    r"(?P<limit>\b(?:up to|maximum(?: of)?|max\.?|less than|under)\s+)?"
    # The blank before figures may be lost: "field.1-2 years", "Engineering1 - 4 years".
    rf"(?:(?<![\w.$€£,-])|(?<=[a-z)])(?=\d)|(?<=[a-z]\.)(?=\d))(?P<low>{_NUMBER}|{_OF_DECADES}|{_OF_A_YEAR}){_IN_FIGURES}\s*{_OPEN}"
    rf"(?:\s*(?:-|~|to|or|and|/)\s*(?P<high>{_NUMBER}){_IN_FIGURES})?\s*{_OPEN}[\s-]*"
    r"(?P<unit>years?|yrs?|yoe|months?|decades?)(?:\b|(?-i:(?=[A-Z])))['.]*(?=(?P<after>[^.;\n]{0,90}))",
    _I,
)
# What stands before or after the number when the years are not asked of the candidate.
_NOT_BEFORE = re.compile(
    r"(?:last|past|next|first|every|within|for over|for more than|for nearly|for almost|since|our|after|contract"
    r"|duration"
    r"|of age|aged?|celebrating|founded|in business|history|at least once|track record of over"
    r"|combined)\s*(?:the\s*)?$",
    _I,
)
_NOT_AFTER = re.compile(
    r"\s*(?:of age|old\b|ago\b|in business|in the (?:making|industry|business)|contract|fixed|term|program|degree"
    r"|college"
    r"|university|diploma|bachelor|post[- ]?(?:graduat|bachelor)|history|warranty|and counting|anniversary|rotation"
    r"|apprenticeship|in a row|running|from (?:now|today)|of the (?:company|start)"
    # Years that stand for a degree are not those of the job.
    r"|(?:of [^.;,]{0,40}?)?\b(?:may|can|could|will|would) (?:also )?(?:be )?(?:substitut|considered in lieu"
    r"|accepted in)"
    r"|(?:of [^.;,]{0,40}?)?\bin (?:lieu|place) of"
    r"|of (?:innovation|growth|history|success|excellence|heritage|service|college|university|education|study"
    r"|schooling|post))",
    _I,
)
# Years that the employer says of itself: "for 25 years we have built", "a firm with over 20 years of experience".
_OF_US_AFTER = re.compile(
    r"(?:\s*of [^.;,]{0,60})?,?\s*(?:we|our (?:company|team|firm|customers|clients|experts)|the company)\b"
    r"(?!(?:'re| are)?\s*(?:look|seek|need|expect|ask|requir|want|hir))"
    r"|[^.;]{0,160},\s+(?-i:[A-Z][\w&]*)(?: (?-i:[A-Z&][\w&]*)){0,4} (?:is|has|serves|provides|offers|helps|delivers"
    r"|operates"
    r"|supports|brings|designs|makes|builds|manages)\b",
    _I,
)
_OF_US_BEFORE = re.compile(
    r"\b(?:we|company|firm|agency|business|management team)\s+(?:have|has|bring|brings|with)\s+(?:\w+\s+){0,3}$"
)
_EXPERIENCE = re.compile(
    r"experience|\bexp\b|background|expertise|track record|hands-on|work|\bas an? |\b(?:in|of|with) |relevant"
    r"|professional|practice|building|developing|managing",
    _I,
)
# The author of the posting speaks of himself: "I'm an engineering manager with 10 years of experience".
_OF_ME = re.compile(r"\bI(?:'m|'ve| am| have| was| worked)\b")
# "Bookkeeping: 2 years (Required)" is how job sites write what their form asks for.
_FORM_LINE = re.compile(r"[\w /&+#.,()-]{2,60}:\s*$")
_FORM_WISH = re.compile(r"\s*\(\s*preferred\s*\)", _I)
# Years by level in one advert: "Accountant II: 3-5 years of experience"; the lowest level is what lets one apply.
_OF_LEVEL = re.compile(
    r"^\W*(?:[A-Z][\w-]*\s+){0,4}"
    r"(?:I{1,3}|IV|V|L?[1-6]|(?:GS|Grade|Level)[ -]?\d+|[Jj]unior|[Mm]id|[Ss]enior)(?:\s*[:(]|\s+-\s)"
)
# Alternatives: "PhD with 2 years OR Master's with 4 years".
_ALTERNATIVE = re.compile(
    r"^\W*(?:OR|or|Or)\b|\b(?:or|OR) (?:an? )?(?:master|bachelor|phd|ph\.d|doctor|associate|high school|diploma"
    r"|equivalent)",
    _I,
)
_ASKED_IN_A_FORM = re.compile(r"\?\s*(?:\*|Yes|No|$)|^(?:how many|do you have|are you|have you)\b", _I)
_QUALIFIER = re.compile(
    r"(?:at least|minimum(?: of)?|min\.?|over|more than|around|approximately|about)\s+(?:a\s+)?(?:minimum\s+of\s+)?$",
    _I,
)
_CLAUSE_END = re.compile(r"[;.\n]|,(?! (?:or|and)\b)|\)(?=\s*[A-Z])")
_WORD = re.compile(r"\w")
# Where a claim counts, the most telling first.
_ASKING = (Section.REQUIRED, Section.RESPONSIBILITIES, Section.ROLE_SUMMARY, Section.PREFERRED)


@dataclass(frozen=True, slots=True)
class _Claim:
    low: float | None
    high: float | None
    start: int
    end: int
    rank: int = 0  # of the section, 0 the most telling

    @property
    def years(self) -> float:
        return self.low or self.high or 0.0


def experience_of(document: Document) -> Experience:
    """The longest time that a requirement asks for; requirements count before duties and wishes.

    Of several levels in one advert, or of alternatives ("PhD with 2 years or Master's with 4"), the shortest counts.
    Years told of the company, of a degree, of a contract or of the author are left out.
    """
    claims: list[_Claim] = []
    choices: set[_Claim] = set()
    for sentence in document.with_cue("years", *_ASKING):
        words = document.words_of(sentence)
        if _ASKED_IN_A_FORM.search(words) or speaks_to_a_program(words):
            continue
        for claim in _claims(document, sentence):
            if _OF_LEVEL.match(words):
                choices.add(claim)
            elif claims and _ALTERNATIVE.search(document.view[max(sentence.start, claims[-1].end) : claim.start]):
                choices |= {claims[-1], claim}
            claims.append(claim)
    if not claims:
        return Experience()
    first = min(claim.rank for claim in claims)
    told = [claim for claim in claims if claim.rank == first]
    chosen = [claim for claim in told if claim in choices]
    if len(chosen) > 1:
        told = [claim for claim in told if claim not in choices] + [min(chosen, key=_by_years)]
    best = max(told, key=_by_years)
    return Experience(min=best.low, max=best.high, raw=document.text[best.start : best.end])


def _by_years(claim: _Claim) -> tuple[float, int]:
    return claim.years, -claim.start


def _claims(document: Document, sentence: Sentence) -> Iterator[_Claim]:
    for found in _YEARS.finditer(document.view, sentence.start, sentence.end):
        low, high = _years(found["low"], found["unit"]), None
        if found["high"]:
            high = _years(found["high"], found["unit"])
        if low <= MAX_YEARS and _is_asked(document.view, sentence, found):
            start, end = _clause(document.view, sentence, found)
            wished = _FORM_WISH.match(document.view, found.end("unit"))
            rank = _ASKING.index(Section.PREFERRED if wished else sentence.section)
            if found["limit"]:
                yield _Claim(None, low, start, end, rank)
            else:
                yield _Claim(low, high if high is not None and high > low else None, start, end, rank)


def _is_asked(view: str, sentence: Sentence, found: re.Match[str]) -> bool:
    before = view[max(sentence.start, found.start() - REACH) : found.start("low")].lower()
    if _NOT_AFTER.match(found["after"]) or (_NOT_BEFORE.search(before[-30:]) and not found["limit"]):
        return False
    if _OF_US_AFTER.match(found["after"]) or _OF_US_BEFORE.search(before):
        return False
    if _OF_ME.search(view, sentence.start, found.start()):
        return False
    if found["unit"].lower().startswith("month"):
        return "experience" in found["after"].lower()
    if _EXPERIENCE.search(found["after"]) is not None or "experience" in before:
        return True
    return sentence.section is Section.REQUIRED and _is_whole_requirement(view, sentence, found)


def _is_whole_requirement(view: str, sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether a requirement says the years and nothing else: "10+ yrs", or "6-9 years" under "Experience:"."""
    before, after = view[sentence.start : found.start()], view[found.end() : sentence.end]
    if _FORM_LINE.fullmatch(before):
        return True
    before = _QUALIFIER.sub("", before)
    return not any(map(str.isalnum, before)) and not _WORD.search(_CLAUSE_END.split(after, maxsplit=1)[0])


def _years(number: str, unit: str) -> float:
    words = " ".join(number.lower().split())
    if unit.lower().startswith("year") and words in ARTICLES:
        return ARTICLES[words]
    value = NUMBER_WORDS.get(words) or DECADES.get(words) or float(number)
    if unit.lower().startswith("decade"):
        return value * YEARS_A_DECADE
    return round(value / MONTHS_A_YEAR, 1) if unit.lower().startswith("month") else value


def _clause(view: str, sentence: Sentence, found: re.Match[str]) -> tuple[int, int]:
    """The offsets of the claim with the words it belongs to, up to the end of its clause."""
    start = found.start()
    qualifier = _QUALIFIER.search(view, max(sentence.start, start - 30), start)
    if qualifier is not None:
        start = qualifier.start()
    last = min(sentence.end, found.end("unit") + MAX_CLAUSE_CHARS)
    stop = _CLAUSE_END.search(view, found.end("unit"), last)
    return start, stop.start() if stop else last
