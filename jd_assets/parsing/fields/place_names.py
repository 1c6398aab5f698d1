"""Names of places as they stand in a text, and lines that hold nothing but a place and "remote"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jd_assets.parsing.structure.cues import Hit
from jd_assets.parsing.structure.document import Document

#: A longer line says more than where one may sit.
MAX_LINE_CHARS = 90

_BESIDE_PLACES = re.compile(
    r"\b(?:fully|100|only|remote(?:ly)?|work|position|role|job|in|within|from|the|and|or|anywhere|based)\b"
)
_MARKS = " \t-*_>#|()[]:,;./%&"
_OF_ANOTHER_WORD = re.compile(r"[ -]to[ -]have")  # Nice


def named(view: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Hits that stand as names: capitalised, abbreviations in capitals, and none inside a longer one."""
    at = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        word = view[hit.start : hit.end]
        if hit.start < at or not word[0].isupper() or (len(word) <= 3 and not word.isupper()):
            continue
        if _OF_ANOTHER_WORD.match(view, hit.end):
            continue
        at = hit.end
        yield hit


def remote_lines(document: Document) -> Iterator[tuple[int, int]]:
    """The offsets of lines such as "Remote - India" and "Bengaluru (Remote)", wherever they stand."""
    hits = document.hits("place_name")
    starts = [hit.start for hit in hits]
    end = -1
    for word in document.hits("place"):
        if word.start < end or not document.view[word.start : word.end].lower().startswith("remote"):
            continue  # each line is looked at once, however many such words stand in it
        start, end = document.line_around(word.start, word.end)
        if end - start > MAX_LINE_CHARS:
            continue
        names = list(named(document.view, hits[bisect_left(starts, start) : bisect_left(starts, end)]))
        if names and not _beside(document.view, start, end, names).strip(_MARKS):
            yield start, end


def _beside(view: str, start: int, end: int, names: Sequence[Hit]) -> str:
    """What a line says besides names of places and words of remote work."""
    edges = [start, *(edge for name in names for edge in (name.start, name.end)), end]
    between = "".join(view[left:right] for left, right in zip(edges[::2], edges[1::2], strict=True))
    return _BESIDE_PLACES.sub("", between.lower())
