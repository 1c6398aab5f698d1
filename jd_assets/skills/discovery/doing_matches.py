"""Skills said as what is done: "manage contracts" and "preparation of monthly reports" for names of an action.

A name that ends in a noun of action ("Contract Management", "Report Writing") is found where a posting puts the verb
before its object, with articles, adjectives and other verbs between them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from jd_assets.skills.discovery.doings import HEAD, LONGEST_OBJECT, Doings, Objects, in_singular, verbs_of_nouns
from jd_assets.skills.entries import Form
from jd_assets.skills.matcher import Match, SpellingFit, spans_items
from jd_assets.skills.tokens import Tokens
from jd_assets.skills.wordlists import BREAKERS
from jd_assets.text.lexicon import lexicon

# How many words behind the verb an object may begin.
_REACH = 9
_JOINERS = frozenset({"and", "or", ",", "&", "/"})
_DETERMINERS = frozenset(
    """a an the all any each every both our your their its his her this these those such other various several multiple
    many some own more most new""".split()
)
_STOPS = BREAKERS - _JOINERS - _DETERMINERS
# Before these a word that may be a verb is a noun: "the design", "of support".
_NOMINAL = frozenset("the a an of our your their its this in for with".split())


_TO_BE = frozenset("is are be been being gets get".split())
_AUXILIARIES = frozenset("must will should can shall may to have has not".split())
_IRREGULAR = {
    "build": "built",
    "cut": "cut",
    "keep": "kept",
    "make": "made",
    "oversee": "overseen",
    "teach": "taught",
    "troubleshoot": "troubleshot",
    "write": "written",
}
_ADVERBS = 2
# Nouns of action that are counted: "regular inspections of the premises".
_COUNTED = ("tion", "ment")


class _Doing(NamedTuple):
    """A word that stands for a verb; `of` follows where it is the noun of the action."""

    verb: str
    is_noun: bool


def find_doings(text: str, tokens: Tokens, doings: Doings) -> list[Match]:
    """Places where a verb has an object that makes it a skill, in order of the text."""
    forms, words = _forms(), tokens.words
    found = []
    for at, word in enumerate(words):
        if word in _TO_BE:
            match = _done(text, tokens, at, doings)
            found += [match] if match is not None else []
        doing = forms.get(word)
        if doing is None or doing.verb not in doings:
            continue
        if not doing.is_noun and at and words[at - 1] in _NOMINAL and not word.endswith("ing"):
            continue
        match = _with_object(text, tokens, at, doing, doings[doing.verb])
        if match is not None:
            found.append(match)
    return found


def _with_object(text: str, tokens: Tokens, at: int, doing: _Doing, objects: Objects) -> Match | None:
    words, start = tokens.words, at + 1
    if doing.is_noun:
        while start < len(words) and (words[start] in ("and", "&", ",") or words[start] in _forms()):
            start += 1
        if words[start : start + 1] != ["of"]:
            return None
        start += 1
    is_past_object = False
    for first in range(start, min(start + _REACH, len(words))):
        word = words[first]
        if word in _STOPS or not (word in _JOINERS or word[0].isalnum()):
            return None
        if word in _JOINERS or word in _DETERMINERS:
            continue
        if is_past_object and words[first - 1] in _JOINERS and _is_verb(word):
            return None
        form, past = _object(text, tokens, first, objects)
        if form is not None and not spans_items(text, tokens.start(at), tokens.end(past - 1)):
            return Match(tokens.start(at), tokens.end(past - 1), form, SpellingFit.FIRM)
        is_past_object = is_past_object or not _is_verb(word)
    return None


def _done(text: str, tokens: Tokens, at: int, doings: Doings) -> Match | None:
    """What is to be done to an object before a form of "to be": "that accidents are promptly investigated"."""
    words = tokens.words
    past = at + 1
    while past < min(at + 1 + _ADVERBS, len(words)) and words[past].endswith("ly"):
        past += 1
    verb = _participles().get(words[past]) if past < len(words) else None
    objects = doings.get(verb or "")
    if objects is None or words[past + 1 : past + 2] == ["by"]:
        return None  # somebody else does it: "complaints are handled by the police"
    while at and words[at - 1] in _AUXILIARIES:
        at -= 1
    for first in range(max(0, at - LONGEST_OBJECT), at):
        form = objects.forms.get(" ".join(in_singular(words[first:at])))
        if form is not None and not spans_items(text, tokens.start(first), tokens.end(past)):
            return Match(tokens.start(first), tokens.end(past), form, SpellingFit.FIRM)
    return None


def _object(text: str, tokens: Tokens, first: int, objects: Objects) -> tuple[Form | None, int]:
    """The longest object that begins at a word and is followed by no further noun."""
    words = tokens.words
    if words[first][:HEAD] not in objects.heads:
        return None, first
    for past in range(min(first + LONGEST_OBJECT, len(words)), first, -1):
        ends = past == len(words) or words[past] in BREAKERS or not words[past][0].isalnum()
        ends = ends or _opens_item(text, tokens, past)
        # "Designing, building" does two things and has no building for its object.
        is_other_doing = past - first == 1 and words[first - 1] in _JOINERS and words[first] in _forms()
        form = objects.forms.get(" ".join(in_singular(words[first:past]))) if ends and not is_other_doing else None
        if form is not None:
            return form, past
    return None, first


def _opens_item(text: str, tokens: Tokens, at: int) -> bool:
    """Whether the next duty of a list without line ends begins at a word: "identify hazards Respond to alarms"."""
    is_capital = text[tokens.start(at)].isupper() and text[tokens.start(at - 1)].islower()
    return is_capital and _is_verb(tokens.words[at])


def _is_verb(word: str) -> bool:
    sense = lexicon().verbs.get(word)
    return sense is not None and not sense.noun_too


@cache
def _forms() -> Mapping[str, _Doing]:
    """Every form of the verbs, and their nouns."""
    found = {noun: _Doing(verbs[0], is_noun=True) for noun, verbs in verbs_of_nouns().items()}
    found |= {f"{noun}s": doing for noun, doing in found.items() if noun.endswith(_COUNTED)}
    wanted = {verb for verbs in verbs_of_nouns().values() for verb in verbs}
    found |= {
        word: _Doing(sense.verb, is_noun=False) for word, sense in lexicon().verbs.items() if sense.verb in wanted
    }
    return found


@cache
def _participles() -> Mapping[str, str]:
    """The verbs by what is said of their object: "investigated", "kept"."""
    wanted = {verb for verbs in verbs_of_nouns().values() for verb in verbs}
    return {word: verb for verb in wanted for word in _participle(verb)}


def _participle(verb: str) -> Iterator[str]:
    """Its spellings: which verbs double their last letter hangs on their stress, and no other word is meant by both."""
    if verb in _IRREGULAR:
        yield _IRREGULAR[verb]
    elif verb.endswith("e"):
        yield f"{verb}d"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        yield f"{verb[:-1]}ied"
    else:
        yield from (f"{verb}ed", f"{verb}{verb[-1]}ed")
