"""The mentions of a posting's skills in the order of the text: which stand in one list, and which in one sentence."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jd_assets.contracts.base import Evidence
from jd_assets.contracts.nano_parse import Span
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.library.snapshot import Skill
from jd_assets.skills.links import linked
from jd_assets.skills.tokens import lower_view

#: Library skills with their weights: the fewer mentions lie between, the heavier.
Weighted = tuple[tuple[Skill, float], ...]


class MentionOrder:
    """All mentions of one posting."""

    def __init__(
        self, text: str, spans: Sequence[Span], skills: Sequence[FinalSkill], library: Mapping[str, Skill]
    ) -> None:
        placed = [(found, number) for number, skill in enumerate(skills) for found in skill.evidence]
        placed.sort(key=lambda each: (each[0].start, each[1]))
        starts = [span.start for span in spans]
        self._owners = [number for _, number in placed]
        self._known = [library.get(skill.skill_id or "") for skill in skills]
        self._lists = list(_enumerations(lower_view(text), [found for found, _ in placed]))
        self._sentences = [bisect_right(starts, found.start) for found, _ in placed]

    def beside(self, number: int) -> Weighted:
        """Library skills of the enumerations that a skill is listed in."""
        return self._sharing(number, self._lists)

    def same_sentence(self, number: int) -> Weighted:
        """Library skills of the sentences that name a skill."""
        return self._sharing(number, self._sentences)

    def _sharing(self, number: int, groups: Sequence[int]) -> Weighted:
        weights: dict[int, float] = defaultdict(float)
        for own in (at for at, owner in enumerate(self._owners) if owner == number):
            for other in self._around(own, groups):
                owner = self._owners[other]
                if owner != number:
                    weights[owner] = max(weights[owner], 1 / abs(own - other))
        return tuple((skill, weight) for owner, weight in weights.items() if (skill := self._known[owner]))

    def _around(self, own: int, groups: Sequence[int]) -> Iterator[int]:
        """The mentions of the same group, which are neighbours of each other."""
        for step in (-1, 1):
            other = own + step
            while 0 <= other < len(groups) and groups[other] == groups[own]:
                yield other
                other += step


def _enumerations(view: str, mentions: Sequence[Evidence]) -> Iterable[int]:
    """The number of the enumeration of each mention."""
    number = 0
    for index in range(len(mentions)):
        number += index > 0 and not linked(view, mentions[index - 1], mentions[index])
        yield number
