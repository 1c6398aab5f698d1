"""Headings of a posting in their many wordings, and the section that each opens."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from jd_assets.contracts.base import Section
from jd_assets.parsing.spans import Line
from jd_assets.parsing.tables import rows_of

MAX_HEADING_WORDS = 12
MAX_HEADING_CHARS = 90
MAX_LABEL_CHARS = 60  # "Requirements:" before its text on the same line
# Markdown headings have levels 1 to 6; headings marked otherwise rank below them, unmarked lines lowest.
MARKED_LEVEL, PLAIN_LEVEL = 7, 8


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what it opens; `section` is null where the wording says nothing."""

    start: int
    end: int
    section: Section | None
    level: int  # 1 is the highest; see MARKED_LEVEL
    is_field: bool = False  # "Location:", "Job ID:": says something about its own line only


# Labels that describe the posting, not a section: "Location: Berlin".
_FIELD = re.compile(
    r"^(?:(?:job|work|office|primary|company|position|role|posting|employment|contract|salary|pay|reference|requisition|full|time|start|end"
    r"|seniority|experience|closing|application|worker|hiring|business|travel|shift|hours|weekly|direct|date|nearest|employee|international|your"
    r"|relocation|visa|base|annual|estimated|expected|language|internal|security) ?)*"
    r"(?:locations?|title|type|id|code|number|no|ref(?:erence)?|url|link|website|web|email|phone|tel|salary|department|industry|level|status|date|duration"
    r"|company|employer|organi[sz]ation|posted|deadline|category|function|family|sector|hours|length|range|compensation|pay|rate|sponsorship|headquarters|hq"
    r"|reports to|reporting (?:to|line)|position|role|manager|team|size|schedule|shift|contact|recruiter|source|archived|language gate|gate|division|unit"
    r"|market|city|country|region|state|address|model|mode|grade|band|openings?|vacanc(?:y|ies)|founded|seniority|title|job|name|budget|ote|per|start|note)$"
)
_QUESTION = re.compile(
    r"^(?:what|who|why|how|where|in this|as (?:a|an|our)|more about|in your|about (?:the|this|our|your)) ?\b"
)
_QUESTION_PARTY = re.compile(r"\b(?:you|your|we|us|our|role|job|position|team|company)\b")
_CLEAN = re.compile(r"[^a-z0-9'&/(),+ -]+")
_BLANKS = re.compile(r"\s+")
_WORD_BREAKS = re.compile(r"[ /&,()]+")
_CAPS = re.compile(r"^[^a-z]*[A-Z]{3}[^a-z]*$")
_BOLD_LINE = re.compile(r"^(\*\*|__)(?!\s)(?P<inner>[^*_]{2,90})\1\s*:?$")
_BOLD_LABEL = re.compile(r"(\*\*|__)(?P<inner>[^*_:\n]{2,60}):?\1\s*:?[ ]*")
_LABEL = re.compile(r"(?P<inner>[A-Z\"'][^:\n.!?;]{1,59}):(?!//|\d\d)\s*")
_ABOUT_NAME = re.compile(
    r"^(?:About|Why|Join|Meet|Life at|Working at|Who is|What is|Welcome to) (?:[A-Z0-9][\w.&'-]*)(?: (?:[A-Z0-9&][\w.&'-]*|of|and|the)){0,4}[?!:]?$"
)
_STRONG_START = re.compile(
    r"(?:(?:Key|Main|Core|Primary|Principal|Essential|Major|Job|Position|Role|Your|Minimum|Minimal|Basic|Required|Preferred|Desired|General|The|MAIN|KEY|JOB|MINIMUM|PREFERRED|REQUIRED|BASIC|Technical|Additional) ){0,2}"
    r"(?:(?:Roles? (?:and|&) )?Responsibilities(?: (?:and|&) Duties)?|Duties(?: (?:and|&) Responsibilities)?|Requirements|Qualifications(?: (?:and|&) Experience)?"
    r"|(?:Roles? (?:AND|&) )?RESPONSIBILITIES|REQUIREMENTS|QUALIFICATIONS|Job (?:Description|Summary|Purpose)|(?:Position|Role|Company) (?:Summary|Overview|Description)"
    r"|What [Yy]ou(?:'ll| [Ww]ill) (?:[Dd]o|[Bb]ring|[Nn]eed)|What [Ww]e(?:'re| [Aa]re) [Ll]ooking [Ff]or|What [Ww]e [Oo]ffer|Who [Yy]ou [Aa]re|Who [Ww]e [Aa]re|About [Uu]s|About [Tt]he [Rr]ole|About [Yy]ou"
    r"|How [Tt]o [Aa]pply|(?:Your )?Skills (?:[Aa]nd|&) Experiences?|Knowledge (?:[Aa]nd|&) Skills|Nice [Tt]o [Hh]ave|Must [Hh]aves?|(?:Required|Preferred|Desired|Technical|Key) (?:Skills|Experience|Education)|BENEFITS|Benefits Offered)"
    r"(?=\s*[-:]?\s*[A-Z0-9\"'(*]|\s*:)\s*[-:]?\s*"
)


@cache
def _rules() -> tuple[tuple[Section, re.Pattern[str]], ...]:
    """The rules in the order of their table: the first that is found decides, so narrow wordings stand before broad."""
    return tuple((Section(row["section"]), re.compile(row["pattern"])) for row in rows_of("headings"))


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows_of("heading_words"))


def wording(heading: str) -> str:
    """The heading in lower case without marks: what the rules are matched against."""
    return _BLANKS.sub(" ", _CLEAN.sub(" ", heading.lower())).strip(" -'&/,()+")


@lru_cache(maxsize=20_000)
def section_of_wording(words: str) -> Section | None:
    """The section a heading opens, from its `wording`."""
    return next((section for section, pattern in _rules() if pattern.search(words)), None)


@lru_cache(maxsize=20_000)
def _is_plain_heading(words: str) -> bool:
    """Whether nothing but words of headings stand in it; a plain short line is a heading only then."""
    known = _heading_words()
    return all(word in known for word in _WORD_BREAKS.split(words) if word)


def heading_of_line(view: str, line: Line) -> Heading | None:
    """The heading that a whole line is, or null; a list item is one only when it is bold or ends with a colon."""
    start, end = line.start, line.end
    if not 1 < end - start <= MAX_HEADING_CHARS:
        return None
    raw = view[start:end]
    bold = _BOLD_LINE.match(raw) is not None
    colon = raw.rstrip("*_ ").endswith(":")
    marked = bold or colon or line.markdown_level > 0
    if not marked and (line.bullet or raw[-1] in ".,;" or not (raw[0].isupper() or raw[0].isdigit())):
        return None
    words = wording(raw)
    if not 0 < words.count(" ") + 1 <= MAX_HEADING_WORDS or not words:
        return None
    if line.markdown_level:
        return Heading(start, end, _markdown_section(raw, words), line.markdown_level)
    if not marked:
        return _plain_heading(raw, words, start, end)
    section = section_of_wording(words)
    if line.bullet and section is None and not bold:
        return None
    is_field = section in (None, Section.ROLE_SUMMARY, Section.BENEFITS) and _FIELD.match(words) is not None
    return Heading(start, end, section, MARKED_LEVEL, is_field)


def _markdown_section(raw: str, words: str) -> Section | None:
    section = section_of_wording(words)
    if section is None and _ABOUT_NAME.match(raw.strip("*_: ")):
        return Section.ABOUT_COMPANY
    return section


def _plain_heading(raw: str, words: str, start: int, end: int) -> Heading | None:
    if _CAPS.match(raw):
        section = section_of_wording(words)
        return Heading(start, end, section, MARKED_LEVEL) if section is not None else None
    question = _QUESTION.match(words) is not None and _QUESTION_PARTY.search(words) is not None
    if question or _is_plain_heading(words):
        section = section_of_wording(words)
        return Heading(start, end, section, PLAIN_LEVEL) if section is not None else None
    if _ABOUT_NAME.match(raw):
        return Heading(start, end, Section.ABOUT_COMPANY, PLAIN_LEVEL)
    return None


def heading_at_start(view: str, start: int, end: int) -> Heading | None:
    """The heading that opens a sentence ("Requirements: 5+ years", "Qualifications Bachelor's degree"), or null.

    `end` of the result is where the sentence itself goes on.
    """
    colon = view.find(":", start, min(end, start + MAX_LABEL_CHARS))
    if colon >= 0:
        label = _BOLD_LABEL.match(view, start, end) or _LABEL.match(view, start, end)
        if label is not None:
            words = wording(label["inner"])
            section = section_of_wording(words)
            if words and _FIELD.match(words):
                return Heading(start, label.end(), section, PLAIN_LEVEL, is_field=True)
            if section is not None and words and (_is_plain_heading(words) or _CAPS.match(label["inner"])):
                return Heading(start, label.end(), section, PLAIN_LEVEL)
    strong = _STRONG_START.match(view, start, end)
    if strong is not None and strong.end() < end:
        return Heading(start, strong.end(), section_of_wording(wording(strong.group())), PLAIN_LEVEL)
    return None
