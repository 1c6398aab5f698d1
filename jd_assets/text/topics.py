"""The topics that spellings of several senses are bound to: "DPO" is a method of training where LLMs are spoken of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from jd_assets.text.tables import listed, rows_of

_PREFIX = "topic:"
#: The rules that need no topic.
PLAIN_RULES = ("", "cased", "context", "never")


@dataclass(frozen=True)
class Topic:
    """A topic of `topics.csv`.

    Attributes:
        name: What rules call it.
        shown_by: Words of text that show it.
        barred_by: Words of a sentence that speaks of something else in spite of them; empty where there are none.
        kinds: Categories, sub-categories and names of skills that show it when a sentence names one.
        is_local: Whether only the sentence itself can show it, and not the rest of the posting.
        is_usual: Whether a posting is taken to speak of it unless it holds a bar anywhere.
    """

    name: str
    shown_by: str
    barred_by: str
    kinds: frozenset[str]
    is_local: bool
    is_usual: bool

    @cached_property
    def words(self) -> re.Pattern[str]:
        """A pattern of the words that show it, for lower-case text; compiled for the first text that may need it."""
        return _pattern(self.shown_by)

    @cached_property
    def bars(self) -> re.Pattern[str] | None:
        """A pattern of the words that bar it; None where there are none."""
        return _pattern(self.barred_by) if self.barred_by else None


@cache
def topics() -> dict[str, Topic]:
    """All topics by name."""
    return {row["topic"]: _topic(row) for row in rows_of("topics")}


def topic_of(rule: str) -> str | None:
    """The topic of a match rule; None where it has none."""
    return rule.removeprefix(_PREFIX) if rule.startswith(_PREFIX) else None


def topic_rule(topic: str) -> str:
    """The match rule that binds a spelling to a topic."""
    return _PREFIX + topic


def is_match_rule(rule: str) -> bool:
    """Whether there is such a rule."""
    return rule in PLAIN_RULES or topic_of(rule) in topics()


def match_rules() -> Sequence[str]:
    """All rules that a spelling can have."""
    return (*PLAIN_RULES, *map(topic_rule, topics()))


def _topic(row: dict[str, str]) -> Topic:
    return Topic(
        name=row["topic"],
        shown_by=row["words"],
        barred_by=row["bars"],
        kinds=frozenset(listed(row["kinds"])),
        is_local=row["scope"] == "sentence",
        is_usual=row["scope"] == "bars",
    )


def _pattern(cell: str) -> re.Pattern[str]:
    """Words parted by bars, a star for any ending: "fine-tun*|reward model*"."""
    words = (re.escape(word).replace(r"\*", r"\w*") for word in listed(cell))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?!\w)")
