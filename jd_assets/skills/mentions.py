"""Mentions: the places where a posting names a skill, judged for section, polarity, negation and version."""

from dataclasses import dataclass
from enum import Enum

from jd_assets.contracts.base import Evidence, Section
from jd_assets.skills.vocabulary import SkillEntry
from jd_assets.text.spelling_key import spelling_key


class How(Enum):
    """How a skill was recognised; the value is the confidence that this gives, from 0 to 1."""

    NAME = 1.0
    ALIAS = 0.95
    WORDING = 0.8
    MODEL = 0.7
    PHRASE = 0.6
    GRADED = 0.5


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a skill is named; `entry` is None for a skill the library lacks.

    `asks` is true where a posting says what it wants, false in its title and in descriptions.
    """

    start: int
    end: int
    name: str
    entry: SkillEntry | None
    how: How
    section: Section | None
    core: bool
    asks: bool
    negated: bool
    version: str | None

    @property
    def key(self) -> str:
        """What mentions of the same skill have in common."""
        return self.entry.skill_id if self.entry else f"?{spelling_key(self.name)}"

    def evidence(self, text: str) -> Evidence:
        """The mention as evidence."""
        return Evidence.of(text, self.start, self.end, self.section)
