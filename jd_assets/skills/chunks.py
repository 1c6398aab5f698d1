"""Sentences cut into chunks: runs of content words between punctuation and function words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jd_assets.skills.wordlists import BREAKERS, LEADING, TRAILING

_WORD = re.compile(r"[^\W_](?:[\w.+#'&-]*[\w+#])?|[^\w\s]")
_ALNUM = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of content words, without words of degree before and words like "skills" after it."""

    start: int
    end: int
    words: tuple[str, ...]

    @property
    def phrase(self) -> str:
        """The words joined by blanks."""
        return " ".join(self.words)


def chunks_of(view: str, start: int, end: int) -> Iterator[Chunk]:
    """The chunks of a sentence in order; one that trimming leaves empty is passed over."""
    run: list[tuple[str, int, int]] = []
    for found in _WORD.finditer(view, start, end):
        word = found[0]
        if word in BREAKERS or not _ALNUM.match(word):
            if run:
                yield from _trimmed(run)
            run = []
        else:
            run.append((word, *found.span()))
    if run:
        yield from _trimmed(run)


def _trimmed(run: list[tuple[str, int, int]]) -> Iterator[Chunk]:
    first, last = 0, len(run)
    while first < last and (run[first][0] in LEADING or run[first][0].rstrip("+").isdigit()):
        first += 1
    while last > first + 1 and run[last - 1][0] in TRAILING:
        last -= 1
    if first < last:
        kept = run[first:last]
        yield Chunk(kept[0][1], kept[-1][2], tuple(word for word, _, _ in kept))


def has_product_case(name: str) -> bool:
    """Capitals inside a word, or letters with digits: "PyCharm", "BGP", "D365"."""
    return any(
        any(char.isupper() for char in word[1:]) or (any(c.isdigit() for c in word) and any(c.isalpha() for c in word))
        for word in name.split()
    )
