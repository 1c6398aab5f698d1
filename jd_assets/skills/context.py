"""Which matches mean a skill: names that are also words ("Go", "React", "Excel", "C") must show it by their place."""

import re
from collections.abc import Sequence

from jd_assets.contracts.base import Section
from jd_assets.skills.layout import Layout
from jd_assets.skills.links import link
from jd_assets.skills.matcher import Fit, Match

_ASKED = {Section.REQUIRED, Section.PREFERRED, Section.RESPONSIBILITIES}
# After a word that opens a sentence, these show that it is a name: "React experience", "Excel skills".
_NOUN_CUE = re.compile(
    r"\s+(?:experience|skills?|knowledge|expertise|proficiency|programming|developers?|development|engineers?|"
    r"scripting|scripts?|framework|library|components?|native|hooks|is|was|as|for|on|code|certifi\w+|administ\w+|"
    r"platform|database|queries|models?|macros|or|and|\d)"
)
_LOWER_WORD = re.compile(r"\s+[a-z]")
_FUNCTION_WORD = re.compile(r"\s+(?:in|to|at|on|of|the|a|an|your|our|with|up|out|for|by)\b")
# Joined by a hyphen to one of these a name stays a name: "Go-based services", "Excel-like".
_NAME_SUFFIX = re.compile(r"-(?:based|like|related|native|centric|first|specific|driven|powered|compatible|js|sql)\b")
_PROGRAMMING_CUE = re.compile(r"\b(?:in|with|using|languages?|programming|coding|code|write|writing|know|knowledge of)\W{0,3}$")
_LETTERED_THING = re.compile(
    r"\b(?:series|vitamin|class|grade|section|tier|category|level|type|appendix|hepatitis|plan|round|group|part|"
    r"schedule|title|block|form|visa|option|phase|exhibit|zone)\s+$"
)
_LETTER_COMPOUND = re.compile(r"\s+(?:suite|level|corp|class|squared|series|value)\b|[.]\s*[a-z]\b|\.\s+[A-Z][a-z]+")
_DENSE_LINE = 0.6
_SHOUT = 8
_SHORT_NAME = 2


def accepted(text: str, view: str, matches: Sequence[Match], layout: Layout) -> list[Match]:
    """The matches whose surroundings bear them out, in order."""
    judge = _Judge(text, view, matches, layout)
    return [match for index, match in enumerate(matches) if judge.accepts(index)]


class _Judge:
    """Decides match by match, so that a name accepted earlier in a list bears out the next."""

    def __init__(self, text: str, view: str, matches: Sequence[Match], layout: Layout) -> None:
        self._text = text
        self._view = view
        self._matches = matches
        self._layout = layout
        self._yes: set[int] = set()

    def accepts(self, index: int) -> bool:
        match = self._matches[index]
        if match.form.rule == "":
            verdict = True
        elif in_compound(self._view, match.start, match.end):
            verdict = False
        elif match.fit is Fit.FIRM and self._shouted(match):
            verdict = self._listed(index)
        elif match.fit is Fit.FIRM:
            verdict = not self._reads_as_verb(match) or self._listed(index)
        elif match.fit is Fit.NEEDS_CONTEXT:
            verdict = self._listed(index) or self._borne_out(index, match)
        else:
            verdict = self._listed(index, any_case=True)
        if verdict:
            self._yes.add(index)
        return verdict

    def _shouted(self, match: Match) -> bool:
        """A name in capitals among other words in capitals ("YOU CAN ALSO"): its case says nothing."""
        if not self._text[match.start : match.end].isupper():
            return False
        start, end = self._layout.line(match.start)
        around = self._text[start : match.start] + self._text[match.end : end]
        return around.isupper() and sum(char.isalpha() for char in around) >= _SHOUT

    def _reads_as_verb(self, match: Match) -> bool:
        """ "React quickly", "Excel in", at the head of a sentence, where any word has a capital."""
        if not self._layout.opens(match.start) or " " in self._text[match.start : match.end]:
            return False
        after = self._text[match.end : match.end + 24]
        if _FUNCTION_WORD.match(after.lower()):
            return not re.match(r"\s+(?:for|on)\b", after)
        return bool(_LOWER_WORD.match(after)) and not _NOUN_CUE.match(after)

    def _listed(self, index: int, any_case: bool = False) -> bool:
        """Beside a sure skill in an enumeration."""
        match = self._matches[index]
        short = match.end - match.start <= _SHORT_NAME
        for other in (index - 1, index + 1):
            if not 0 <= other < len(self._matches) or not self._sure(other):
                continue
            left, right = sorted((match, self._matches[other]), key=lambda found: found.start)
            gap = self._view[left.end : right.start]
            bare = not gap.strip() or (any_case and short)
            if link(self._view, left, right) and not (bare and any_case and not self._dense(match)):
                return True
            if "\n" in gap and not gap.strip(" \n-*•,.;") and self._alone(left) and self._alone(right):
                return True
        return False

    def _sure(self, index: int) -> bool:
        match = self._matches[index]
        if index in self._yes or match.form.rule == "":
            return True
        if index + 1 >= len(self._matches) or match.fit is Fit.WRONG_CASE:
            return False
        return match.fit is Fit.FIRM or match.end - match.start <= _SHORT_NAME

    def _alone(self, match: Match) -> bool:
        start, end = self._layout.line(match.start)
        rest = self._view[start : match.start] + self._view[match.end : end]
        return not any(char.isalnum() for char in rest)

    def _dense(self, match: Match) -> bool:
        """The line is little more than names of skills, as a line of tags is."""
        start, end = self._layout.line(match.start)
        letters = sum(char.isalnum() for char in self._view[start:end])
        covered = sum(
            sum(char.isalnum() for char in self._view[other.start : other.end])
            for other in self._matches
            if start <= other.start < end
        )
        return len(self._matches) > 1 and covered >= _DENSE_LINE * letters

    def _borne_out(self, index: int, match: Match) -> bool:
        if self._reads_as_verb(match):
            return False
        before = self._view[max(0, match.start - 24) : match.start]
        if match.end - match.start == 1:
            after = self._text[match.end : match.end + 12]
            if _LETTERED_THING.search(before) or _LETTER_COMPOUND.match(after):
                return False
        if match.end - match.start <= _SHORT_NAME:
            return bool(_PROGRAMMING_CUE.search(before))
        span = self._layout.span_at(match.start)
        if span is None:
            return not any(char.islower() for char in self._text[slice(*self._layout.line(match.start))]) or self._alone(match)
        if span.section in _ASKED:
            return True
        return any(
            other != index and span.start <= found.start < span.end and (found.fit is Fit.FIRM or other in self._yes)
            for other, found in enumerate(self._matches)
        )


def in_compound(view: str, start: int, end: int) -> bool:
    """Whether a name is part of another word or name: "go-to-market", "R&D", "C-level"."""
    before, after = view[max(0, start - 1) : start], view[end : end + 12]
    if (before and before in "-&@$") or after[:1] in ("&", "@", "_") or (before == "'") != (after[:1] == "'"):
        return True
    return after[:1] == "-" and after[1:2].isalnum() and not _NAME_SUFFIX.match(after)
