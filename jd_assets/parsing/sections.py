"""Which section a sentence belongs to: by the heading above it, and by its own words where they are stronger."""

from collections.abc import Set as AbstractSet

from jd_assets.contracts.base import Section
from jd_assets.parsing.headings import Heading
from jd_assets.parsing.wording import section_of_sentence

# Under these headings the sentence's own words decide first: they gather all kinds of text.
_LOOSE = frozenset({None, Section.ROLE_SUMMARY, Section.ABOUT_COMPANY})
_TITLE_WORDS = 10  # the first line of a posting, if no longer than this and no sentence, is its title


class SectionCursor:
    """Walks down a posting and says the section of each sentence."""

    def __init__(self) -> None:
        self.heading: Heading | None = None
        self._section: Section | None = None
        self._level = 0
        self._before: Section | None = None
        self._at_top = True

    def enter(self, heading: Heading) -> None:
        """Go on below a heading; one that says nothing stays in the section it divides."""
        self._at_top = False
        if heading.is_field:
            return
        if heading.section is None and self._section is not None and heading.level > self._level:
            return
        if heading.section is None and heading.level == self._level and self._section is Section.RESPONSIBILITIES:
            return
        self.heading = heading
        self._section, self._level = heading.section, heading.level
        self._before = None

    def section_of(self, sentence: str, cues: AbstractSet[str], bullet: bool, field: Heading | None) -> Section:
        """The section of the next sentence.

        Args:
            sentence: Its matching view.
            cues: Kinds of cues found in it.
            bullet: It is an item of a list.
            field: The label it begins with ("Location:"), if any.
        """
        top, self._at_top = self._at_top, False
        if field is not None and field.is_field:
            return Section.BENEFITS if field.section is Section.BENEFITS else Section.ROLE_SUMMARY
        if top and not bullet and sentence[-1] not in ".!?" and len(sentence.split()) <= _TITLE_WORDS:
            return Section.ROLE_SUMMARY
        section = self._decided(sentence, cues, bullet)
        self._before = section
        return section

    def _decided(self, sentence: str, cues: AbstractSet[str], bullet: bool) -> Section:
        under = self._section
        if under is None or under in _LOOSE:
            return section_of_sentence(sentence, cues, bullet) or under or self._before or Section.ROLE_SUMMARY
        if "legal" in cues:
            return Section.LEGAL
        if under is Section.REQUIRED and "preferred" in cues:
            return Section.PREFERRED
        return under
