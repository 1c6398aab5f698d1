"""Finding a quotation in a text although blanks, case, quotes, list marks or punctuation differ."""

import re
from bisect import bisect_right
from itertools import accumulate

from jd_assets.text.normalise import matching_view

_WORD = re.compile(r"\w+[+#]*")
_CLOSING = re.compile(r"[.!?)\]\"']*")


class Quotations:
    """A text prepared for looking up many quotations; each look-up is linear in the text."""

    def __init__(self, text: str) -> None:
        self._view = matching_view(text)
        words = list(_WORD.finditer(self._view))
        self._spans = [word.span() for word in words]
        texts = [word.group().lower() for word in words]
        self._joined = " " + " ".join(texts) + " "
        self._starts = [0, *accumulate(len(word) + 1 for word in texts)]

    def find(self, quotation: str) -> tuple[int, int] | None:
        """Offsets of the first place where the quotation's words stand in a row, or null."""
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
