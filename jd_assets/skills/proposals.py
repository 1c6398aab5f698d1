"""Which phrases are worth an admin's time as proposals of new skills."""

import re

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.parsing.words import ACTION_FORMS, SENTENCE_OPENERS
from jd_assets.skills.chunks import Chunk, has_product_case
from jd_assets.skills.role_words import is_role
from jd_assets.skills.wordlists import ACRONYMS_OF_PROSE, FIELD_GERUNDS, FILLERS, GENERIC, LEADING, TRAILING

_LONGEST_PHRASE = 4
_PLAIN_WORDS = GENERIC | LEADING | TRAILING | ACTION_FORMS
# Adverbs, participles and contractions: the phrase is prose.
_NO_NOUN = re.compile(
    r"(?:[^lf]ly|'(?:d|re|ve|ll)|^(?:able|looking|working|listed|commonly|associated|noted|requested|applicable))$"
)
# "websites.7", "resilience.BluePath": sentences that a scraper glued, but not "Vue.js".
_GLUED = re.compile(r"[^\W_]\.(?!(?:js|net|io|ai|py|org|com)\b)\w", re.IGNORECASE)
_CAMEL_TAIL = re.compile(r"(?<=[a-z])[A-Z][a-z]+$")


def is_worth_proposing(text: str, span: Span, chunk: Chunk) -> bool:
    """Whether a phrase of a sentence may be a skill that the library lacks; keeps precision before recall."""
    name = text[chunk.start : chunk.end]
    if len(chunk.words) > _LONGEST_PHRASE or len(name) < 2 or chunk.phrase in FILLERS:
        return False
    if is_role(chunk.phrase, 0, len(chunk.phrase)) or any(_NO_NOUN.search(word) for word in chunk.words):
        return False
    if has_product_case(name):
        return chunk.phrase not in ACRONYMS_OF_PROSE and not _is_glued(name)
    if len(chunk.words) == 1:
        return _is_name(name, span, chunk)
    return _is_noun_phrase(chunk) and (name[0].isupper() or span.section is not Section.RESPONSIBILITIES)


def _is_glued(name: str) -> bool:
    tail = _CAMEL_TAIL.search(name)
    return bool(_GLUED.search(name)) or (
        tail is not None and tail[0].lower() in LEADING | SENTENCE_OPENERS | ACTION_FORMS
    )


def _is_name(name: str, span: Span, chunk: Chunk) -> bool:
    """A capital that is not owed to the head of a sentence; a plain word alone says too little."""
    opens = chunk.start == span.start and chunk.end < span.end
    return name[0].isupper() and not opens and name.isascii() and chunk.phrase not in _PLAIN_WORDS


def _is_noun_phrase(chunk: Chunk) -> bool:
    first, last = chunk.words[0], chunk.words[-1]
    if first in ACTION_FORMS or (first.endswith("ing") and first not in FIELD_GERUNDS):
        return False
    return last not in GENERIC and not last.endswith("ed") and chunk.phrase.isascii()
