"""Short forms that a posting spells out itself: "Data Protection Officer (DPO)" settles what DPO means in it."""

import re
from functools import cached_property

from jd_assets.skills.matcher import Match
from jd_assets.skills.tokens import words_of

# "Contract Research Organization (CRO)", and "CRO (contract research organization)".
_BEHIND = re.compile(r"((?:[A-Za-z][\w’'&-]*[ /-]+){1,7}[A-Za-z][\w’'&-]*)\s*\(\s*([A-Z][A-Za-z&]{1,5}?)s?\s*\)")
_BEFORE = re.compile(r"\b([A-Z][A-Za-z&]{1,5}?)s?\s*\(\s*((?:[A-Za-z][\w’'&-]*[ /-]+){1,7}[A-Za-z][\w’'&-]*)\s*\)")
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
        if "(" not in self._text:
            return {}
        found: dict[str, set[str]] = {}
        pairs = [(short, words) for words, short in _BEHIND.findall(self._text)] + _BEFORE.findall(self._text)
        for short, words in pairs:
            meaning = _meaning(short, words)
            if meaning:
                found.setdefault(short.upper(), set()).update(meaning)
        return found


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
