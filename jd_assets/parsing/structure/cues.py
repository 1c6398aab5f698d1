"""Cue phrases found in one pass: each hangs on a whole word, so a text is read once however many cues there are."""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

from jd_assets.text.gazetteer import places
from jd_assets.text.normalise import matching_view
from jd_assets.text.tables import listed, rows_of


class Cue(NamedTuple):
    """A phrase to look for: a word out of `anchors`, whatever follows it matching the expression `rest`."""

    kind: str
    anchors: tuple[str, ...]
    rest: str = ""
    value: str = ""


class Hit(NamedTuple):
    """A cue found; offsets are those of the text."""

    start: int
    end: int
    kind: str
    value: str


class Scan(NamedTuple):
    """What one pass over a text found: hits in order of the text, and its words in lower case."""

    hits: list[Hit]
    by_kind: dict[str, list[Hit]]
    words: list[str]


GLUED_CHARS = 8
"""Words as long as this may be two that a scraper glued: "teamResponsibilities"."""

_WORD = re.compile(r"([^\W_]+)")
_DIGITS = "0123456789"
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


class _Anchor:
    """The cues that hang on one word; compiled when a text has it, as a posting has few of them."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = tuple(cues)

    @cached_property
    def _entries(self) -> list[tuple[str, str, re.Pattern[str] | None]]:
        return [(cue.kind, cue.value, re.compile(cue.rest) if cue.rest else None) for cue in self._cues]

    @cached_property
    def _any(self) -> re.Pattern[str] | None:
        """Two anchors of three are followed by nothing that makes them a cue: one look instead of one for each cue."""
        rests = [cue.rest for cue in self._cues]
        return re.compile("|".join(rests)) if all(rests) else None

    def collect(self, hits: list[Hit], lower: str, start: int, end: int) -> None:
        """Add the cues that the anchor at these offsets begins."""
        if self._any is not None and self._any.match(lower, end) is None:
            return
        for kind, value, rest in self._entries:
            if rest is None:
                hits.append(Hit(start, end, kind, value))
            elif (match := rest.match(lower, end)) is not None:
                hits.append(Hit(start, match.end(), kind, value))


class CueBook:
    """Cues indexed by their anchor words."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        by_anchor: dict[str, list[Cue]] = {}
        for cue in cues:
            for anchor in cue.anchors:
                by_anchor.setdefault(anchor, []).append(cue)
        self._index = {anchor: _Anchor(hung) for anchor, hung in by_anchor.items()}

    def scan(self, view: str) -> Scan:
        """Find all cues in a matching view."""
        lower = view.lower()
        hits: list[Hit] = []
        index = self._index
        pieces = _WORD.split(lower)  # gap, word, gap ...: a third of the time that a match object a word takes
        words, edges = pieces[1::2], list(accumulate(map(len, pieces)))
        for at, word in enumerate(words):
            anchor = index.get(word)
            if anchor is not None:
                anchor.collect(hits, lower, edges[2 * at], edges[2 * at + 1])
            elif word[0].isdigit() and (anchor := index.get(bare := word.lstrip(_DIGITS))) is not None:  # "2yrs"
                anchor.collect(hits, lower, edges[2 * at + 1] - len(bare), edges[2 * at + 1])
            elif len(word) >= GLUED_CHARS and not view[edges[2 * at] + 1 : edges[2 * at + 1]].islower():
                for part in _PART.finditer(view, edges[2 * at], edges[2 * at + 1]):
                    if (anchor := index.get(part.group().lower())) is not None:
                        anchor.collect(hits, lower, part.start(), part.end())
        by_kind: dict[str, list[Hit]] = {}
        for hit in hits:
            by_kind.setdefault(hit.kind, []).append(hit)
        return Scan(hits, by_kind, words)


def phrase(kind: str, words: str, value: str) -> Cue:
    """The cue for a fixed phrase, singular or plural."""
    lowered = matching_view(words).lower()
    first = _WORD.search(lowered)
    if first is None:
        raise ValueError(f"{words!r} holds no word to hang a cue on")
    rest = lowered[first.end() :]
    if not rest:
        return Cue(kind, (lowered, lowered + "s"), "", value)
    return Cue(kind, (first.group(),), re.escape(rest) + r"s?(?![^\W_])", value)


@cache
def cue_book() -> CueBook:
    """All cues of the package's tables; `value` names the row of the table a hit belongs to."""
    cues = [Cue(row["kind"], tuple(listed(row["anchors"])), row["rest"]) for row in rows_of("cues")]
    cues += [
        Cue("certificate", tuple(listed(row["anchors"])), row["rest"], row["name"]) for row in rows_of("certifications")
    ]
    cues += [
        Cue("employment", tuple(listed(row["anchors"])), row["rest"], row["type"]) for row in rows_of("employment")
    ]
    cues += [phrase("industry", cue, row["domain"]) for row in rows_of("industries") for cue in listed(row["cues"])]
    cues += [Cue("language", (row["name"].lower(),), "", row["name"]) for row in rows_of("languages")]
    heads = {form for row in rows_of("title_heads") for form in (row["head"], row["head"] + "s")}
    cues += [Cue("title_head", (head,), "", head) for head in heads]
    cues += [phrase("place_name", name, name) for name in places()]
    return CueBook(cues)
