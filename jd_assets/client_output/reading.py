"""A posting's text with its sentences, as the parts of the client output read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.nano_parse import NanoParse, Span
from jd_assets.contracts.posting import Posting
from jd_assets.text.normalise import matching_view


@dataclass(frozen=True)
class PostingText:
    """The text, and its sentences in order."""

    text: str
    spans: Sequence[Span]

    @classmethod
    def of(cls, posting: Posting, parsed: NanoParse) -> "PostingText":
        """The text of a posting with the sentences that the parser found."""
        return cls(posting.text, parsed.spans)

    @cached_property
    def lower(self) -> str:
        """The text in lower case with plain quotes, dashes and blanks; its offsets are those of the text."""
        return matching_view(self.text).lower()

    @cached_property
    def by_words(self) -> dict[str, Span]:
        """Sentences by their words, for signals that quote one without offsets; the first of equal ones."""
        return {" ".join(self.text[span.start : span.end].split()): span for span in reversed(self.spans)}

    def sentences(self, section: Section) -> list[Span]:
        """The sentences of one section."""
        return [span for span in self.spans if span.section is section]

    def evidence(self, start: int, end: int, section: Section | None) -> Evidence:
        """A place of the text."""
        return Evidence.of(self.text, start, end, section)
