"""The library's skills by type."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from jd_assets.library.snapshot import Skill


class SkillsByType:
    """Library skills by category: what a category leaves open is taken from them where no source says it."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._skills: dict[str, list[Skill]] = {}
        for skill in skills:
            self._skills.setdefault(skill.category, []).append(skill)

    def of(self, category: str, sub_category: str | None = None, skill_nature: str | None = None) -> list[Skill]:
        """The skills of a category, and where given of a sub-category and of a nature."""
        return [
            skill
            for skill in self._skills.get(category, ())
            if sub_category in (None, skill.sub_category) and skill_nature in (None, skill.skill_nature)
        ]

    @cached_property
    def categories(self) -> Mapping[str, Sequence[str]]:
        """The sub-categories of each category."""
        return {
            category: sorted({skill.sub_category for skill in skills})
            for category, skills in sorted(self._skills.items())
        }

    @cached_property
    def natures(self) -> Sequence[str]:
        """The natures in use."""
        return sorted({skill.skill_nature for skills in self._skills.values() for skill in skills})

    def knows(self, category: str, sub_category: str, skill_nature: str) -> bool:
        """Whether a type is made of the library's own words."""
        return sub_category in self.categories.get(category, ()) and skill_nature in self.natures
