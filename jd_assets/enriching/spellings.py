"""The library's skills by every spelling of theirs, exact and squeezed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jd_assets.library.snapshot import Skill

_SQUEEZED = re.compile(r"[^a-z0-9+#&]")


@dataclass(frozen=True)
class Spellings:
    """Skills by spelling.

    Attributes:
        exact: By names and aliases in lower case.
        squeezed: By their squeezed forms; one that several skills share is none's.
        sure: The squeezed forms of those that mean the skill wherever they stand. The others are words too ("Access").
    """

    exact: Mapping[str, Skill]
    squeezed: Mapping[str, Skill]
    sure: frozenset[str]

    @classmethod
    def of(cls, skills: Iterable[Skill]) -> "Spellings":
        """Names and aliases; where two skills share one, the name goes before the alias."""
        exact: dict[str, Skill] = {}
        holders: dict[str, dict[str, Skill]] = {}
        listed = list(skills)
        for texts in (_names, _aliases):
            for skill in listed:
                for text in texts(skill):
                    exact.setdefault(text.lower(), skill)
                    holders.setdefault(squeeze(text), {})[skill.skill_id] = skill
        squeezed = {form: next(iter(held.values())) for form, held in holders.items() if form and len(held) == 1}
        sure = frozenset(
            squeeze(text)
            for skill in listed
            for text, rule in ((skill.name, skill.match), *skill.aliases)
            if rule == ""
        )
        return cls(exact, squeezed, sure)

    def find(self, text: str) -> Skill | None:
        """The skill that is spelled so, whatever the case."""
        return self.exact.get(" ".join(text.lower().split()))


def squeeze(text: str) -> str:
    """A spelling without case, blanks and punctuation, but for the signs that tell C from C++ and C#."""
    return _SQUEEZED.sub("", text.lower())


def _names(skill: Skill) -> list[str]:
    return [skill.name]


def _aliases(skill: Skill) -> list[str]:
    return [alias for alias, _ in skill.aliases]
