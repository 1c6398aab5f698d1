"""A posting's text cut into sections, sentences and marked places, losing no character."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import FinalSkill


class _Range(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


R = TypeVar("R", bound=_Range)


@dataclass(frozen=True)
class Mark:
    """A place that bears out one skill, or several whose evidence overlaps.

    Attributes:
        start: First character.
        end: One past the last.
        skills: Positions in the list of skills.
        kind: The strongest thing that the place says of one of them.
        title: Their names.
    """

    start: int
    end: int
    skills: tuple[int, ...]
    kind: Literal["required", "wanted", "negated"]
    title: str

    @property
    def anchor(self) -> str:
        """Id of the place on the page."""
        return f"at-{self.start}"


@dataclass(frozen=True)
class Piece:
    """Text that is wholly inside one mark or outside all; the first piece of a mark carries its anchor."""

    text: str
    mark: Mark | None
    anchor: str | None


@dataclass(frozen=True)
class MarkedSentence:
    """Text of one sentence that the page refers to (`anchor` is set), or text between such sentences.

    `cited` marks one that a signal quotes; the others are only places to go to.
    """

    anchor: str | None
    cited: bool
    pieces: list[Piece]


@dataclass(frozen=True)
class Block:
    """Text of one section with the heading before it; `lead` is the white space that it starts with."""

    section: Section | None
    lead: str
    sentences: list[MarkedSentence]


@dataclass(frozen=True)
class _Part:
    start: int
    end: int
    section: Section | None


def skill_marks(skills: Sequence[FinalSkill]) -> list[Mark]:
    """The places of all evidence in order of the text, overlapping ones merged into one mark."""
    places = sorted(
        (evidence.start, evidence.end, number)
        for number, skill in enumerate(skills)
        for evidence in skill.evidence
        if evidence.start < evidence.end
    )
    merged: list[tuple[int, int, tuple[int, ...]]] = []
    for start, end, number in places:
        if merged and start < merged[-1][1]:
            first, last, numbers = merged.pop()
            merged.append((first, max(last, end), tuple(dict.fromkeys((*numbers, number)))))
        else:
            merged.append((start, end, (number,)))
    return [_mark(start, end, numbers, skills) for start, end, numbers in merged]


def sentence_anchors(text: str, spans: Iterable[Span]) -> dict[str, str]:
    """Page ids of a posting's sentences by their words, for signals that quote a sentence without its offsets."""
    return {words_of(text[span.start : span.end]): said_at(span) for span in reversed(list(spans))}


def said_at(span: Span) -> str:
    """Page id of a sentence."""
    return f"said-{span.start}"


def words_of(sentence: str) -> str:
    """A sentence on one line with single blanks, as the signals quote it."""
    return " ".join(sentence.split())


def jd_blocks(
    text: str,
    spans: Sequence[Span],
    marks: Sequence[Mark],
    anchors: Mapping[str, str],
    linked: Collection[int] = (),
) -> list[Block]:
    """The whole text as nested pieces to render; joined again they are the text, character for character.

    Args:
        text: The posting's text.
        spans: Its sentences with their sections, in order.
        marks: Places to mark, in order and disjoint.
        anchors: Page ids of the sentences that signals quote, by their words.
        linked: Starts of the other sentences that the page links to.
    """
    parts = _parts(spans)
    cited = {span.start for span in spans if words_of(text[span.start : span.end]) in anchors}
    referred = [span for span in spans if span.start in cited or span.start in linked]
    blocks = []
    for start, end, part in _cover(0, len(text), parts):
        first = end - len(text[start:end].lstrip())
        sentences = [
            MarkedSentence(
                said_at(span) if span else None,
                span is not None and span.start in cited,
                [_piece(text, *place) for place in _cover(sentence_start, sentence_end, marks)],
            )
            for sentence_start, sentence_end, span in _cover(first, end, referred)
        ]
        blocks.append(Block(part.section if part else None, text[start:first], sentences))
    return blocks


def _mark(start: int, end: int, numbers: tuple[int, ...], skills: Sequence[FinalSkill]) -> Mark:
    named = [skills[number] for number in numbers]
    kind: Literal["required", "wanted", "negated"] = "wanted"
    if any(skill.is_primary for skill in named):
        kind = "required"
    elif all(skill.negated for skill in named):
        kind = "negated"
    return Mark(start, end, numbers, kind, ", ".join(skill.skill_name for skill in named))


def _piece(text: str, start: int, end: int, mark: Mark | None) -> Piece:
    return Piece(text[start:end], mark, mark.anchor if mark and mark.start == start else None)


def _parts(spans: Iterable[Span]) -> list[_Part]:
    """Runs of sentences of one section, each with the gap before it, which holds its heading."""
    parts: list[_Part] = []
    for span in spans:
        start = parts[-1].end if parts else 0
        if parts and parts[-1].section == span.section:
            start = parts.pop().start
        parts.append(_Part(start, span.end, span.section))
    return parts


def _cover(start: int, end: int, ranges: Sequence[R]) -> Iterator[tuple[int, int, R | None]]:
    """Cut start..end at the edges of ordered ranges; what lies in none of them comes with None."""
    position = start
    # Only the ranges that lie there: all of them for each sentence took minutes for a posting of 10,000 bullets.
    for number in range(bisect_right(ranges, start, key=lambda candidate: candidate.end), len(ranges)):
        candidate = ranges[number]
        if candidate.start >= end:
            break
        first, last = max(candidate.start, position), min(candidate.end, end)
        if first < last:
            if position < first:
                yield position, first, None
            yield first, last, candidate
            position = last
    if position < end:
        yield position, end, None
