"""A posting's text as headings and sentences with sections: what all field readers work on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from jd_assets.contracts.base import Section
from jd_assets.parsing.structure.cues import Hit, Scan, cue_book
from jd_assets.parsing.structure.headings import Heading, heading_at_start, heading_of_line, parts_of_line
from jd_assets.parsing.structure.sections import LISTS, SectionCursor
from jd_assets.parsing.structure.sentences import sentences_of
from jd_assets.parsing.structure.spans import Line, lines_of
from jd_assets.text.normalise import matching_view
from jd_assets.text.words import ACTION_FORMS

# "The Business Analyst will gather requirements", "This nurse assists ...": what the holder of the role does.
_SAYS_WHO = re.compile(r"(?:The|This|Our|As (?:an?|our|the)|Any|Your?)\s")
_ROLE_ACTS = re.compile(
    r"(?: (?:[A-Z][\w-]+|de|of)){0,3}?(?: position| role)? (?:will (?!have\b|be (?:an?|the|based|located|able"
    r"|part|paid)\b|need|possess|report|bring"
    r"|receive|join)|is (?:responsible|accountable|expected to|in charge)"
    r"|(?:ensures|assists|supports|leads|manages|performs|provides|develops|oversees|coordinates|designs|maintains|plans|prepares|works|serves|helps|drives|delivers|builds"
    r"|analyzes|analyses|monitors|creates|implements|conducts|directs|supervises|operates|handles)\b)"
)
# "Acme seeks an engineer to design pipelines", "looking for somebody who will own the roadmap".
_SOUGHT_TO = re.compile(
    r"\b(?:seeks?|(?:is|are|'re) (?:\w+ )?(?:seeking|looking for|searching for|hiring|recruiting)|in need of"
    r"|looking for)"
    r" (?!to\b)\w+[^.;:!?]{0,140}? (?:to|who (?:will|can|would))(?: \w+ly)? (?P<verb>[a-z]+)\b"
)
_NO_DUTIES = frozenset("join work help be become grow add fill take make have get use learn apply contact see".split())
# "The Core Engineering team designs and implements ...": one does what one's team does.
_TEAM_ACTS = re.compile(
    r"(?:The|This|Our) (?:[\w&/-]+ ){1,4}teams? (?:(?:also|will|primarily) )?(?:(?:is|are) responsible for"
    r"|performs?|manages?"
    r"|designs?|develops?|builds?|maintains?|operates?|supports?|handles?|oversees?|delivers?|runs?|creates?|analy[sz]es?"
    r"|investigates?|conducts?|coordinates?|implements?|monitors?)\b"
)
_LINE_END = re.compile(r"\n")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*$")
_GAP = 12
# How far a cue may reach beyond its sentence, which ends before its last bracket.
_BRACKET = 2
# "Bonus: Kafka" among the items of a list is of that item alone; "Preferred qualifications: ..." opens its own list.
_LABEL_OF_ITEM = re.compile(
    r"(?![^:\n]*\b(?:qualifications?|skills?|requirements?|experiences?|knowledge|responsibilities|duties)\b)[^:\n]+:",
    re.IGNORECASE,
)
_PART_FOLLOWS = re.compile(r", (?:ideally|preferably)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
# In "(preferred)" and "(but highly desirable)" nothing is named that could be what is preferred.
_NOTHING_NAMED = frozenset(
    "a an the but and or not is are be would strongly highly very most big huge also required".split()
)


#: Documents that are kept after they were read, and how long their texts may be: some ten kilobytes each.
KEPT, LONGEST_KEPT = 64, 20_000


class Sentence(NamedTuple):
    """A sentence or list item; `heading` is the heading it stands under, `cues` are kinds of cues found in it."""

    start: int
    end: int
    section: Section
    bullet: bool
    heading: Heading | None
    cues: frozenset[str]


@dataclass(frozen=True)
class Document:
    """A text, its matching view, its headings, its sentences in order, and the cues found in it."""

    text: str
    view: str
    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]
    scan: Scan

    def hits(self, kind: str) -> list[Hit]:
        """The cues of one kind, in order of the text."""
        return self.scan.by_kind.get(kind, [])

    def words_of(self, part: Sentence | Heading) -> str:
        """The matching view of a sentence or heading."""
        return self.view[part.start : part.end]

    def with_cue(self, kind: str, *sections: Section) -> Iterator[Sentence]:
        """The sentences that hold a cue of a kind, of some sections or of all."""
        return (s for s in self.sentences if kind in s.cues and (not sections or s.section in sections))

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in _LINE_END.finditer(self.view)))

    def at_line_starts(self, label: re.Pattern[str], stop: int | None = None) -> Iterator[re.Match[str]]:
        """Where an expression matches at the start of a line, before `stop` if given, none overlapping another.

        Searching for "^..." tries every character of the text and takes ten times as long.
        """
        free, stop = 0, len(self.view) if stop is None else stop
        for start in self._line_starts:
            if start >= stop:
                return
            found = label.match(self.view, start, stop) if start >= free else None
            if found is not None:
                free = found.end()
                yield found

    def line_around(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of the line, or lines, that a range stands in."""
        stop = self.view.find("\n", end)
        return self.view.rfind("\n", 0, start) + 1, len(self.view) if stop < 0 else stop


def document_of(text: str) -> Document:
    """Read a text into headings and sentences, each sentence with its section.

    What was read last is kept: a posting with a feed's facts beside it is read once more to hold them against it.
    """
    return _kept(text) if len(text) <= LONGEST_KEPT else _read(text)


@lru_cache(maxsize=KEPT)
def _kept(text: str) -> Document:
    return _read(text)


def _read(text: str) -> Document:
    view = matching_view(text)
    reader = _Reader(view, cue_book().scan(view))
    for line in lines_of(view):
        reader.read(line)
    return Document(text, view, tuple(reader.headings), tuple(reader.sentences), reader.scan)


class _Reader:
    """Collects headings and sentences line by line."""

    def __init__(self, view: str, scan: Scan) -> None:
        self.headings: list[Heading] = []
        self.sentences: list[Sentence] = []
        self.scan = scan
        self._view = view
        self._cursor = self._main = SectionCursor()
        self._columns: list[tuple[int, SectionCursor]] = []  # those whose head names a section, from left to right
        self._starts = [hit.start for hit in scan.hits]

    def read(self, line: Line) -> None:
        heading = heading_of_line(self._view, line)
        names_column = line.is_head and heading is not None and self._is_of_list(heading)
        self._cursor = self._cursor_of(line, names_column)
        if heading is not None and (names_column or (not line.column and not line.is_head)):
            self._enter(heading)
            return
        first = True
        for left, right in parts_of_line(self._view, line.start, line.end):
            for start, end, after_glyph in sentences_of(self._view, left, right):
                part = Line(start, end, after_glyph or (first and line.bullet))
                heading = heading_at_start(self._view, start, end)
                if heading is None and (start, end) != (line.start, line.end):  # the whole line was seen to be none
                    heading = heading_of_line(self._view, part)
                self._sentence(part, heading)
                first = False

    def _is_of_list(self, head: Heading) -> bool:
        """Whether the head of a column says what its cells list; "Skill" says nothing new below "Nice to have"."""
        above = self._main.heading.section if self._main.heading is not None else None
        return head.section in LISTS and (above, head.section) != (Section.PREFERRED, Section.REQUIRED)

    def _cursor_of(self, line: Line, names_column: bool) -> SectionCursor:
        """The sections of the text; in a table those below the head of the column, or of the nearest one to its left.

        In the rows of such a table only the first cell may be a heading: "Nice to have" in another one says something
        of its own row.
        """
        if line.column is None:
            return self._main
        if line.is_head and line.column == 0:
            self._columns = []
        if names_column:
            self._columns.append((line.column, SectionCursor()))
        place = bisect_right(self._columns, line.column, key=itemgetter(0))
        return self._columns[place - 1][1] if place else self._main

    def _sentence(self, part: Line, heading: Heading | None) -> None:
        start, end, bullet = part.start, part.end, part.bullet
        while heading is not None and not heading.is_field:
            label = _LABEL_OF_ITEM.match(self._view, heading.start, heading.end)
            self._enter(heading, of_item=bullet and heading.end < end and label is not None)
            start = heading.end
            heading = heading_at_start(self._view, start, end) if start < end else None
        if start >= end:
            return
        cues = self._cues(start, end)
        opens = _BLANK_LINE.search(self._view, max(0, start - _GAP), start) is not None
        section = self._cursor.section_of(self._view[start:end], cues, bullet, heading, opens)
        self.sentences.append(Sentence(start, end, section, bullet, self._cursor.heading, cues))

    def _enter(self, heading: Heading, of_item: bool = False) -> None:
        self.headings.append(heading)
        self._cursor.enter(heading, of_item)

    def _cues(self, start: int, end: int) -> frozenset[str]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        cues = frozenset(
            hit.kind
            for hit in self.scan.hits[first:last]
            # "experience Preferred Qualifications:" is no wish: the heading behind the sentence has a part in it.
            if hit.kind != "preferred" or (hit.end <= end + _BRACKET and not self._aside(start, hit.start))
        )
        if "duty" not in cues and self._tells_duty(start, end):
            return cues | {"duty"}
        if "title_head" in cues and "duty" not in cues and _SAYS_WHO.match(self._view, start):
            for hit in self.scan.hits[first:last]:
                if hit.kind == "title_head" and _ROLE_ACTS.match(self._view, hit.end):
                    return cues | {"duty"}
        return cues

    def _tells_duty(self, start: int, end: int) -> bool:
        """Whether it says what somebody is looked for to do, or what the team that one joins does."""
        if _TEAM_ACTS.match(self._view, start, end) is not None:
            return True
        sought = _SOUGHT_TO.search(self._view, start, end)
        return sought is not None and sought["verb"] in ACTION_FORMS and sought["verb"] not in _NO_DUTIES

    def _aside(self, start: int, cue: int) -> bool:
        """Whether a cue is about a part of the sentence: "(Azure preferred)", "level design, ideally of shooters"."""
        if _PART_FOLLOWS.match(self._view, max(start, cue - 2)):
            return True
        opened = self._view.rfind("(", start, cue)
        if opened < 0 or self._view.find(")", opened, cue) >= 0:
            return False
        return any(word not in _NOTHING_NAMED for word in _WORD.findall(self._view[opened:cue].lower()))
