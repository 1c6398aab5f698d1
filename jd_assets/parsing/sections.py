"""Which section a sentence belongs to: by the heading above it, and by its own words where they are stronger."""

from jd_assets.contracts.base import Section
from jd_assets.parsing import wording
from jd_assets.parsing.headings import Heading

# Under these headings the sentence's own words decide first: they gather all kinds of text.
_LOOSE = frozenset({None, Section.ROLE_SUMMARY, Section.ABOUT_COMPANY})
_MONEY_FIELDS = frozenset({"salary", "pay", "compensation", "benefits", "rate"})


class SectionCursor:
    """Walks down a posting and says the section of each sentence."""

    def __init__(self) -> None:
        self.heading: Heading | None = None
        self._section: Section | None = None
        self._level = 0
        self._before: Section | None = None

    def enter(self, heading: Heading) -> None:
        """Go on below a heading; one that says nothing stays in the section it divides."""
        if heading.is_field:
            return
        if heading.section is None and self._section is not None and heading.level > self._level:
            return
        if heading.section is None and heading.level == self._level and self._section is Section.RESPONSIBILITIES:
            return
        self.heading = heading
        self._section, self._level = heading.section, heading.level
        self._before = None

    def section_of(self, sentence: str, bullet: bool, field: Heading | None) -> Section:
        """The section of the next sentence; `field` is the label it begins with, if any."""
        if field is not None and field.is_field:
            return Section.BENEFITS if field.section is Section.BENEFITS else Section.ROLE_SUMMARY
        section = self._decided(sentence, bullet)
        self._before = section
        return section

    def _decided(self, sentence: str, bullet: bool) -> Section:
        under = self._section
        if under in _LOOSE:
            own = wording.section_of_sentence(sentence, bullet)
            if own is None:
                return under or self._before or Section.ROLE_SUMMARY
            return own
        if wording.LEGAL.search(sentence):
            return Section.LEGAL
        if under is Section.REQUIRED and wording.PREFERRED.search(sentence):
            return Section.PREFERRED
        return under or Section.ROLE_SUMMARY
