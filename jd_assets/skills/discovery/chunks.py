"""Sentences cut into chunks: runs of content words between punctuation and function words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jd_assets.skills.wordlists import BREAKERS, LEADING, TRAILING

_WORD = re.compile(r"[^\W_](?:[\w.+#'&-]*[\w+#])?|[^\w\s]")


class Chunk(NamedTuple):
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
    run: list[tuple[str, re.Match[str]]] = []
    for found in _WORD.finditer(view, start, end):
        word = found[0]
        if word in BREAKERS or not word[0].isalnum():
            if run and (chunk := _trimmed(run)) is not None:
                yield chunk
            run = []
        else:
            run.append((word, found))
    if run and (chunk := _trimmed(run)) is not None:
        yield chunk


def _trimmed(run: list[tuple[str, re.Match[str]]]) -> Chunk | None:
    first, last = 0, len(run)
    while first < last and (run[first][0] in LEADING or run[first][0].rstrip("+").isdigit()):
        first += 1
    while last > first + 1 and run[last - 1][0] in TRAILING:
        last -= 1
    if first >= last:
        return None
    kept = run[first:last]
    return Chunk(kept[0][1].start(), kept[-1][1].end(), tuple([word for word, _ in kept]))


def has_product_case(name: str) -> bool:
    """Capitals inside a word, or letters with digits: "PyCharm", "BGP", "D365"."""
    if name.islower() and name.isalpha():
        return False
    # Most words are seen through by one look at the whole of them.
    odd = [word for word in name.split() if not (word.isalpha() and (len(word) == 1 or word[1:].islower()))]
    return any(
        any(char.isupper() for char in word[1:]) or (any(c.isdigit() for c in word) and any(c.isalpha() for c in word))
        for word in odd
    )
