"""Which phrases are worth an admin's time as proposals of new skills."""

import re

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.skills.discovery.activities import activity
from jd_assets.skills.discovery.chunks import Chunk, has_product_case
from jd_assets.skills.discovery.role_words import is_role
from jd_assets.skills.glued import is_glued
from jd_assets.skills.plain_words import DEGREE_WORDS, FULL_VERBS, PERSONS, PLAIN_NOUNS, VAGUE_HEADS, VENDORS
from jd_assets.skills.wordlists import ACRONYMS_OF_PROSE, FILLERS, GENERIC, LEADING, TRAILING
from jd_assets.text.gazetteer import places
from jd_assets.text.lexicon import VerbForm, lexicon
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
# Fields of work are called by these with a word before them that says which: "encounter design", "test processes".
_FIELD_HEADS = frozenset(
    """design development engineering process processes operations technology technologies systems solutions planning
    production research analysis testing support control controls training services management methods machinery
    equipment standards procedures techniques applications software tools models""".split()
)
# Words in lower case that name a field by their ending: "optics", "accessibility", "agriculture".
_FIELD_WORD = re.compile(r"[a-z]{3,}(?:ics|ology|ography|ometry|onomy|ility|culture|therapy|entry|craft)")
_NO_FIELDS = frozenset(
    """ability responsibility capability possibility facility utility availability topics entry basics
    specifics statistics logistics liability flexibility metrics apology eligibility visibility culture""".split()
)
# The title's rank or number, and the levels of languages and ladders: "Analyst III", "C1".
_RANK = re.compile(r"\b(?:i{2,3}|iv|intern)$|^(?:[abc][12]|[pl]l?\d)\+?$")


def is_worth_proposing(text: str, span: Span, chunk: Chunk) -> bool:
    """Whether a phrase of a sentence may be a skill that the library lacks; keeps precision before recall."""
    name = text[chunk.start : chunk.end]
    if len(chunk.words) > _LONGEST_PHRASE or len(name) < 2 or chunk.phrase in FILLERS:
        return False
    if is_glued(text, chunk) or _is_prose(chunk) or names_somebody(chunk):
        return False
    if has_product_case(name):
        return chunk.phrase not in ACRONYMS_OF_PROSE and _has_noun(chunk)
    if _says_what_is_done(chunk) or (span.section in _WANTED and _names_field(name, chunk)):
        return True
    if len(chunk.words) == 1:
        return _is_name(name, span, chunk) and not _is_written_plain(text, name)
    return _has_noun(chunk) and _is_noun_phrase(chunk) and (name[0].isupper() or span.section in _WANTED)


def _is_prose(chunk: Chunk) -> bool:
    return any(word in _PROSE_WORDS or _NO_NOUN.search(word) for word in chunk.words)


def names_somebody(chunk: Chunk) -> bool:
    """Whether a phrase is a role, people, a maker or a place."""
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


def _says_what_is_done(chunk: Chunk) -> bool:
    return len(chunk.words) > 1 and activity(chunk) == chunk


def lacks_noun(chunk: Chunk) -> bool:
    """Whether a phrase ends in a word that says too little, or how something is."""
    last = chunk.words[-1]
    return last in VAGUE_HEADS or _is_adjective(last) or (len(chunk.words) == 1 and last in PLAIN_NOUNS)


def _names_field(name: str, chunk: Chunk) -> bool:
    return _is_field_word(name) or _is_field(chunk) or _is_activity(chunk)


def _is_field_word(name: str) -> bool:
    return bool(_FIELD_WORD.fullmatch(name)) and name not in _NO_FIELDS and name not in _PLAIN_WORDS


def _is_field(chunk: Chunk) -> bool:
    """Whether it is a field of work with the word that says which, as "encounter design" and "test processes"."""
    *kinds, head = chunk.words
    return (
        bool(kinds) and head in _FIELD_HEADS and not any(word in _PLAIN_WORDS or word.endswith("ed") for word in kinds)
    )


def _is_activity(chunk: Chunk) -> bool:
    """Whether it is a gerund with its object: "drafting letters", "writing queries"."""
    first, *rest = chunk.words
    sense = lexicon().verbs.get(first)
    return (
        bool(rest)
        and sense is not None
        and sense.form is VerbForm.GERUND
        and not any(word in _PLAIN_WORDS for word in rest)
    )


def _is_adjective(word: str) -> bool:
    return word in _ADJECTIVES or bool(_ADJECTIVE.search(word))


def _is_noun_phrase(chunk: Chunk) -> bool:
    return not chunk.words[-1].endswith("ed") and chunk.phrase.isascii()
