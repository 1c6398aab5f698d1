"""The spellings under which one name of the library is recognised."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jd_assets.skills.tokens import words_of
from jd_assets.text.plurals import plural, singular
from jd_assets.text.spelling_key import cased_letters

# Joined forms shorter than this ("ci/cd" gives "cicd", "i/o" must not give "io") meet other words by accident.
_SHORTEST_JOINED = 4
# Within a phrase a word of four letters may be a plural: "mobile apps".
_SHORTEST_SINGULAR = 3
_SEPARATOR = re.compile(r"(?<=\w)[./-](?=\w)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_BRITISH = (
    (re.compile(r"iz(ation|ations|e|es|ed|er|ing)$"), r"is\1"),
    (re.compile(r"yz(e|ed|er|ing)$"), r"ys\1"),
    (re.compile(r"(mod|lab|trav|canc|sign)el(ing|ed|er)$"), r"\1ell\2"),
    (re.compile(r"(col|behavi|lab|fav)or(s|al|ed|ing)?$"), r"\1our\2"),
    (re.compile(r"center(s|ed)?$"), r"centre\1"),
)

Words = tuple[str, ...]


def spellings(surface: str, is_counted: bool = True) -> Iterator[Words]:
    """All token sequences that stand for a name: with, without or with another separator, plural, British.

    Args:
        surface: The name.
        is_counted: Whether it has a plural and a British spelling, as words have and names of products have not.
    """
    seen: set[Words] = set()
    for words in (*_separated(surface), *_conjoined(surface)):
        for spelled in (words, *_british(words)) if is_counted else (words,):
            for counted in (spelled, *_numbers(spelled)) if is_counted else (spelled,):
                if counted and counted not in seen:
                    seen.add(counted)
                    yield counted


def split_camel_case(surface: str) -> str | None:
    """'Type Script' of 'TypeScript'; None where there is nothing to split."""
    parts = _CAMEL.split(surface)
    return " ".join(parts) if len(parts) > 1 and " " not in surface else None


def _separated(surface: str) -> Iterator[Words]:
    base = words_of(surface)
    yield base
    joined = _SEPARATOR.sub("", surface)
    if joined != surface:
        yield words_of(_SEPARATOR.sub(" ", surface))
        if len(cased_letters(joined)) >= _SHORTEST_JOINED:
            yield words_of(joined)
    elif len(base) == 2 and all(word.isalpha() for word in base) and len(surface) > _SHORTEST_JOINED:
        yield ("".join(base),)


def _conjoined(surface: str) -> Iterator[Words]:
    if "&" in surface:
        yield words_of(surface.replace("&", " and "))
    elif " and " in surface:
        yield words_of(surface.replace(" and ", " & "))


def _british(words: Words) -> Iterator[Words]:
    changed = tuple(_british_word(word) for word in words)
    if changed != words:
        yield changed


@lru_cache(maxsize=50_000)
def _british_word(word: str) -> str:
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word


def _numbers(words: Words) -> Iterator[Words]:
    """The plural, and of a phrase the singular: "Rails" or "Windows" alone must not match "rail" or "window"."""
    last = words[-1]
    if not last.isalpha() or len(last) < 3 or (last == "work" and len(words) > 1):
        return  # "how the team works" is no team work
    many, one = plural(last), singular(last, _SHORTEST_SINGULAR)
    if many:
        yield (*words[:-1], many)
    if len(words) > 1 and one != last:
        yield (*words[:-1], one)
