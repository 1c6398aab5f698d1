"""Library skills and their spellings, as far as finding them in text needs them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from jd_assets.text.topics import topic_of

#: "", "cased", "context", "never" or "topic:NAME", as `SkillEntry` says.
MatchRule = str


class _Packed:
    """Unpickled by its constructor: half of the time that the state of a frozen class with slots takes."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, field.name) for field in fields(self))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SkillEntry(_Packed):
    """A library skill as far as matching needs it.

    `match` says how the name may be found: anywhere in any case (''), in exactly this case ('cased'), in this
    case and only among other skills or in a requirement ('context'), where the posting speaks of a topic of
    `topics.csv` ('topic:llm'), or by its aliases alone ('never').
    """

    skill_id: str
    name: str
    category: str
    sub_category: str
    skill_nature: str
    match: MatchRule = ""
    aliases: tuple[tuple[str, MatchRule], ...] = ()


@dataclass(frozen=True, slots=True)
class Form(_Packed):
    """One spelling that stands for a skill, and the rule it is accepted under.

    `language` is a programming language that the spelling names as well ("SQL databases", "Java Spring").
    """

    entry: SkillEntry
    rule: MatchRule
    letters: str
    is_name: bool
    language: SkillEntry | None = None

    @property
    def topic(self) -> str | None:
        """The topic that a posting must speak of for this spelling to mean the skill."""
        return topic_of(self.rule)
