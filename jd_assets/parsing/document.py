"""A posting's text as headings and sentences with sections: what all field readers work on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from jd_assets.contracts.base import Section
from jd_assets.parsing.headings import Heading, heading_at_start, heading_of_line
from jd_assets.parsing.sections import SectionCursor
from jd_assets.parsing.spans import Line, lines_of, sentences_of
from jd_assets.parsing.view import matching_view


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or list item; `heading` is the heading it stands under."""

    start: int
    end: int
    section: Section
    bullet: bool
    heading: Heading | None


@dataclass(frozen=True)
class Document:
    """A text, its matching view, its headings and its sentences in order."""

    text: str
    view: str
    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def lower(self) -> str:
        """The view in lower case, of the same length."""
        return self.view.lower()

    def words_of(self, part: Sentence | Heading) -> str:
        """The matching view of a sentence or heading."""
        return self.view[part.start : part.end]

    def in_sections(self, *sections: Section) -> Iterator[Sentence]:
        """The sentences of some sections, in order."""
        return (sentence for sentence in self.sentences if sentence.section in sections)


def document_of(text: str) -> Document:
    """Read a text into headings and sentences, each sentence with its section."""
    view = matching_view(text)
    headings: list[Heading] = []
    sentences: list[Sentence] = []
    cursor = SectionCursor()
    for line in lines_of(view):
        heading = heading_of_line(view, line.start, line.end, line.markdown_level, line.bullet)
        if heading is not None:
            headings.append(heading)
            cursor.enter(heading)
        else:
            _read_line(view, line, cursor, headings, sentences)
    return Document(text, view, tuple(headings), tuple(sentences))


def _read_line(
    view: str, line: Line, cursor: SectionCursor, headings: list[Heading], sentences: list[Sentence]
) -> None:
    first = True
    for start, end, after_glyph in sentences_of(view, line.start, line.end):
        bullet = after_glyph or (first and line.bullet)
        first = False
        begin = start
        heading = heading_at_start(view, begin, end)
        while heading is not None and not (heading.is_field or (bullet and heading.section is None)):
            headings.append(heading)
            cursor.enter(heading)
            begin = heading.end
            heading = heading_at_start(view, begin, end) if begin < end else None
        if begin < end:
            section = cursor.section_of(view[begin:end], bullet, heading)
            sentences.append(Sentence(begin, end, section, bullet, cursor.heading))
