"""The library's skills by every spelling of theirs, as written and by its key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jd_assets.library.snapshot import Skill
from jd_assets.text.spelling_key import spelling_key


@dataclass(frozen=True)
class Spellings:
    """Skills by spelling.

    Attributes:
        exact: By names and aliases in lower case.
        by_key: By their keys; one that several skills share is none's.
        sure: The keys of those that mean the skill wherever they stand. The others are words too ("Access").
    """

    exact: Mapping[str, Skill]
    by_key: Mapping[str, Skill]
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
                    holders.setdefault(spelling_key(text), {})[skill.skill_id] = skill
        by_key = {key: next(iter(held.values())) for key, held in holders.items() if len(held) == 1}
        sure = frozenset(
            spelling_key(text)
            for skill in listed
            for text, rule in ((skill.name, skill.match), *skill.aliases)
            if rule == ""
        )
        return cls(exact, by_key, sure)

    def find(self, text: str) -> Skill | None:
        """The skill that is spelled so, whatever the case."""
        return self.exact.get(" ".join(text.lower().split()))


def _names(skill: Skill) -> list[str]:
    return [skill.name]


def _aliases(skill: Skill) -> list[str]:
    return [alias for alias, _ in skill.aliases]
