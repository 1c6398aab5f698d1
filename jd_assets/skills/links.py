"""Which matches stand together in one enumeration, and whether it offers a choice."""

import re
from collections.abc import Sequence
from typing import Literal, Protocol

Link = Literal["and", "or"]

_WORDS = r"and/or|and|or|e\.g\.?|i\.e\.?|such as|like|including|plus|either|etc\.?|as well as|also"
_SEPARATORS = re.compile(rf"[\s,;/|•·&+()*:\[\]\"-]*(?:(?:{_WORDS})(?![\w])[\s,.:(]*)*")
# One unknown item may stand between two known ones: "Python, Foo, Go".
_UNKNOWN_ITEM = re.compile(rf"\s*[,/]\s*(?:(?:{_WORDS})\s+)?[\w.+# -]{{1,28}}?\s*[,/]\s*(?:(?:{_WORDS})\s+)?")
_LONGEST_GAP = 40
_OR = re.compile(r"\bor\b|/")
_CHOICE_BEFORE = re.compile(r"\b(?:one|any|either|some|at least one|one or more|two) (?:or more )?of\b[^.;]{0,60}$|\beither\b[^.;]{0,30}$")


class Placed(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


def link(view: str, left: Placed, right: Placed) -> Link | None:
    """How two neighbouring matches are joined on one line: "or" for a choice, "and" for any other list."""
    gap = view[left.end : right.start]
    if len(gap) > _LONGEST_GAP or "\n" in gap:
        return None
    if _SEPARATORS.fullmatch(gap) or _UNKNOWN_ITEM.fullmatch(gap):
        return "or" if _OR.search(gap) else "and"
    return None


def enumerations(view: str, placed: Sequence[Placed]) -> list[list[int]]:
    """Indices of the matches of each enumeration of two and more, in order."""
    runs: list[list[int]] = []
    for index in range(1, len(placed)):
        if link(view, placed[index - 1], placed[index]) is None:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index - 1, index])
    return runs


def choices(view: str, placed: Sequence[Placed]) -> list[list[int]]:
    """Indices of the matches of each "one of" group: joined by "or" or a slash, or announced as a choice."""
    groups: list[list[int]] = []
    for run in enumerations(view, placed):
        joints = [link(view, placed[a], placed[b]) for a, b in zip(run, run[1:], strict=False)]
        first = placed[run[0]].start
        gaps = [view[placed[a].end : placed[b].start] for a, b in zip(run, run[1:], strict=False)]
        if any(re.search(r"\bor\b", gap) for gap in gaps) or _CHOICE_BEFORE.search(view[max(0, first - 90) : first]):
            groups.append(run)
        elif "or" in joints:
            groups.extend(_slashed(run, joints))
    return groups


def _slashed(run: list[int], joints: Sequence[Link | None]) -> list[list[int]]:
    groups: list[list[int]] = []
    for place, joint in enumerate(joints):
        if joint != "or":
            continue
        if groups and groups[-1][-1] == run[place]:
            groups[-1].append(run[place + 1])
        else:
            groups.append([run[place], run[place + 1]])
    return groups
