"""Tokens of a posting with their offsets, cut so that C++, C#, .NET and Node.js stay whole."""

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from itertools import accumulate

from jd_assets.text.normalise import matching_view

_SOFT_HYPHEN = "\u00ad"
# A word may start with one dot (".net", ".js" of "Node.js") and end in + or #. A hyphen between two word
# characters separates words as a blank does, so that "multi-threaded" and "multi threaded" are the same.
_MARKS = r"[^\w\s-]|-(?!(?<=\w-)(?=\w))"
_TOKEN = re.compile(rf"(\w+[+#]*|\.\w+[+#]*|{_MARKS})")  # two thirds of the time of the one that knows soft hyphens
_TOKEN_HYPHENED = re.compile(rf"(\.?\w+(?:{_SOFT_HYPHEN}\w+)*[+#]*|{_MARKS})")
# Shorter words are never freed of a dot or plus: the D of "Ph.D" and the C of "D.C" are no languages.
_SHORTEST_STRIPPED = 3


def lower_view(text: str) -> str:
    """The text in lower case with plain quotes, dashes and blanks, one character for one character."""
    if text.isascii():
        return text.lower()
    view = matching_view(text).lower()
    if _SOFT_HYPHEN in text:
        view = "".join(_SOFT_HYPHEN if char == _SOFT_HYPHEN else seen for char, seen in zip(text, view, strict=True))
    return view


class Tokens:
    """The tokens of a `lower_view`: `words` in order, with the offsets that each was found at.

    A word that is not in `known` and would be there without its leading dot or trailing plus signs
    ("skills.Java", "AWS+") is cut accordingly; offsets always cover the word as it is kept. `cuts` are offsets at
    which words that lost the blank between them are parted.
    """

    __slots__ = ("_ends", "_starts", "cuts", "words")

    def __init__(self, view: str, known: Container[str] = (), cuts: Sequence[int] = ()) -> None:
        token = _TOKEN_HYPHENED if _SOFT_HYPHEN in view else _TOKEN
        pieces = token.split(view)  # gap, token, gap ...: a third of the time that a match object a token takes
        edges = list(accumulate(map(len, pieces)))
        self.words, self._starts, self._ends = pieces[1::2], edges[:-1:2], edges[1::2]
        self.cuts = cuts
        for cut in reversed(cuts):
            self._cut(cut, view)
        odd = {word for word in set(self.words) if len(word) > 1 and not word.isalnum() and word not in known}
        for index in [index for index, word in enumerate(self.words) if word in odd] if odd else ():
            self.words[index] = self._mended(index, self.words[index], known)

    def start(self, index: int) -> int:
        """Offset of a token's first character."""
        return self._starts[index]

    def end(self, index: int) -> int:
        """Offset past a token's last character."""
        return self._ends[index]

    def _cut(self, offset: int, view: str) -> None:
        index = bisect_right(self._starts, offset) - 1
        start, end = self._starts[index], self._ends[index]
        if start < offset < end:
            self.words[index : index + 1] = [view[start:offset], view[offset:end]]
            self._starts.insert(index + 1, offset)
            self._ends.insert(index, offset)

    def _mended(self, index: int, word: str, known: Container[str]) -> str:
        if _SOFT_HYPHEN in word:
            return word.replace(_SOFT_HYPHEN, "")
        bare = word.rstrip("+#")
        for candidate, skipped in ((bare, 0), (word[1:], 1), (bare[1:], 1)):
            if len(candidate) >= _SHORTEST_STRIPPED and candidate != word and candidate in known:
                self._starts[index] += skipped
                self._ends[index] = self._starts[index] + len(candidate)
                return candidate
        return word


def words_of(surface: str) -> tuple[str, ...]:
    """The tokens of a name."""
    return tuple(Tokens(lower_view(surface)).words)
