"""Library skills that share the last or the first word of a new name: "Tax Accounting" is a kind of accounting."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jd_assets.enriching.opinion import Opinion
from jd_assets.enriching.votes import Table, step, vote
from jd_assets.library.snapshot import Skill

_WORD = re.compile(r"[^\W_](?:[\w.+#-]*[\w+#])?")
#: Words that end names of every category and so say nothing of it.
_EMPTY = frozenset(
    "and of for the in with to on a an by or system tool software platform application solution service technology "
    "method technique skill experience knowledge process concept principle practice standard product project program "
    "strategy support team work level based new best good high advanced basic modern general user customer "
    "client".split()
)
#: Skills sharing the word from which its vote counts: one skill is a coincidence.
_SUPPORT = 2

# Share of the seed library's skills that the other holders of their word type right, by the share of the vote: for the
# last (or only) word and for the first, with four holders or more and with fewer.
_LAST = ((0.9, 0.95), (0.75, 0.75), (0.6, 0.68), (0.45, 0.36), (0.0, 0.28))
_LAST_FEW = ((0.9, 0.73), (0.6, 0.5), (0.45, 0.27), (0.0, 0.2))
_FIRST = ((0.75, 0.75), (0.6, 0.62), (0.45, 0.6), (0.0, 0.3))
_FIRST_FEW = ((0.6, 0.55), (0.45, 0.22), (0.0, 0.1))
_FEW = 4


@dataclass(frozen=True)
class HeadWords:
    """Library skills by the last and by the first word of their names, reduced to the singular."""

    last: Mapping[str, Sequence[Skill]]
    first: Mapping[str, Sequence[Skill]]

    @classmethod
    def of(cls, skills: Iterable[Skill]) -> "HeadWords":
        """The words of all names."""
        last: dict[str, list[Skill]] = defaultdict(list)
        first: dict[str, list[Skill]] = defaultdict(list)
        for skill in skills:
            words = words_of(skill.name)
            if words:
                last[words[-1]].append(skill)
                first[words[0]].append(skill)
        return cls(last, first)

    def opinions(self, name: str, besides: str | None = None) -> list[Opinion]:
        """What the holders of the last and of the first word say; `besides` is a skill_id that has no vote."""
        words = words_of(name)
        if not words:
            return []
        said = [self._opinion(self.last, words[-1], "ends in", (_LAST, _LAST_FEW), besides)]
        if words[0] != words[-1] or len(words) == 1:
            said.append(self._opinion(self.first, words[0], "begins with", (_FIRST, _FIRST_FEW), besides))
        found = [opinion for opinion in said if opinion]
        # The two readings are one source: a name is not twice as sure because both its words say the same.
        return [max(found, key=lambda opinion: opinion.confidence)] if found else []

    def _opinion(
        self,
        index: Mapping[str, Sequence[Skill]],
        word: str,
        place: str,
        tables: tuple[Table, Table],
        besides: str | None,
    ) -> Opinion | None:
        holders = [skill for skill in index.get(word, ()) if skill.skill_id != besides]
        outcome = vote((skill, 1.0) for skill in holders)
        if word in _EMPTY or outcome is None or len(holders) < _SUPPORT:
            return None
        because = f"{len(outcome.voters)} of {len(holders)} library skills whose name {place} '{word}'"
        table = tables[len(holders) < _FEW]
        return Opinion("head word", outcome.category, step(outcome.share, table), because, outcome.voters)


def words_of(name: str) -> list[str]:
    """The words of a name in lower case and in the singular, as far as an ending tells it."""
    return [_singular(word) for word in _WORD.findall(name.lower())]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")) else word
