"""Where in a posting an offset lies: its sentence, its line, its section."""

from bisect import bisect_right
from collections.abc import Sequence

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span

_LINE_MARKS = " \t-–—•·●▪◦‣*►✓✔>#|\u00a0"


class Layout:
    """The sentences of one posting, searched by offset; titles and headings are in none of them."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._last: Span | None = None
        self._last_line = (0, -1)

    def span_at(self, offset: int) -> Span | None:
        """The sentence that holds the offset, None in a title or heading."""
        last = self._last
        if last is not None and last.start <= offset < last.end:
            return last
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self._spans[place].end:
            return None
        self._last = self._spans[place]
        return self._last

    def section_below(self, offset: int) -> Section | None:
        """The section of the first sentence after an offset that lies in a heading; None at the text's end."""
        place = bisect_right(self._starts, offset)
        return self._spans[place].section if place < len(self._spans) else None

    def sentence(self, offset: int) -> tuple[int, int]:
        """Bounds of the sentence around an offset, of the line in a title or heading."""
        span = self.span_at(offset)
        return (span.start, span.end) if span else self.line(offset)

    def line(self, offset: int) -> tuple[int, int]:
        """Bounds of the line around an offset."""
        start, end = self._last_line
        if not start <= offset <= end:
            stop = self._text.find("\n", offset)
            self._last_line = (self._text.rfind("\n", 0, offset) + 1, len(self._text) if stop < 0 else stop)
        return self._last_line

    def opens(self, offset: int) -> bool:
        """Whether the sentence or the line begins at this offset, apart from list marks."""
        at = offset
        while at > 0 and self._text[at - 1] in _LINE_MARKS:
            at -= 1
        return at <= self.line(offset)[0] or at <= self.sentence(offset)[0]
