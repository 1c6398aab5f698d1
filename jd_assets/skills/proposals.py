"""Which phrases are worth an admin's time as proposals of new skills."""

import re

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.skills.chunks import Chunk, has_product_case
from jd_assets.skills.glued import is_glued
from jd_assets.skills.plain_words import DEGREE_WORDS, FULL_VERBS, PERSONS, PLAIN_NOUNS, VAGUE_HEADS, VENDORS
from jd_assets.skills.role_words import is_role
from jd_assets.skills.wordlists import ACRONYMS_OF_PROSE, FILLERS, GENERIC, LEADING, TRAILING
from jd_assets.text.gazetteer import places
from jd_assets.text.words import ACTION_FORMS, FIELD_GERUNDS

_LONGEST_PHRASE = 4
_PLAIN_WORDS = GENERIC | LEADING | TRAILING | ACTION_FORMS | PLAIN_NOUNS | VENDORS
_WANTED = frozenset({Section.REQUIRED, Section.PREFERRED})
_PROSE_WORDS = FULL_VERBS | DEGREE_WORDS
# Adverbs, participles, contractions, possessives, counts and ordinals: the phrase is prose.
_NO_NOUN = re.compile(
    r"(?:[^lf]ly|[a-z]{3}(?:al|ful)ly|'(?:d|re|ve|ll|s)|^\d+(?:st|nd|rd|th)(?:-\w+)?|^(?:years?|yrs?|months?|able|"
    r"looking|working|listed|commonly|associated|noted|requested|applicable))$"
)
# A phrase that ends so has lost its noun: "multivariate analytical", "customer facing".
_ADJECTIVE = re.compile(r"(?:ical|ional|ative|itive|ctive|[-_ ](?:facing|driven|oriented|focused|specific|based))$")
_ADJECTIVES = frozenset(
    "facing driven oriented focused intensive minded specific technical unsupervised supervised linear generalized "
    "electrical mechanical applied quantitative programmatic operational theoretical".split()
)
# The title's rank or number, and the levels of languages and ladders: "Analyst III", "C1".
_RANK = re.compile(r"\b(?:i{2,3}|iv|intern)$|^(?:[abc][12]|[pl]l?\d)\+?$")


def is_worth_proposing(text: str, span: Span, chunk: Chunk) -> bool:
    """Whether a phrase of a sentence may be a skill that the library lacks; keeps precision before recall."""
    name = text[chunk.start : chunk.end]
    if len(chunk.words) > _LONGEST_PHRASE or len(name) < 2 or chunk.phrase in FILLERS:
        return False
    if is_glued(text, chunk) or _is_prose(chunk) or _names_somebody(chunk):
        return False
    if has_product_case(name):
        return chunk.phrase not in ACRONYMS_OF_PROSE and _has_noun(chunk)
    if len(chunk.words) == 1:
        return _is_name(name, span, chunk) and not _is_written_plain(text, name)
    return _has_noun(chunk) and _is_noun_phrase(chunk) and (name[0].isupper() or span.section in _WANTED)


def _is_prose(chunk: Chunk) -> bool:
    return any(word in _PROSE_WORDS or _NO_NOUN.search(word) for word in chunk.words)


def _names_somebody(chunk: Chunk) -> bool:
    """A role, people, a maker or a place."""
    if chunk.words[-1] in PERSONS or chunk.phrase in VENDORS or chunk.phrase in places():
        return True
    return is_role(chunk.phrase, 0, len(chunk.phrase)) or bool(_RANK.search(chunk.phrase))


def _is_name(name: str, span: Span, chunk: Chunk) -> bool:
    """A capital that is not owed to the head of a sentence; a plain word alone says too little."""
    opens = chunk.start == span.start and chunk.end < span.end
    plain = chunk.phrase in _PLAIN_WORDS or chunk.phrase in _ADJECTIVES or _ADJECTIVE.search(chunk.phrase)
    return name[0].isupper() and not opens and name.isascii() and not plain


def _is_written_plain(text: str, name: str) -> bool:
    """Whether the posting writes the word in lower case as well, as no proper name is."""
    plain = name.lower()
    return plain in text and re.search(rf"(?<![\w.-]){re.escape(plain)}(?![\w-])", text) is not None


def _has_noun(chunk: Chunk) -> bool:
    """Whether a phrase of several words begins and ends as the name of something does."""
    first, last = chunk.words[0], chunk.words[-1]
    if len(chunk.words) == 1:
        return True
    if first in ACTION_FORMS or (first.endswith("ing") and first not in FIELD_GERUNDS):
        return False
    return last not in GENERIC and last not in VAGUE_HEADS and not _is_adjective(last)


def _is_adjective(word: str) -> bool:
    return word in _ADJECTIVES or bool(_ADJECTIVE.search(word))


def _is_noun_phrase(chunk: Chunk) -> bool:
    return not chunk.words[-1].endswith("ed") and chunk.phrase.isascii()
