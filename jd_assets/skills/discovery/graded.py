"""Phrases that are likely skills by their words and their place, whatever announces them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.skills.discovery.abilities import SAYS_NOTHING
from jd_assets.skills.discovery.chunks import Chunk, has_product_case
from jd_assets.skills.discovery.phrase_fit import PHRASE_FIT
from jd_assets.skills.discovery.phrases import phrases_of, said_features
from jd_assets.skills.discovery.proposals import lacks_noun, names_somebody
from jd_assets.skills.glued import is_glued
from jd_assets.skills.mentions import Mention
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.reading import Reading
from jd_assets.skills.studies import is_subject
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.skills.wordlists import ACRONYMS_OF_PROSE, FILLERS, GENERIC, LEADING, TRAILING
from jd_assets.text.lexicon import lexicon
from jd_assets.text.words import FIELD_GERUNDS

_HEARD = frozenset({Section.REQUIRED, Section.PREFERRED, Section.RESPONSIBILITIES, Section.ROLE_SUMMARY})
_LONGEST_PHRASE = 5
_SHORTEST_NAME = 2
_LEAST = PHRASE_FIT.least
# Words that weigh less are a skill in one of a hundred finds, whatever their place; half of all phrases do.
_LEAST_SAID = -0.8
# A word that says how something is, or nothing, names nothing alone: "statistical", "verbal", "principles".
_PLAIN = GENERIC | LEADING | TRAILING
_ADJECTIVE = re.compile(r"(?:al|ed|ive|ic|ous|ful|able|ible|ary|ten|less)$|^[\W\d]*$")


class Graded:
    """Grades the phrases of one posting that hold no skill of the library."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], vocabulary: Vocabulary) -> None:
        self._reading = reading
        self._spellings = vocabulary.forms
        self._technologies = {
            (mention.start, mention.end)
            for mention in mentions
            if mention.entry and mention.entry.skill_nature not in FIELDS_OF_WORK
        }
        self._places = [(mention.start, mention.end) for mention in mentions]

    def in_span(self, span: Span) -> Iterator[Chunk]:
        """The phrases of a sentence whose chance to name a skill reaches the threshold of the fit."""
        reading = self._reading
        if span.section not in _HEARD or not reading.counts_for_skills(span.start):
            return
        known = [place for place in self._places if span.start <= place[0] < span.end]
        if not (reading.addresses(span.start) or any(place in self._technologies for place in known)):
            return
        for phrase in phrases_of(reading.text, reading.view, span, known):
            if phrase.holds_known:
                continue
            said = _weight_said(*phrase.worded())
            if said < _LEAST_SAID or said + PHRASE_FIT.weigh(phrase.placed()) < _LEAST:
                continue
            if self._may_be_one(span, phrase.chunk):
                yield phrase.chunk

    def _may_be_one(self, span: Span, chunk: Chunk) -> bool:
        """Whether nothing speaks against a phrase whatever its chance: people, fillers, subjects of a degree."""
        reading, name = self._reading, self._reading.text[chunk.start : chunk.end]
        if len(name) < _SHORTEST_NAME or len(chunk.words) > _LONGEST_PHRASE or chunk.phrase in FILLERS:
            return False
        if len(chunk.words) == 1 and chunk.phrase not in self._spellings and _says_nothing_alone(chunk.phrase):
            return False
        if has_product_case(name) and chunk.phrase in ACRONYMS_OF_PROSE:
            return False
        sense = lexicon().verbs.get(chunk.words[0])
        if sense is not None and sense.verb in SAYS_NOTHING and not sense.noun_too:
            return False
        return not (
            lacks_noun(chunk)
            or names_somebody(chunk)
            or is_glued(reading.text, chunk)
            or reading.names_language(chunk.words)
            or reading.names_employer(chunk.start, chunk.end)
            or is_subject(reading.view, span.start, span.end, chunk)
        )


@lru_cache(maxsize=1 << 16)
def _weight_said(words: tuple[str, ...], case: str) -> float:
    """What words by themselves add to the log odds, kept: postings share most of their phrases."""
    return PHRASE_FIT.weigh(said_features(words, case))


def _says_nothing_alone(word: str) -> bool:
    """Whether a word by itself is plain, says how something is, or is a verb without what it acts on: "gathering"."""
    if word in _PLAIN or _ADJECTIVE.search(word):
        return True
    sense = lexicon().verbs.get(word)
    return sense is not None and not sense.noun_too and word not in FIELD_GERUNDS
