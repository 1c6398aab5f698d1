"""Skills that the library lacks: phrases that a posting treats as skills, told from filler, each with its cause."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import UnmatchedCause
from jd_assets.parsing.words import ACTION_FORMS
from jd_assets.skills.chunks import Chunk, chunks_of
from jd_assets.skills.labels import Label
from jd_assets.skills.mentions import Mention
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.reading import Reading
from jd_assets.skills.role_words import is_role
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary
from jd_assets.skills.wording import close_wording
from jd_assets.skills.wordlists import ACRONYMS_OF_PROSE, FILLERS, GENERIC

_ASKED = frozenset({Section.REQUIRED, Section.PREFERRED, Section.RESPONSIBILITIES})
_SKILL_NOUN = (
    r"(?:experienced?|knowledge|understanding|expertise|proficien(?:cy|t)|familiar(?:ity)?|background|skills?|skilled|"
    r"competen(?:ce|cy|t|cies)|fluen(?:t|cy)|exposure|mastery|command|versed|grounding|foundations?|fundamentals|"
    r"certified|certifications?|passion(?:ate)?|degree|comprehension|specializ\w+|specialis\w+|exp)"
)
# "experience with", "knowledge in the field of": what follows is what they want.
_CUE = re.compile(
    rf"\b{_SKILL_NOUN}(?:\s+(?:working|developing|programming|coding|building|designing))?\s+(?:in|with|of|on|using|about|for|to)\s+"
    r"(?:(?:the|a|an|at least one|one|any|some|both|all|various|modern|of|or more|following|areas?|fields?|use|usage|"
    r"development|administration|e\.g\.?)\s+)*:?\s*$"
)
_SKILL_WORD = re.compile(_SKILL_NOUN)
_LIST_STEP = re.compile(
    r"[\s,/&()•|\"']*"
    r"(?:(?:and/or|and|or|such as|like|including|e\.g\.?|i\.e\.?|as well as|plus|etc\.?)(?!\w)[\s,.:(]*)*"
    r"(?:(?:the|a|an|other|some|any)\s+)?"
)
# Adverbs, participles and contractions: the phrase is prose.
_NO_NOUN = re.compile(
    r"(?:[^lf]ly|'(?:d|re|ve|ll)|^(?:able|looking|working|listed|commonly|associated|noted|requested|applicable))$"
)
_LONGEST_PHRASE = 4
_CUE_WINDOW = 70


@dataclass(frozen=True, slots=True)
class Discovery:
    """A phrase that looks like a skill and was no accepted library spelling, and what came of it.

    `entry` is the library skill that it turned out to mean, `cause` None where it is spelled as the library does.
    """

    start: int
    end: int
    cause: UnmatchedCause | None
    entry: SkillEntry | None = None


def discover(reading: Reading, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Discovery]:
    """Phrases of the asked-for sections, none overlapping a library mention, in order of the text."""
    known = _Known(mentions)
    return [
        _judged(reading, chunk, vocabulary)
        for span in reading.spans
        if span.section in _ASKED or reading.fields.label_at(span.start) is Label.STACK
        if known.any_in(span) or _SKILL_WORD.search(reading.view, span.start, span.end)
        for chunk in _candidates(reading, span, known)
    ]


class _Known:
    """Library mentions by offset."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._ends = [mention.end for mention in mentions]

    def any_in(self, span: Span) -> bool:
        """Whether a mention lies in a sentence."""
        place = bisect_left(self._ends, span.start + 1)
        return place < len(self._mentions) and self._mentions[place].start < span.end

    def within(self, chunk: Chunk) -> Mention | None:
        """A mention that overlaps the chunk."""
        place = bisect_left(self._ends, chunk.start + 1)
        if place < len(self._mentions) and self._mentions[place].start < chunk.end:
            return self._mentions[place]
        return None


def _candidates(reading: Reading, span: Span, known: _Known) -> Iterator[Chunk]:
    """Chunks that a phrase such as "experience with" announces, or that stand in a list with library skills."""
    view = reading.view
    announced = beside_known = False
    stop = span.start
    pending: Chunk | None = None
    for chunk in chunks_of(view, span.start, span.end):
        step = bool(_LIST_STEP.fullmatch(view, stop, chunk.start))
        announced = (announced and step) or bool(
            _CUE.search(view, max(span.start, chunk.start - _CUE_WINDOW), chunk.start)
        )
        mention = known.within(chunk)
        item = mention is not None and mention.start <= chunk.start and mention.end >= chunk.end
        if pending is not None and item and step:
            yield pending
        pending = None
        if mention is None:
            if announced or (beside_known and step):
                yield chunk
            elif step or chunk.start == span.start:
                pending = chunk if _like_a_name(reading.text, chunk, span) else None
        beside_known = item or (beside_known and step and mention is None)
        stop = chunk.end


def _judged(reading: Reading, chunk: Chunk, vocabulary: Vocabulary) -> Discovery:
    phrase = " ".join(chunk.words)
    exact = vocabulary.phrases.get(phrase)
    if exact is not None:
        # The context rule of a plain word ("testing") did not bear it out; an announcing phrase does.
        entry = vocabulary.entries[exact]
        plain = entry.skill_nature in FIELDS_OF_WORK
        return Discovery(chunk.start, chunk.end, None if plain else "not_a_skill", entry if plain else None)
    if not _worth_proposing(reading, chunk, phrase):
        return Discovery(chunk.start, chunk.end, "not_a_skill")
    close = close_wording(phrase, vocabulary)
    return Discovery(chunk.start, chunk.end, "wording" if close else "gap", close)


def _worth_proposing(reading: Reading, chunk: Chunk, phrase: str) -> bool:
    words = chunk.words
    name = reading.text[chunk.start : chunk.end]
    if len(words) > _LONGEST_PHRASE or phrase in FILLERS or words[0] in ACTION_FORMS or len(phrase) < 2:
        return False
    if is_role(phrase, 0, len(phrase)) or any(_NO_NOUN.search(word) for word in words):
        return False
    if _has_product_case(name):
        return phrase not in ACRONYMS_OF_PROSE
    if len(words) == 1 and not name[0].isupper():
        # A plain word alone says too little to be worth an admin's time.
        return False
    return words[-1] not in GENERIC and phrase.isascii()


def _like_a_name(text: str, chunk: Chunk, span: Span) -> bool:
    word = text[chunk.start : chunk.end]
    return (word[:1].isupper() and chunk.start > span.start) or _has_product_case(word)


def _has_product_case(name: str) -> bool:
    """Capitals inside a word, or letters with digits: "PyCharm", "BGP", "D365"."""
    return any(
        any(char.isupper() for char in word[1:]) or (any(c.isdigit() for c in word) and any(c.isalpha() for c in word))
        for word in name.split()
    )
