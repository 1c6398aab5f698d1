"""Headings of a posting in their many wordings, and the section that each opens."""

import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from jd_assets.contracts.base import Section
from jd_assets.parsing.structure.spans import Line, stripped
from jd_assets.text.tables import rows_of

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
    opens_form: bool = False  # below it the fields and questions of an application form stand


_CLEAN = re.compile(r"[^a-z0-9'&/(),+ -]+")
_BLANKS = re.compile(r"\s+")
_WORD_BREAKS = re.compile(r"[ /&,()]+")
_CAPS = re.compile(r"[^a-z]*[A-Z]{3}[^a-z]*$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?!\s)[^*_]{2,90}\1\s*:?$")
_BOLD_LABEL = re.compile(r"(\*\*|__)(?P<inner>[^*_:\n]{2,60}):?\1\s*:?[ ]*")
_LABEL = re.compile(r"(?P<inner>[A-Z\"'][^:\n.!?;]{1,59}):(?!//|\d\d)\s*")
# Such openings make a line a heading where words of no heading stand in it too: "What you'll own at Acme".
_QUESTION = re.compile(
    r"(?:what|who|why|how|where|in this|as (?:a|an|our)|more about|in your|about (?:the|this|our|your)) ?\b"
)
_QUESTION_PARTY = re.compile(r"\b(?:you|your|we|us|our|role|job|position|team|company)\b")
_ABOUT_NAME = re.compile(
    r"(?:About|Why|Join|Meet|Life at|Working at|Who is|What is|Welcome to) [A-Z0-9][\w.&'-]*"
    r"(?: (?:[A-Z0-9&][\w.&'-]*|of|and|the)){0,4}[?!:]?$"
)
# "Requirements Analyst" is no heading with text behind it.
_GOES_ON = re.compile(
    r"(?=\s*[-:?]?\s*[A-Z0-9\"'(*\[]|\s*[:?]\s)(?!\s*(?:Analy|Engineer|Manage|Gather|Document))\s*[-:?]?\s*"
)
_FORM = re.compile(
    r"^(?:apply (?:for|to) this (?:job|position|role)|application (?:form|questions)|(?:pre-?)?screening questions"
    r"|submit your application|job application)$"
)
LONG_LINE = 250  # of running text in which headings may have lost their line ends
MIN_WIDE_BLANKS = 3  # as many double blanks in a line stand for lost line ends
_WIDE_BLANK = re.compile(r"(?<=[\w.;:)])[ ]{2,}(?=[A-Z])")


@cache
def _rules() -> tuple[tuple[Section, re.Pattern[str]], ...]:
    """In the order of their table: the first that is found decides, so narrow wordings stand before broad ones."""
    return tuple((Section(row["section"]), re.compile(row["pattern"])) for row in rows_of("headings"))


# "... the initiative.ESSENTIAL FUNCTIONS: ...".
_GLUED = re.compile(r"(?:[a-z)][.;!?]|[a-z]{3})(?=[A-Z])")


@cache
def _words_for(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows_of("heading_words") if row["use"] == use)


@cache
def _written_as_heading() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Headings in the midst of a line, told by their capitals: "... to eat; Job Requirements Diploma in ...".

    The first expression asks for a blank before it, the second for nothing.
    """
    before = (
        "Key|Major|Main|Core|Primary|Principal|Essential|Job|Position|Role|Required|Preferred|Desired|Minimum"
        "|Basic|Educational"
    )
    phrases = sorted((row["phrase"] for row in rows_of("inline_headings")), key=len, reverse=True)
    written = [form for phrase in phrases for form in (_in_capitals(phrase), phrase.upper())]
    many = "|".join(re.escape(form) for form in dict.fromkeys(written) if " " in form)
    one = "|".join(re.escape(form) for form in dict.fromkeys(written) if " " not in form)
    written_so = (
        rf"(?:(?:(?:{before}|{before.upper()}) )*(?:{many})|(?:(?:{before}|{before.upper()}) )+(?:{one})"
        rf"|(?:{one})(?=\s?:))(?=\s*:|\s+[A-Z0-9(\[])"
    )
    return re.compile(rf"(?<=[\w.;:,)\]] ){written_so}"), re.compile(written_so)


def _headings_within(view: str, start: int, end: int) -> set[int]:
    """Where headings begin in a line; the blank before one may be lost with its line break."""
    spaced, alone = _written_as_heading()
    found = [heading.span() for heading in spaced.finditer(view, start, end)]
    for seam in _GLUED.finditer(view, start, end):
        heading = alone.match(view, seam.end(), end)
        if heading is not None:
            found.append(heading.span())
    begun: set[int] = set()
    stop = start
    for first, past in sorted(found):  # the second half of "KEY FUNCTIONS" is no heading of its own
        if first >= stop:
            begun.add(first)
            stop = past
    return begun


def _in_capitals(phrase: str) -> str:
    small = {"and", "of", "to", "the", "for", "in"}
    return " ".join(word if word in small else word[:1].upper() + word[1:] for word in phrase.split())


def parts_of_line(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """A long line parted where a heading stands inside it, or where double blanks stand for lost line ends."""
    if end - start < LONG_LINE:
        return [(start, end)]
    cuts = _headings_within(view, start, end)
    wide = [found.end() for found in _WIDE_BLANK.finditer(view, start, end)]
    cuts |= set(wide) if len(wide) >= MIN_WIDE_BLANKS else set()
    edges = [start, *sorted(cut for cut in cuts if start < cut < end), end]
    return [stripped(view, left, right) for left, right in itertools.pairwise(edges)]


@cache
def _inline() -> re.Pattern[str]:
    """Headings so common that they are known inside running text, without a colon behind them."""
    phrases = sorted((row["phrase"] for row in rows_of("inline_headings")), key=len, reverse=True)
    adjectives = (
        "key|main|core|primary|principal|essential|major|job|position|your|minimum|basic|required|preferred|desired|the"
    )
    return re.compile(rf"(?:(?:{adjectives}) ){{0,2}}(?:{'|'.join(map(re.escape, phrases))})", re.IGNORECASE)


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
    known = _words_for("heading")
    return all(word in known for word in _WORD_BREAKS.split(words) if word)


@lru_cache(maxsize=20_000)
def _is_field(words: str) -> bool:
    """Whether it labels a fact of the posting ("employment type"), not a section."""
    *before, last = words.split(" ")
    return last in _words_for("field_name") and all(word in _words_for("field") for word in before)


def heading_of_line(view: str, line: Line) -> Heading | None:
    """The heading that a whole line is, or null; a list item is one only when it is bold or ends with a colon."""
    start, end = line.start, line.end
    raw = view[start:end] if 1 < end - start <= MAX_HEADING_CHARS else ""
    words = wording(raw) if _could_be_heading(raw, line) else ""
    if not words or words.count(" ") >= MAX_HEADING_WORDS:
        return None
    if line.markdown_level:
        return Heading(start, end, section_of_wording(words) or _about_name(raw), line.markdown_level)
    if _FORM.match(words):
        return Heading(start, end, Section.HOW_TO_APPLY, MARKED_LEVEL, opens_form=True)
    if not _is_marked(raw, line):
        return _unmarked(raw, words, start, end)
    section = section_of_wording(words)
    if line.bullet and section is None and raw[-1] == ":":
        return None
    return Heading(start, end, section, MARKED_LEVEL, _describes_posting(words, section))


def _is_marked(raw: str, line: Line) -> bool:
    return line.markdown_level > 0 or raw.rstrip("*_ ").endswith(":") or _BOLD_LINE.match(raw) is not None


def _could_be_heading(raw: str, line: Line) -> bool:
    if not raw or _is_marked(raw, line):
        return bool(raw)
    return (not line.bullet or line.symbol) and raw[-1] not in ".,;" and (raw[0].isupper() or raw[0].isdigit())


def _describes_posting(words: str, section: Section | None) -> bool:
    return section in (None, Section.ROLE_SUMMARY, Section.BENEFITS) and _is_field(words)


def _about_name(raw: str) -> Section | None:
    return Section.ABOUT_COMPANY if _ABOUT_NAME.match(raw.strip("*_: ")) else None


def _unmarked(raw: str, words: str, start: int, end: int) -> Heading | None:
    if _CAPS.match(raw):
        section = section_of_wording(words)
        return Heading(start, end, section, MARKED_LEVEL) if section is not None else None
    question = _QUESTION.match(words) is not None and _QUESTION_PARTY.search(words) is not None
    section = section_of_wording(words) if question or _is_plain_heading(words) else _about_name(raw)
    return Heading(start, end, section, PLAIN_LEVEL) if section is not None else None


def heading_at_start(view: str, start: int, end: int) -> Heading | None:
    """The heading that opens a sentence ("Requirements: 5+ years", "Qualifications Bachelor's degree"), or null.

    `end` of the result is where the sentence itself goes on.
    """
    if view.find(":", start, min(end, start + MAX_LABEL_CHARS)) >= 0:
        label = _BOLD_LABEL.match(view, start, end) or _LABEL.match(view, start, end)
        labelled = _labelled(label) if label is not None else None
        if labelled is not None:
            return labelled
    if not view[start].isupper():
        return None
    inline = _inline().match(view, start, end)
    goes_on = _GOES_ON.match(view, inline.end(), end) if inline is not None else None
    if inline is None or goes_on is None or goes_on.end() >= end:
        return None
    return Heading(start, goes_on.end(), section_of_wording(wording(inline.group())), PLAIN_LEVEL)


def _labelled(label: re.Match[str]) -> Heading | None:
    words = wording(label["inner"])
    if not words:
        return None
    section = section_of_wording(words)
    if _is_field(words):
        return Heading(label.start(), label.end(), section, PLAIN_LEVEL, is_field=True)
    if section is not None and (_is_plain_heading(words) or _CAPS.match(label["inner"])):
        return Heading(label.start(), label.end(), section, PLAIN_LEVEL)
    return None
