"""One pass over a text that finds every library spelling, the longest first."""

import re
from bisect import bisect_left, bisect_right
from enum import IntEnum
from itertools import accumulate
from typing import NamedTuple

from jd_assets.skills.glued import seams
from jd_assets.skills.tokens import Tokens
from jd_assets.skills.vocabulary import Form, Vocabulary
from jd_assets.text.spelling_key import cased_letters
from jd_assets.text.topics import topics

# Addresses: nothing in them is a skill, unless the whole of a bare host is one ("monday.com").
_ADDRESS_MARK = re.compile(r"://|www\.|@|\.(?:com|org|io|ai|dev|co|de|uk|eu|fr|in|edu|gov)\b")
_HEAD = re.compile(r"[\w.+%:/-]*$")
_TAIL = re.compile(r"\S*")
_LONGEST_HEAD = 60
_PLURAL_LETTERS = ("", "s", "es")


Range = tuple[int, int]


class SpellingFit(IntEnum):
    """How well a span fits the rule of its form."""

    WRONG_CASE = 0
    """A form bound to a case, found in another: only a list of skills can bear it out."""
    NEEDS_CONTEXT = 1
    FIRM = 2


class Match(NamedTuple):
    """A library spelling found in a text, before its surroundings were judged."""

    start: int
    end: int
    form: Form
    fit: SpellingFit


def tokens_of(text: str, view: str, vocabulary: Vocabulary) -> Tokens:
    """The words of a posting, those apart that were glued to a name."""
    return Tokens(view, vocabulary.known, list(seams(text, vocabulary.known)))


def find_matches(text: str, view: str, tokens: Tokens, vocabulary: Vocabulary) -> list[Match]:
    """All matches in order of the text, none overlapping another."""
    words, forms, prefixes = tokens.words, vocabulary.forms, vocabulary.prefixes
    matches: list[Match] = []
    free, last = 0, len(words) - 1
    first_words = vocabulary.first_words
    for at in [at for at, word in enumerate(words) if word in first_words]:
        if at < free:
            continue
        word = words[at]
        if word not in forms:
            pair = f"{word} {words[at + 1]}" if at < last else ""
            if pair not in forms and pair not in prefixes:
                continue
        match, free = _longest(text, tokens, at, vocabulary)
        if match and not _inside_name(view, match):
            matches.append(match)
    return _outside_addresses(matches, view)


def _longest(text: str, tokens: Tokens, at: int, vocabulary: Vocabulary) -> tuple[Match | None, int]:
    """The longest match that begins at a token, and the token to go on with."""
    words, forms, prefixes = tokens.words, vocabulary.forms, vocabulary.prefixes
    key, after = words[at], at + 1
    ends = [(after, forms[key])] if key in forms else []
    while key in prefixes and after < len(words):
        key = f"{key} {words[after]}"
        after += 1
        if key in forms:
            ends.append((after, forms[key]))
    if not ends:
        return None, at + 1
    start = tokens.start(at)
    for past, found in reversed(ends):
        end = tokens.end(past - 1)
        if past - at == 1 and _is_other_plural(text, start, end, found):
            continue
        if past - at == 1 or not (spans_items(text, start, end) or _runs_over(tokens, start, end)):
            return _fitting(text, start, end, found), past
    return None, at + 1


def _fitting(text: str, start: int, end: int, forms: tuple[Form, ...]) -> Match:
    if forms[0].rule == "":
        return Match(start, end, forms[0], SpellingFit.FIRM)
    letters = cased_letters(text[start:end])
    for form in forms:
        if form.rule == "":
            return Match(start, end, form, SpellingFit.FIRM)
        if form.rule == "context" and form.entry.skill_nature == "SOFT":
            return Match(start, end, form, SpellingFit.NEEDS_CONTEXT)  # a quality has no case of its own
        topic = topics().get(form.topic or "")
        any_case = topic is not None and (form.letters.islower() or topic.is_local)
        if any_case or any(letters == form.letters + plural for plural in _PLURAL_LETTERS):
            return Match(start, end, form, SpellingFit.FIRM if form.rule == "cased" else SpellingFit.NEEDS_CONTEXT)
    return Match(start, end, forms[0], SpellingFit.WRONG_CASE)


def _is_other_plural(text: str, start: int, end: int, forms: tuple[Form, ...]) -> bool:
    """Whether letters are several of another abbreviation: "CMs" are no CMS, and "LMs" are no LMS."""
    if text[end - 1] != "s" or not text[start : end - 1].isupper():
        return False
    return all(form.letters == text[start:end].upper() for form in forms)


def _inside_name(view: str, match: Match) -> bool:
    """The ".net" of "example.net" is part of another name."""
    return view[match.start] == "." and match.start > 0 and view[match.start - 1].isalnum()


def _runs_over(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a phrase is made of words that were glued: the developer and experience of "DeveloperExperience"."""
    return any(start < cut < end for cut in tokens.cuts)


def spans_items(text: str, start: int, end: int) -> bool:
    """A phrase may run on over one line break, but not from one list item into the next."""
    gap = text.find("\n", start, end)
    if gap < 0:
        return False
    rest = text[gap + 1 : end]
    return "\n" in rest or not rest[:1].islower()


def _outside_addresses(matches: list[Match], view: str) -> list[Match]:
    addresses, hosts = _addresses(view)
    if not addresses and not hosts:
        return matches
    within, beside = _Ranges(addresses), _Ranges(hosts)
    return [
        match
        for match in matches
        if not within.overlapping(match)
        and all(match.start <= start and match.end >= end for start, end in beside.overlapping(match))
    ]


def _addresses(view: str) -> tuple[list[Range], list[Range]]:
    """Links and mail addresses, and bare hosts."""
    links: list[Range] = []
    hosts: list[Range] = []
    for found in _ADDRESS_MARK.finditer(view):
        before = _HEAD.search(view, max(0, found.start() - _LONGEST_HEAD), found.start())
        after = _TAIL.match(view, found.end())
        start = before.start() if before else found.start()
        end = after.end() if after else found.end()
        if found[0][0] == ".":
            hosts.append((start, end if view[found.end() : found.end() + 1] == "/" else found.end()))
        elif found[0] != "@" or (start < found.start() and "." in view[found.end() : end]):
            links.append((start, end))
    return links, hosts


class _Ranges:
    """Ranges searched by place: a text of 200 kB may hold thousands of them, and of matches."""

    def __init__(self, ranges: list[Range]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]
        # How far any range reaches that begins no later, for a longer one may lie around a shorter.
        self._reach = list(accumulate((end for _, end in self._ranges), max))

    def overlapping(self, match: Match) -> list[Range]:
        """The ranges that share a character with a match."""
        last = bisect_left(self._starts, match.end)
        first = bisect_right(self._reach, match.start, hi=last)
        return [(start, end) for start, end in self._ranges[first:last] if match.start < end]
