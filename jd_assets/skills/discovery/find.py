"""Skills that the library lacks, told from slips of the pen and from filler: each phrase gets its cause."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import UnmatchedCause
from jd_assets.skills.abbreviations import long_form_end
from jd_assets.skills.discovery.abilities import abilities
from jd_assets.skills.discovery.candidates import Candidates
from jd_assets.skills.discovery.chunks import Chunk, has_product_case
from jd_assets.skills.discovery.graded import Graded
from jd_assets.skills.discovery.proposals import is_worth_proposing
from jd_assets.skills.glued import name_before_seam
from jd_assets.skills.labels import Label
from jd_assets.skills.mentions import Mention
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.reading import Reading
from jd_assets.skills.studies import is_subject
from jd_assets.skills.typos import close_wording
from jd_assets.skills.vocabulary import SkillEntry, Vocabulary

_ASKED = frozenset({Section.REQUIRED, Section.PREFERRED, Section.RESPONSIBILITIES})

_TOLD = frozenset({Section.ROLE_SUMMARY, Section.ABOUT_COMPANY})
# Technologies that make a sentence one on the stack.
_STACK = 4


@dataclass(frozen=True, slots=True)
class Discovery:
    """A phrase that looks like a skill and was no accepted library spelling, and what came of it.

    `entry` is the library skill that it turned out to mean, `cause` None where it is spelled as the library does;
    `graded` says that nothing but its words and its place speak for it.
    """

    start: int
    end: int
    cause: UnmatchedCause | None
    entry: SkillEntry | None = None
    graded: bool = False


def discover(reading: Reading, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Discovery]:
    """Phrases of the asked-for sections, none overlapping a library mention, in order of the text."""
    candidates = Candidates(reading, mentions)
    judge = _Judge(reading, mentions, vocabulary)
    graded = Graded(reading, mentions, vocabulary)
    found: list[Discovery] = []
    for span in reading.spans:
        named: list[Discovery] = []
        if span.section in _ASKED or reading.fields.label_at(span.start) is Label.STACK:
            judged = [judge.judged(span, chunk) for chunk in candidates.in_span(span)]
            named = _with_abilities(
                judged, [chunk for chunk in abilities(reading.view, span) if candidates.is_free(chunk)]
            )
        elif _names_stack(reading, mentions, span):
            named = [judge.judged(span, chunk) for chunk in candidates.in_span(span) if _is_name(reading.text, chunk)]
        likely = [judge.graded(chunk) for chunk in graded.in_span(span)]
        found += _in_place_of(named, [each for each in likely if each is not None])
    return found


def _names_stack(reading: Reading, mentions: Sequence[Mention], span: Span) -> bool:
    """Whether a sentence that asks for nothing lists what is worked with: "Python, Flask, Redis, Biopython, Docker"."""
    if span.section not in _TOLD or not reading.counts_for_skills(span.start):
        return False
    within = (mention.entry for mention in mentions if span.start <= mention.start < span.end)
    return sum(entry is not None and entry.skill_nature not in FIELDS_OF_WORK for entry in within) >= _STACK


def _is_name(text: str, chunk: Chunk) -> bool:
    name = text[chunk.start : chunk.end]
    return " " not in name and (name[0].isupper() or has_product_case(name))


def _in_place_of(named: list[Discovery], graded: Sequence[Discovery]) -> list[Discovery]:
    """Phrases that are likely skills by their words and place take the place of what was thought to be none."""
    skills = [each for each in named if each.cause != "not_a_skill"]
    more = [each for each in graded if not any(_overlap(each, skill) for skill in skills)]
    kept = [each for each in named if not any(_overlap(each, other) for other in more)]
    return sorted([*kept, *more], key=lambda each: each.start)


def _overlap(one: Discovery, other: Discovery) -> bool:
    return one.start < other.end and other.start < one.end


def _with_abilities(named: list[Discovery], able: Sequence[Chunk]) -> list[Discovery]:
    """Abilities take the place of what was read in their words."""
    kept = [each for each in named if not any(each.start < chunk.end and chunk.start < each.end for chunk in able)]
    return sorted([*kept, *(Discovery(chunk.start, chunk.end, "gap") for chunk in able)], key=lambda each: each.start)


class _Judge:
    """Tells what each phrase of one posting is."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], vocabulary: Vocabulary) -> None:
        self._reading = reading
        self._text = reading.text
        self._vocabulary = vocabulary
        self._known_ending_at = {mention.end: mention.entry for mention in mentions}

    def judged(self, span: Span, chunk: Chunk) -> Discovery:
        exact = self._vocabulary.phrases.get(chunk.phrase)
        is_studied = exact is not None and is_subject(self._reading.view, span.start, span.end, chunk)
        if is_studied or self._reading.names_language(chunk.words):
            return Discovery(chunk.start, chunk.end, "not_a_skill")
        if exact is not None:
            # The context rule of a plain word ("testing") did not bear it out; an announcing phrase does.
            entry = self._vocabulary.entries[exact]
            plain = entry.skill_nature in FIELDS_OF_WORK
            return Discovery(chunk.start, chunk.end, None if plain else "not_a_skill", entry if plain else None)
        if self._vocabulary.needs_topic(chunk.phrase):
            return Discovery(chunk.start, chunk.end, "not_a_skill")
        glued = name_before_seam(self._text, chunk, self._vocabulary.phrases)
        if glued is not None:
            stop, skill_id = glued
            return Discovery(chunk.start, stop, None, self._vocabulary.entries[skill_id])
        if not is_worth_proposing(self._text, span, chunk):
            return Discovery(chunk.start, chunk.end, "not_a_skill")
        return self._unknown(span, chunk)

    def graded(self, chunk: Chunk) -> Discovery | None:
        """A phrase that is likely a skill, whatever announces it; None where a rule of the library spoke against it."""
        exact = self._vocabulary.find(chunk.phrase)
        if exact is not None:
            if self._reading.is_stated_elsewhere(exact):
                return None
            name = self._text[chunk.start : chunk.end]
            plain = exact.skill_nature in FIELDS_OF_WORK and exact.skill_nature != "DOMAIN"
            if self._vocabulary.needs_topic(chunk.phrase) and not name.islower():
                return None  # an abbreviation, or a name: what it stands for here is not known
            return Discovery(chunk.start, chunk.end, None, exact, graded=True) if plain else None
        close = close_wording(chunk.phrase, self._vocabulary)
        return Discovery(chunk.start, chunk.end, "wording" if close else "gap", close, graded=True)

    def _unknown(self, span: Span, chunk: Chunk) -> Discovery:
        """A phrase that may be a skill, as its place in the sentence has it."""
        end = long_form_end(self._text, self._reading.view, chunk)
        if end is not None:
            entry = self._known_ending_at.get(end)
            return Discovery(chunk.start, chunk.end, "wording" if entry else "not_a_skill", entry)
        close = close_wording(chunk.phrase, self._vocabulary)
        # A single word of a subject is near too many others: the "Interaction" of a degree is no "Integration".
        if (close is None or len(chunk.words) == 1) and is_subject(self._reading.view, span.start, span.end, chunk):
            return Discovery(chunk.start, chunk.end, "not_a_skill")
        return Discovery(chunk.start, chunk.end, "wording" if close else "gap", close)
