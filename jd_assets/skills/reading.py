"""A posting prepared for skill work: which of its places are heard, and what each mention amounts to."""

import re
from functools import cached_property

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.skills.labels import Label, LabelledFields
from jd_assets.skills.layout import Layout
from jd_assets.skills.mentions import Mention
from jd_assets.skills.polarity import Wording
from jd_assets.skills.tokens import lower_view, words_of
from jd_assets.skills.versions import version_after, version_inside
from jd_assets.skills.vocabulary import SkillEntry

# What these say of technology is said of the employer, not of the job.
SILENT_SECTIONS = frozenset({Section.ABOUT_COMPANY, Section.BENEFITS, Section.HOW_TO_APPLY, Section.LEGAL})
_STACK_NAME = re.compile(r"\b(?:tech|technology|technical|data|our|the) stack\b")
_STACK_CUE = re.compile(
    r"\b(?:tech(?:nical|nology)? ?stack|stack:|our stack|technologies|tools|languages|tech we use|we use|we're using|"
    r"technical environment|written in|built (?:with|on|in))\b"
)
_ASKING_CUE = re.compile(
    r"\b(?:experienced?|expertise|knowledge|proficien\w+|familiar\w*|passion(?:ate)?|skills?|fluent)\b"
)
# A description that addresses nobody tells of the employer's world: "a leader in financial services".
_ADDRESS = re.compile(
    r"\b(?:you(?:'ll|'re|'ve)?|your|candidates?|applicants?|role|position|looking for|seeking|seeks|hiring|"
    r"responsib\w+|successful|ideal|will|join)\b"
)
# Sentences that speak to a program and not to an applicant say nothing about the job.
_INJECTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|other|system)\b.{0,40}"
    r"\b(?:instructions?|prompts?|rules?|messages?)\b|\bsystem prompt\b|\blanguage model\b|"
    r"\byou are (?:now )?(?:an? )?(?:ai|assistant|chatgpt|gpt)\b|\b(?:output|respond|answer|reply) (?:only )?with\b.{0,40}\bskills?\b"
)


class Reading:
    """One posting's text with its views and layout; computes what is asked of it once."""

    def __init__(self, posting: Posting, parsed: NanoParse) -> None:
        self.text = posting.text
        self.view = lower_view(posting.text)
        self.spans = parsed.spans
        self.layout = Layout(posting.text, parsed.spans)
        self.fields = LabelledFields(self.view)
        self._company_names = frozenset(words_of(name) for name in parsed.company_names)
        self._wordings: dict[tuple[int, int], Wording] = {}

    def section_at(self, offset: int) -> Section | None:
        """The section of the sentence at an offset; None in a title or heading."""
        span = self.layout.span_at(offset)
        return span.section if span else None

    def hears(self, offset: int) -> bool:
        """Whether a skill named here counts: company, benefits and legal text yields none.

        A labelled list of technologies counts wherever it stands, and so does the title.
        """
        label = self.fields.label_at(offset)
        if label is not None:
            return label is not Label.SILENT
        bounds = self.layout.sentence(offset)
        if self._has_injection and _INJECTION.search(self.view, *bounds):
            return False
        section = self.section_at(offset)
        if section is None:
            return self._in_title(offset) or self.layout.section_below(offset) not in SILENT_SECTIONS
        if section in (Section.ABOUT_COMPANY, Section.BENEFITS):
            cue = _STACK_CUE if section is Section.ABOUT_COMPANY else _STACK_NAME
            return bool(cue.search(self.view, *bounds))
        return section not in SILENT_SECTIONS

    def mention(self, start: int, end: int, entry: SkillEntry | None, is_name: bool = False) -> Mention:
        """Judge a place that names a skill."""
        bounds = self.layout.sentence(start)
        wording = self._wordings.get(bounds)
        if wording is None:
            wording = self._wordings[bounds] = Wording(self.view, *bounds)
        section = self.section_at(start)
        label = self.fields.label_at(start)
        version, stop = version_after(self.view, end) or (None, end)
        if version is None and entry:
            version = version_inside(self.view, start, end, entry.name)
        negated = wording.is_negated(start, end)
        return Mention(
            start=start,
            end=stop,
            name=entry.name if entry else self.text[start:end],
            entry=entry,
            is_name=is_name,
            section=section,
            core=not negated
            and label is not Label.INDUSTRY
            and wording.is_core(section or self.layout.section_below(start), start, end),
            asks=section not in (None, Section.ROLE_SUMMARY)
            or label is Label.STACK
            or bool(_ASKING_CUE.search(self.view, bounds[0], start)),
            negated=negated,
            version=version,
        )

    def names_employer(self, start: int, end: int) -> bool:
        """Whether a place holds the employer's own name and nothing more."""
        return bool(self._company_names) and words_of(self.text[start:end]) in self._company_names

    def addresses(self, offset: int) -> bool:
        """Whether a sentence speaks of the job or to its reader; in sections that state wants every one does."""
        if self.section_at(offset) is not Section.ROLE_SUMMARY or self.fields.label_at(offset) is not None:
            return True
        return bool(_ADDRESS.search(self.view, *self.layout.sentence(offset)))

    @cached_property
    def _has_injection(self) -> bool:
        return bool(_INJECTION.search(self.view))

    def _in_title(self, offset: int) -> bool:
        return "\n" not in self.view[:offset].strip()
