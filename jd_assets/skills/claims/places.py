"""Where a posting says what a model claims of its skills."""

import re
from collections.abc import Iterator

from jd_assets.contracts.nano_parse import ClaimedSkill
from jd_assets.parsing.structure.locate import Quotations
from jd_assets.skills.discovery.compounds import has_name_suffix
from jd_assets.skills.reading import Reading
from jd_assets.text.addressed import speaks_to_a_program

Place = tuple[int, int]

#: "C", "R", "Go": a name this short is too easily part of a word with hyphens.
_SHORT_NAME = 2
_JOINED_BEFORE = re.compile(r"[^\W_][-&@_]$")
_JOINED_AFTER = re.compile(r"[-&@_][^\W_]")


class ClaimPlaces:
    """Looks the claims of one posting up in its text."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._quotations = Quotations(reading.text)

    def proof(self, claim: ClaimedSkill) -> Place | None:
        """The place that names the skill, preferably within its quotation; None where the text does not say it.

        A model that gives no mention, or one that is not in the text, is taken by the name.
        """
        quoted = self._quotations.find(claim.quote) if claim.quote else None
        for words in (claim.mention, claim.name):
            places = list(self._places(words)) if words else []
            within = [place for place in places if quoted and quoted[0] <= place[0] and place[1] <= quoted[1]]
            if places:
                return (within or places)[0]
        return None

    def _places(self, words: str) -> Iterator[Place]:
        """Whole words of the text that speak of the job: not of the employer's name, not to a program."""
        found = list(self._quotations.places(words))
        if not found and len(words.split()) > 1:
            in_a_row = self._quotations.find(words)
            found = [in_a_row] if in_a_row else []
        for start, end in found:
            if self._is_apart(start, end, words) and not self._is_spoken_against(start, end):
                yield start, end

    def _is_apart(self, start: int, end: int, words: str) -> bool:
        """Whether it is no part of a longer word or name: "Go" is none of "go-to-market", "R" none of "R&D".

        A hyphen joins to a longer name what may stand alone: "Kubernetes-clusters", "SQL-kennis".
        """
        if has_name_suffix(self._reading.view, end):
            return True
        marks = self._reading.view[max(0, start - 2) : start], self._reading.view[end : end + 2]
        if _JOINED_BEFORE.search(marks[0]) is None and _JOINED_AFTER.match(marks[1]) is None:
            return True
        is_hyphened = marks[0][-1:] in ("-", "", " ", "\n") and marks[1][:1] in ("-", "", " ", "\n")
        return is_hyphened and end - start > _SHORT_NAME and self._reading.text[start:end] == words

    def _is_spoken_against(self, start: int, end: int) -> bool:
        if self._reading.names_employer(start, end):
            return True
        first, last = self._reading.layout.sentence(start)
        return speaks_to_a_program(self._reading.text[first:last])
