"""Which section a sentence belongs to: by the heading above it, and by its own words where they are stronger."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from jd_assets.contracts.base import Section
from jd_assets.parsing.structure.headings import Heading
from jd_assets.parsing.structure.section_cues import opens_with_action, section_of_sentence

# Under these headings the sentence's own words decide first: they gather all kinds of text.
_LOOSE = frozenset({None, Section.ROLE_SUMMARY, Section.ABOUT_COMPANY})
#: Sections that are lists of what somebody does, must have or gets.
LISTS = frozenset({Section.RESPONSIBILITIES, Section.REQUIRED, Section.PREFERRED, Section.BENEFITS})
# Under the other headings a sentence's own words count only where they say one of these.
_TAIL = frozenset({Section.LEGAL, Section.HOW_TO_APPLY, Section.BENEFITS, Section.ABOUT_COMPANY})
_STRONGER: Mapping[Section, frozenset[Section]] = {
    Section.RESPONSIBILITIES: _TAIL | {Section.REQUIRED, Section.PREFERRED},
    Section.REQUIRED: _TAIL | {Section.PREFERRED},
    Section.PREFERRED: _TAIL,
    Section.BENEFITS: frozenset({Section.LEGAL, Section.HOW_TO_APPLY}),
    Section.HOW_TO_APPLY: frozenset({Section.LEGAL}),
    Section.LEGAL: frozenset(),
}
# What follows the lists of a posting comes as prose; a list item that looks like it still belongs to its list.
_PROSE = frozenset({Section.HOW_TO_APPLY, Section.BENEFITS, Section.ABOUT_COMPANY})
# A sentence that says what something is, or where to look, and not what one does.
_STATES = re.compile(
    r"(?:(?:we|our \w+|it|there|here|these|those|this|they|that|what|across [\w ]+ there|[A-Z]\w+(?: (?:[A-Z]\w+|of"
    r"|and|the)){0,4})"
    r"(?: (?:also|currently|now|both))? (?:is|are|was|were|has|have|needs?|offers?|believes?)\b|we(?:'re|'ve)\b"
    r"|it's\b|that's\b|there's\b|they're\b)"
    r"|you can (?:also )?(?:read|find|learn|see|check|look)\b|you(?:'ll| will) (?:be (?:asked|invited|contacted"
    r"|given|paid|offered)|receive|get|enjoy|find|need)\b"
    r"|[a-z]+ing\b[^,.;]{0,160}?\b(?:is|are|involves?|requires?|means)\b|(?:[a-z]+ing"
    r"|to [a-z]+)\b[^.;]{0,200}?,\s+(?:we|our|it|they)\b"
    r"|\S+@\S+\.\w|[^.]{0,80}https?://",
    re.IGNORECASE,
)
# How a paragraph begins that speaks to whoever would do the work.
_OF_THE_WORK = re.compile(r"(?:You(?:'ll|'ve)?|Your|As (?:an?|our|the)|In this|The (?:role|position|job)|This) ")
# Kinds of cues that make such a sentence strong enough; weaker ones count only where no heading speaks.
_NEEDS: Mapping[Section | None, frozenset[str]] = {
    Section.LEGAL: frozenset({"legal"}),
    Section.ABOUT_COMPANY: frozenset({"company"}),
    Section.HOW_TO_APPLY: frozenset({"apply"}),
}
_COMPANY = frozenset({"company", "company_weak"})
_TITLE_WORDS = 10  # the first line of a posting, if no longer than this and no sentence, is its title


class SectionCursor:
    """Walks down a posting and says the section of each sentence."""

    def __init__(self) -> None:
        self.heading: Heading | None = None
        self._section: Section | None = None
        self._level = 0
        self._before: Section | None = None
        self._at_top = True
        self._role_named = False
        self._in_form = False
        self._opens_with_to = False
        self._list: tuple[Heading | None, Section | None, int, Section | None] | None = None

    def enter(self, heading: Heading, of_item: bool = False) -> None:
        """Go on below a heading; one that says nothing stays in the section it divides.

        Args:
            heading: The heading.
            of_item: It labels one item of a list, after which the list goes on as it was.
        """
        if of_item and heading.section is Section.PREFERRED and (self._section or self._before) in LISTS:
            self._list = (self.heading, self._section, self._level, self._before)
        self._at_top = False
        if heading.is_field or self._in_form:
            return
        self._in_form = heading.opens_form
        if heading.section is None and self._section is not None and heading.level > self._level:
            return
        if heading.section is None and heading.level == self._level and self._section is Section.RESPONSIBILITIES:
            return
        self.heading = heading
        self._section, self._level = heading.section, heading.level
        self._before = None

    def section_of(
        self, sentence: str, cues: AbstractSet[str], bullet: bool, field: Heading | None, opens_paragraph: bool = False
    ) -> Section:
        """The section of the next sentence.

        Args:
            sentence: Its matching view.
            cues: Kinds of cues found in it.
            bullet: It is an item of a list.
            field: The label it begins with ("Location:"), if any.
            opens_paragraph: A blank line stands before it.
        """
        top, self._at_top = self._at_top, False
        if self._in_form:
            return Section.LEGAL if "legal" in cues else Section.HOW_TO_APPLY
        if field is not None and field.is_field:
            return Section.BENEFITS if field.section is Section.BENEFITS else Section.ROLE_SUMMARY
        if top and not bullet and sentence[-1] not in ".!?" and len(sentence.split()) <= _TITLE_WORDS:
            return Section.ROLE_SUMMARY
        if opens_paragraph and not bullet and self._leaves_benefits(sentence, cues):
            self.heading, self._section, self._before = None, None, None
        section = self._decided(sentence, cues, bullet)
        self._before = section
        if self._list is not None:
            (self.heading, self._section, self._level, self._before), self._list = self._list, None
        return section

    def _leaves_benefits(self, sentence: str, cues: AbstractSet[str]) -> bool:
        """Whether a paragraph below the benefits speaks of the work again: no heading says where they end."""
        if self._section is not Section.BENEFITS or self._before is not Section.BENEFITS or "benefit" in cues:
            return False
        if _OF_THE_WORK.match(sentence) is None:
            return False
        return section_of_sentence(sentence, cues, bullet=False) in (Section.RESPONSIBILITIES, Section.REQUIRED)

    def _decided(self, sentence: str, cues: AbstractSet[str], bullet: bool) -> Section:
        under = self._section
        own = section_of_sentence(sentence, cues, bullet)
        if own is Section.LEGAL and under is Section.RESPONSIBILITIES and opens_with_action(sentence):
            own = under  # "Ensure compliance with applicable laws" is a duty among others
        self._opens_with_to = sentence.startswith("To ")
        if under is None or under in _LOOSE:
            return self._loose(own, cues, bullet) or self._silent(under, sentence, bullet)
        if own in _NEEDS and not cues & _NEEDS[own] and self._before is not own:
            own = under
        if own in _STRONGER[under] and not (bullet and own in _PROSE):
            return own
        if own is None and not bullet and self._before in _PROSE:
            return self._before
        return under

    def _loose(self, own: Section | None, cues: AbstractSet[str], bullet: bool) -> Section | None:
        """What the sentence says itself, read in the light of what was said before."""
        if self._section is Section.ABOUT_COMPANY and own is Section.RESPONSIBILITIES and self._opens_with_to:
            return Section.ABOUT_COMPANY  # "To work for the wellbeing of our clients" is a mission
        if self._section is Section.ABOUT_COMPANY and own is Section.REQUIRED and not bullet and cues & _COMPANY:
            return Section.ABOUT_COMPANY  # the company's 20 years of experience, not the candidate's
        named, self._role_named = self._role_named, self._role_named or "summary" in cues
        if own is Section.ABOUT_COMPANY and "company" not in cues and named and self._section is None:
            return Section.ROLE_SUMMARY  # "our mission" is the team's once the role has been named
        return own

    def _silent(self, under: Section | None, sentence: str, bullet: bool) -> Section:
        """The section of a sentence that says nothing itself: it goes on with the list before it."""
        if self._before is Section.RESPONSIBILITIES and not bullet and _STATES.match(sentence):
            return under or Section.ROLE_SUMMARY
        if self._before in LISTS and under is not Section.ABOUT_COMPANY:
            return self._before
        return under or self._before or Section.ROLE_SUMMARY
