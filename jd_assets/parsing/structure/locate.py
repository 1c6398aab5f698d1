"""Finding a quotation in a text although blanks, case, quotes, list marks or punctuation differ; letters never do."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from jd_assets.text.normalise import matching_view

_WORD = re.compile(r"\w+[+#]*")
_CLOSING = re.compile(r"[.!?)\]\"']*")
#: Words from which on a quotation may begin or end within a word of the text, as one cut at a length does: fewer, and
#: "R" would be found in every "for".
CUT_WORDS = 3


class Quotations:
    """A text prepared for looking up many quotations; each look-up is linear in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._view = matching_view(text)
        words = list(_WORD.finditer(self._view))
        self._spans = [word.span() for word in words]
        texts = [word.group().lower() for word in words]
        self._joined = " " + " ".join(texts) + " "
        self._starts = [0, *accumulate(len(word) + 1 for word in texts)]
        # The view without blanks, and where each of its characters stands in the text.
        self._at = [at for at, char in enumerate(self._view) if not char.isspace()]
        self._dense = "".join(self._view[at] for at in self._at).lower()

    def find(self, quotation: str) -> tuple[int, int] | None:
        """Offsets of the first place where the quotation's words stand in a row, or null.

        A quotation of several words that was cut within its first or last one is found by its characters.
        """
        return self._in_a_row(quotation) or next(self.places(quotation), None)

    def places(self, quotation: str) -> Iterator[tuple[int, int]]:
        """Offsets of all places that hold the quotation's characters, blanks and case apart, from word to word.

        Words that lost the blank between them count as two: "AWSExcellent" names AWS. Only where there is no such
        place, one within words, for a quotation of at least `CUT_WORDS`.
        """
        view = matching_view(quotation)
        dense = "".join(view.split()).lower()
        if not any(char.isalnum() for char in dense):
            return
        found = [place for place in self._characters(dense) if self._keeps_blanks(view, *place)]
        whole = [place for place in found if self._is_parted(place[0]) and self._is_parted(place[1])]
        yield from whole or (found[:1] if len(view.split()) >= CUT_WORDS else [])

    def _characters(self, dense: str) -> Iterator[tuple[int, int]]:
        at = self._dense.find(dense)
        while at >= 0:
            yield self._at[at], self._at[at + len(dense) - 1] + 1
            at = self._dense.find(dense, at + 1)

    def _keeps_blanks(self, quotation: str, start: int, end: int) -> bool:
        """Whether the words of the quotation are as many in the text: "in put" is not "input"."""
        return len(quotation.split()) == len(self._view[start:end].split())

    def _is_parted(self, at: int) -> bool:
        """Whether a word may begin or end at an offset."""
        if at in (0, len(self._text)):
            return True
        left, right = self._text[at - 1], self._text[at]
        if not (left.isalnum() and right.isalnum()):
            return True
        if right.isupper():  # "GitExperience", "AWSExcellent"
            return not left.isupper() or self._text[at + 1 : at + 2].islower()
        if right.isdigit():  # "Visualization4.Advanced", but no "C" of "C3"
            return self._text[max(0, at - 3) : at].isalpha() and at >= 3
        return left.isdigit() and right.isalpha()

    def _in_a_row(self, quotation: str) -> tuple[int, int] | None:
        view = matching_view(quotation).strip()
        words = [word.lower() for word in _WORD.findall(view)]
        if not words:
            return None
        at = self._joined.find(" " + " ".join(words) + " ")
        if at < 0:
            return None
        first = bisect_right(self._starts, at) - 1
        start, end = self._spans[first][0], self._spans[first + len(words) - 1][1]
        if not view[-1].isalnum():
            end = _CLOSING.match(self._view, end).end()  # type: ignore[union-attr]
        return start, end
