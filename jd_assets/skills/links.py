"""Which matches stand together in one enumeration, and whether it offers a choice."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

_WORDS = r"and/or|and|or|e\.g\.?|i\.e\.?|such as|like|including|plus|either|etc\.?|as well as|also"
_SEPARATORS = re.compile(rf"[\s,;/|•·&+()*:\[\]\"-]*(?:(?:{_WORDS})(?![\w])[\s,.:(]*)*")
# One unknown item may stand between two known ones: "Python, Foo, Go".
_UNKNOWN_ITEM = re.compile(rf"\s*[,/]\s*(?:(?:{_WORDS})\s+)?[\w.+# -]{{1,28}}?\s*[,/]\s*(?:(?:{_WORDS})\s+)?")
_LONGEST_GAP = 40
_OR_WORD = re.compile(r"\bor\b")
_CHOICE_WINDOW = 90
_CHOICE_BEFORE = re.compile(
    r"\b(?:one|any|either|some|two) (?:or more )?of\b[^.;]{0,60}$|\beither\b[^.;]{0,30}$|\bat least one\b[^.;]{0,60}$"
)


class HasSpan(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


def linked(view: str, left: HasSpan, right: HasSpan) -> bool:
    """Whether two neighbouring matches stand in one enumeration, on one line."""
    if right.start - left.end > _LONGEST_GAP:
        return False
    gap = view[left.end : right.start]
    return "\n" not in gap and bool(_SEPARATORS.fullmatch(gap) or _UNKNOWN_ITEM.fullmatch(gap))


def choices(view: str, placed: Sequence[HasSpan]) -> list[list[int]]:
    """Indices of the matches of each "one of" group: joined by "or" or a slash, or announced as a choice."""
    groups: list[list[int]] = []
    for run in _enumerations(view, placed):
        gaps = [view[placed[left].end : placed[right].start] for left, right in pairwise(run)]
        first = placed[run[0]].start
        announced = _CHOICE_BEFORE.search(view, max(0, first - _CHOICE_WINDOW), first)
        if announced or any(_OR_WORD.search(gap) for gap in gaps):
            groups.append(run)
        else:
            groups.extend(_slashed(run, gaps))
    return groups


def _enumerations(view: str, placed: Sequence[HasSpan]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in range(1, len(placed)):
        if not linked(view, placed[index - 1], placed[index]):
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index - 1, index])
    return runs


def _slashed(run: Sequence[int], gaps: Sequence[str]) -> list[list[int]]:
    groups: list[list[int]] = []
    for left, right, gap in zip(run, run[1:], gaps, strict=False):
        if "/" not in gap:
            continue
        if groups and groups[-1][-1] == left:
            groups[-1].append(right)
        else:
            groups.append([left, right])
    return groups
