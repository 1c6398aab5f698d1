"""Skills that the library lacks, told from slips of the pen and from filler: each phrase gets its cause."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import UnmatchedCause
from jd_assets.skills.candidates import Candidates
from jd_assets.skills.chunks import Chunk
from jd_assets.skills.labels import Label
from jd_assets.skills.mentions import Mention
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.proposals import is_worth_proposing
from jd_assets.skills.reading import Reading
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary
from jd_assets.skills.wording import close_wording

_ASKED = frozenset({Section.REQUIRED, Section.PREFERRED, Section.RESPONSIBILITIES})


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
    candidates = Candidates(reading, mentions)
    return [
        _judged(reading.text, span, chunk, vocabulary)
        for span in reading.spans
        if span.section in _ASKED or reading.fields.label_at(span.start) is Label.STACK
        for chunk in candidates.in_span(span)
    ]


def _judged(text: str, span: Span, chunk: Chunk, vocabulary: Vocabulary) -> Discovery:
    exact = vocabulary.phrases.get(chunk.phrase)
    if exact is not None:
        # The context rule of a plain word ("testing") did not bear it out; an announcing phrase does.
        entry = vocabulary.entries[exact]
        plain = entry.skill_nature in FIELDS_OF_WORK
        return Discovery(chunk.start, chunk.end, None if plain else "not_a_skill", entry if plain else None)
    if not is_worth_proposing(text, span, chunk):
        return Discovery(chunk.start, chunk.end, "not_a_skill")
    close = close_wording(chunk.phrase, vocabulary)
    return Discovery(chunk.start, chunk.end, "wording" if close else "gap", close)
