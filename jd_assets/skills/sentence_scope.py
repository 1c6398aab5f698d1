"""What a sentence of a posting is worth for skills: whether it is heard, and whether it asks for what it names."""

import re
from functools import cached_property, lru_cache

from jd_assets.contracts.base import Section
from jd_assets.skills.polarity import Wording
from jd_assets.text.lexicon import VerbSense, lexicon

# What these say of technology is said of the employer, not of the job.
SILENT_SECTIONS = frozenset({Section.ABOUT_COMPANY, Section.BENEFITS, Section.HOW_TO_APPLY, Section.LEGAL})
_WANTS = frozenset({Section.REQUIRED, Section.PREFERRED})
# Behind the last want, where no heading ends the list, the employer speaks of itself.
_ASKING = re.compile(
    r"\b(?:experienced?|expertise|knowledge|proficien\w+|familiar\w*|passion(?:ate)?|skills?|fluent|need\w*|requir\w+|"
    r"want\w*|expect\w*|who|those|abilit\w+|able|understanding|must|should)\b"
)
_BY_US = re.compile(
    r"\b(?:our|we (?:protect|believe|offer|are (?:an?|proud|committed)|"
    r"celebrate|welcome|support|respect|strive|help))\b"
)
_STACK_NAME = re.compile(r"\b(?:tech|technology|technical|data|our|the) stack\b")
_STACK_CUE = re.compile(
    r"\b(?:tech(?:nical|nology)? ?stack|stack:|our stack|technologies|tools|languages|tech we use|we use|we're using|"
    r"technical environment|written in|built (?:with|on|in))\b"
)
_ASKING_CUE = re.compile(
    r"\b(?:experienced?|expertise|knowledge|proficien\w+|familiar\w*|passion(?:ate)?|skills?|fluent)\b"
)
_FIRST_WORD = re.compile(r"[a-z]+")
_OF_US = re.compile(r"\b(?:we|we're|we've|our|us|its|customers?|clients?)\b")
# A description that addresses nobody tells of the employer's world: "a leader in financial services".
_ADDRESS = re.compile(
    r"\b(?:you(?:'ll|'re|'ve)?|your|candidates?|applicants?|role|position|looking for|seeking|seeks|hiring|"
    r"responsib\w+|accountabilit\w+|duties|successful|ideal|will|join|"
    r"we (?:value|use|apply|practi[sc]e|follow|embrace|rely on|do))\b"
)
# Sentences that speak to a program and not to an applicant say nothing about the job.
INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|other|system)\b.{0,40}"
    r"\b(?:instructions?|prompts?|rules?|messages?)\b|\bsystem prompt\b|\blanguage model\b|"
    r"\byou are (?:now )?(?:an? )?(?:ai|assistant|chatgpt|gpt)\b|"
    r"\b(?:output|respond|answer|reply) (?:only )?with\b.{0,40}\bskills?\b"
)
# What a firm says of its hiring, and of other openings: "We are also looking for Golang engineers".
_OTHER_OPENINGS = re.compile(
    r"\bwe(?:'re| are| will| have)? (?:also|still|soon|currently also|always|actively) (?:\w+ ){0,3}?"
    r"(?:looking for|hiring|recruiting|advertising|seeking|searching)\b|"
    r"\bwe(?:'re| are| will)? (?:be )?(?:still |soon )?(?:be )?(?:actively )?(?:hiring|recruiting|advertising) "
    r"(?:and|across|for (?:other|several|many|multiple|all))\b|"
    r"\bother (?:open )?(?:positions|openings|vacancies|roles)\b"
)
# Each wording above holds one of these; a posting that holds none is spared the search in each of its sentences.
_INJECTION_STEMS = (
    *("ignore", "disregard", "forget", "override", "system prompt", "language model"),
    *("you are now", "you are a", "you are chatgpt", "you are gpt"),
    *(f"{verb} {only}with" for verb in ("output", "respond", "answer", "reply") for only in ("", "only ")),
)


@lru_cache(maxsize=1)
def _may_inject(view: str) -> bool:
    return any(stem in view for stem in _INJECTION_STEMS)


@lru_cache(maxsize=1)
def _tells_of_openings(view: str) -> bool:
    return _OTHER_OPENINGS.search(view) is not None


class SentenceScope:
    """One sentence, or one title or heading (`section` None); offsets are into the posting's view."""

    def __init__(self, view: str, start: int, end: int, section: Section | None, section_below: Section | None) -> None:
        self._view, self._start, self._end = view, start, end
        self._section_below = section_below
        self.section = section
        self.is_heard = self._hears()
        """Whether a skill named here counts: company, benefits and legal text yields none.

        A sentence on the technology in use counts there too, and one that asks the applicant for experience.
        """
        self._wording = Wording(view, start, end)

    def _hears(self) -> bool:
        if _may_inject(self._view) and INJECTION.search(self._view, self._start, self._end):
            return False
        if _tells_of_openings(self._view) and self._has(_OTHER_OPENINGS):
            return False
        if self.section is Section.ABOUT_COMPANY:
            return self._has(_STACK_CUE) or (self._has(_ASKING_CUE) and not self._has(_OF_US))
        if self.section is Section.BENEFITS:
            return self._has(_STACK_NAME)
        if self.section in _WANTS and self._has(_BY_US) and not self._asks_anyhow():
            return False
        return self._ruling_section not in SILENT_SECTIONS

    @cached_property
    def is_addressed(self) -> bool:
        """Whether it speaks of the job or to its reader; in sections that state wants every sentence does."""
        return self.section is not Section.ROLE_SUMMARY or self._has(_ADDRESS) or self._opens_with_duty()

    def _asks_anyhow(self) -> bool:
        return self._has(_ADDRESS) or self._has(_ASKING) or self._first_verb is not None

    def _opens_with_duty(self) -> bool:
        """Whether it begins with what is to be done: "Ensures quality", "Planting and harvesting of fruit"."""
        return self._first_verb is not None and not self._first_verb.noun_too

    @cached_property
    def _first_verb(self) -> VerbSense | None:
        """What the first word is, if it may be a verb."""
        first = _FIRST_WORD.search(self._view, self._start, self._end)
        return lexicon().verbs.get(first[0]) if first else None

    def asks(self, start: int) -> bool:
        """Whether it says that it wants what is named at an offset, and does not merely describe or entitle."""
        if self.section not in (None, Section.ROLE_SUMMARY):
            return True
        return self.asks_in_words(start)

    def asks_in_words(self, start: int) -> bool:
        """Whether its words, and not only its section, say that it wants what is named at an offset."""
        return self._first_cue is not None and self._first_cue < start

    def is_core(self, start: int, end: int) -> bool:
        """Whether what is named at a place is required or core."""
        return self._wording.is_core(self._ruling_section, start, end)

    def is_negated(self, start: int, end: int) -> bool:
        """Whether what is named at a place is named only to say that it is not wanted."""
        return self._wording.is_negated(start, end)

    @property
    def _ruling_section(self) -> Section | None:
        return self.section or self._section_below

    @cached_property
    def _first_cue(self) -> int | None:
        found = _ASKING_CUE.search(self._view, self._start, self._end)
        return found.start() if found else None

    def _has(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self._view, self._start, self._end) is not None
