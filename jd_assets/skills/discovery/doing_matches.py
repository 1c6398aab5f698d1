"""Skills said as what is done: "manage contracts" and "preparation of monthly reports" for names of an action.

A name that ends in a noun of action ("Contract Management", "Report Writing") is found where a posting puts the verb
before its object, with articles, adjectives and other verbs between them.
"""

from collections.abc import Mapping
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


class _Doing(NamedTuple):
    """A word that stands for a verb; `of` follows where it is the noun of the action."""

    verb: str
    is_noun: bool


def find_doings(text: str, tokens: Tokens, doings: Doings) -> list[Match]:
    """Places where a verb has an object that makes it a skill, in order of the text."""
    forms, words = _forms(), tokens.words
    found = []
    for at, word in enumerate(words):
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
        form, past = _object(words, first, objects)
        if form is not None and not spans_items(text, tokens.start(at), tokens.end(past - 1)):
            return Match(tokens.start(at), tokens.end(past - 1), form, SpellingFit.FIRM)
        is_past_object = is_past_object or not _is_verb(word)
    return None


def _object(words: list[str], first: int, objects: Objects) -> tuple[Form | None, int]:
    """The longest object that begins at a word and is followed by no further noun."""
    if words[first][:HEAD] not in objects.heads:
        return None, first
    for past in range(min(first + LONGEST_OBJECT, len(words)), first, -1):
        ends = past == len(words) or words[past] in BREAKERS or not words[past][0].isalnum()
        # "Designing, building" does two things and has no building for its object.
        is_other_doing = past - first == 1 and words[first - 1] in _JOINERS and words[first] in _forms()
        form = objects.forms.get(" ".join(in_singular(words[first:past]))) if ends and not is_other_doing else None
        if form is not None:
            return form, past
    return None, first


def _is_verb(word: str) -> bool:
    sense = lexicon().verbs.get(word)
    return sense is not None and not sense.noun_too


@cache
def _forms() -> Mapping[str, _Doing]:
    """Every form of the verbs, and their nouns."""
    found = {noun: _Doing(verbs[0], is_noun=True) for noun, verbs in verbs_of_nouns().items()}
    wanted = {verb for verbs in verbs_of_nouns().values() for verb in verbs}
    found |= {
        word: _Doing(sense.verb, is_noun=False) for word, sense in lexicon().verbs.items() if sense.verb in wanted
    }
    return found
