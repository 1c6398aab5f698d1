"""Short forms that a posting spells out itself: "Data Protection Officer (DPO)" settles what DPO means in it."""

import re
from collections.abc import Iterator
from functools import cached_property

from jd_assets.skills.matcher import Match
from jd_assets.skills.tokens import words_of

_SHORT = r"([A-Z][A-Za-z&]{1,5}?)s?\s*"
_LONG = r"((?:[A-Za-z][\w’'&-]*[ /-]+){1,7}[A-Za-z][\w’'&-]*)\s*"
# "Contract Research Organization (CRO)", and "CRO (contract research organization)": read from the bracket on, which
# most sentences lack.
_SHORT_WITHIN, _LONG_WITHIN = re.compile(rf"\(\s*{_SHORT}\)"), re.compile(rf"\(\s*{_LONG}\)")
_LONG_BEFORE, _SHORT_BEFORE = re.compile(rf"{_LONG}$"), re.compile(rf"\b{_SHORT}$")
_LONG_WINDOW, _SHORT_WINDOW = 200, 20
_SMALL_WORDS = frozenset({"and", "of", "the", "for", "in", "on", "to", "with", "a", "an", "&"})
# Words this short tell no meaning apart.
_TELLING = 4


class ShortForms:
    """The short forms of one posting with the words that it gives for them."""

    def __init__(self, text: str) -> None:
        self._text = text

    def mean_other(self, match: Match) -> bool:
        """Whether the posting spells a short form out as something that the skill is not.

        Words in common with any spelling of the skill are enough for it to be meant: "Guided Retrieval Augmented
        Generation (RAG)".
        """
        letters = match.form.letters
        if not letters.isupper() or letters not in self._spelled_out:
            return False
        entry = match.form.entry
        known = {stem for name in (entry.name, *(alias for alias, _ in entry.aliases)) for stem in _stems(name)}
        return not known & self._spelled_out[letters]

    @cached_property
    def _spelled_out(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for short, words in self._pairs():
            meaning = _meaning(short, words)
            if meaning:
                found.setdefault(short.upper(), set()).update(meaning)
        return found

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Short forms with the words in front of them or in the bracket behind them."""
        text, at = self._text, self._text.find("(")
        while at >= 0:
            short = _SHORT_WITHIN.match(text, at)
            if short is not None and (words := _LONG_BEFORE.search(text, max(0, at - _LONG_WINDOW), at)) is not None:
                yield short[1], words[1]
            within = _LONG_WITHIN.match(text, at)
            if (
                within is not None
                and (before := _SHORT_BEFORE.search(text, max(0, at - _SHORT_WINDOW), at)) is not None
            ):
                yield before[1], within[1]
            at = text.find("(", at + 1)


def _meaning(short: str, words: str) -> set[str]:
    """The telling words that a short form abbreviates; none where the words before it are no long form of it."""
    parts = re.split(r"[ /-]+", words.lower())
    letters = [letter for letter in short.lower() if letter.isalpha()]
    for at in range(len(parts)):
        heads = [part[0] for part in parts[at:] if part not in _SMALL_WORDS]
        every = [part[0] for part in parts[at:]]
        if letters in (heads, every):
            return _stems(" ".join(parts[at:]))
    return set()


def _stems(name: str) -> set[str]:
    return {word[:_TELLING] for word in words_of(name) if len(word) >= _TELLING}
