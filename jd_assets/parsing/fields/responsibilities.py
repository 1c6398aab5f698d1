"""The blocks of responsibilities, cut out of the text and counted there."""

from collections.abc import Iterator
from itertools import groupby

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import ResponsibilityBlock, SourceMarker
from jd_assets.parsing.structure.document import Document, Sentence
from jd_assets.parsing.structure.headings import Heading
from jd_assets.parsing.structure.section_cues import opens_with_action

MARKER_WORDS = 5
#: A longer piece of a list is no label of others.
LONGEST_LABEL = 45
_SMALL_WORDS = frozenset("and or of the for in to with".split())


def responsibility_blocks(document: Document) -> list[ResponsibilityBlock]:
    """Each run of sentences on responsibilities under one heading, in order of the text."""
    return [
        block_at(document.text, run[0].start, run[-1].end, _bullets(run), _heading_text(document, run[0].heading))
        for run in _runs(document)
    ]


def _runs(document: Document) -> Iterator[list[Sentence]]:
    seen: set[str] = set()
    keyed = groupby(document.sentences, key=lambda sentence: (sentence.section, sentence.heading))
    for (section, _), group in keyed:
        if section is not Section.RESPONSIBILITIES:
            continue
        yield from _without_labels(document, list(group), seen)


def _without_labels(document: Document, listed: list[Sentence], seen: set[str]) -> Iterator[list[Sentence]]:
    """The duties of a list, parted where a label stands between them that lost its line: "Outage Management"."""
    for is_label, group in groupby(listed, key=lambda sentence: _is_label(document.words_of(sentence), sentence)):
        if is_label:
            continue
        run = list(group)
        words = [document.words_of(sentence) for sentence in run]
        while run and words[-1] in seen.union(words[:-1]):  # a scraper that took the list twice
            run.pop()
            words.pop()
        seen.update(words)
        if run:
            yield run


def _is_label(words: str, sentence: Sentence) -> bool:
    """Whether it is a few words in capitals, without a verb before them or a stop behind."""
    if sentence.bullet or len(words) > LONGEST_LABEL or words[-1] in ".!?;:,":
        return False
    parts = [word for word in words.split() if word[0].isalpha()]
    named = [word for word in parts if word[0].isupper() or word.lower() in _SMALL_WORDS]
    return bool(parts) and len(named) == len(parts) and not opens_with_action(words.title())


def block_at(text: str, start: int, end: int, bullet_count: int, heading: str | None) -> ResponsibilityBlock:
    """The block between two offsets, with its words counted in the text itself."""
    words = counted_words(text[start:end])
    return ResponsibilityBlock(
        bullet_count=bullet_count,
        heading=heading,
        heading_was_present=heading is not None,
        source_marker=SourceMarker(
            first_5_words=" ".join(words[:MARKER_WORDS]), last_5_words=" ".join(words[-MARKER_WORDS:])
        ),
        text=text[start:end],
        word_count=len(words),
        start=start,
        end=end,
    )


def counted_words(text: str) -> list[str]:
    """The words of a text: what blanks part and holds a letter or digit, so list marks do not count."""
    return [word for word in text.split() if word[0].isalnum() or any(char.isalnum() for char in word)]


def _bullets(run: list[Sentence]) -> int:
    return sum(sentence.bullet for sentence in run)


def _heading_text(document: Document, heading: Heading | None) -> str | None:
    if heading is None or heading.section is not Section.RESPONSIBILITIES:
        return None
    return document.text[heading.start : heading.end].strip("#*_: \t\r\n-")
