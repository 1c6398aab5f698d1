"""Which matches mean a skill: names that are also words ("Go", "React", "Excel", "C") must show it by their place."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from jd_assets.contracts.base import Section
from jd_assets.skills.discovery.compounds import has_name_suffix, in_compound, is_lettered_thing
from jd_assets.skills.links import linked
from jd_assets.skills.matcher import Match, SpellingFit
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.reading import Reading
from jd_assets.skills.short_forms import ShortForms
from jd_assets.skills.topic_evidence import TopicEvidence

_WANTS = {Section.REQUIRED, Section.PREFERRED}
_ASKED = {*_WANTS, Section.RESPONSIBILITIES}
# After a word that opens a sentence, these show that it is a name: "React experience", "Excel skills".
_NOUN_CUE = re.compile(
    r"\s+(?:experience|skills?|knowledge|expertise|proficiency|programming|developers?|development|engineers?|"
    r"scripting|scripts?|framework|library|components?|native|hooks|is|was|as|for|on|code|certifi\w+|administ\w+|"
    r"platform|database|queries|models?|macros|or|and|\d)"
)
_LOWER_WORD = re.compile(r"\s+[a-z]")
_FUNCTION_WORD = re.compile(r"\s+(?:in|to|at|of|the|a|an|your|our|with|up|out|by)\b")
_PROGRAMMING_CUE = re.compile(
    r"\b(?:in|with|using|languages?|programming|coding|code|write|writing|know|knowledge of)\W{0,3}$"
)
_CUE_WINDOW = 24
# Share of a line's letters that must belong to names of skills for the line to be one of tags.
_DENSE_LINE = 0.6
# Other capitals in a line from which its case says nothing.
_SHOUT = 8
# No longer line is an item that is one short name, or a row with one in it.
_LONGEST_ROW = 300
# A name with so many capitals is none in lower case: "a safe place", "solid knowledge".
_CAPITALS = 2
# "C", "R", "Go": a name this short is borne out by less than a longer one.
_SHORT_NAME = 2


def accepted(reading: Reading, matches: Sequence[Match]) -> list[Match]:
    """The matches whose surroundings bear them out, in order."""
    judge = _Judge(reading, matches)
    return [match for index, match in enumerate(matches) if judge.accepts(index)]


class _Judge:
    """Decides match by match, so that a name accepted earlier in a list bears out the next."""

    def __init__(self, reading: Reading, matches: Sequence[Match]) -> None:
        self._reading = reading
        self._text = reading.text
        self._view = reading.view
        self._layout = reading.layout
        self._matches = matches
        self._starts = [match.start for match in matches]
        self._accepted: set[int] = set()
        self._tag_lines: dict[tuple[int, int], bool] = {}
        self._topics = TopicEvidence(reading, matches)
        self._short_forms = ShortForms(reading.text)

    def accepts(self, index: int) -> bool:
        """Whether a match bound to a case or to context means the skill."""
        match = self._matches[index]
        if match.form.rule == "":
            return not self._short_forms.mean_other(match)
        if in_compound(self._view, match.start, match.end) or self._short_forms.mean_other(match):
            verdict = False
        elif match.form.topic is not None:
            verdict = self._is_of_topic(match, index)
        elif match.fit is SpellingFit.FIRM:
            verdict = not (self._reads_as_verb(match) or self._is_shouted(match)) or self._is_listed(index)
        elif match.fit is SpellingFit.NEEDS_CONTEXT:
            verdict = self._is_listed(index) or self._is_borne_out(index)
        else:
            verdict = self._is_whole_item(match, index) and self._is_listed(index)
        if verdict:
            self._accepted.add(index)
        return verdict

    def _is_of_topic(self, match: Match, index: int) -> bool:
        """Whether the posting speaks of what a spelling of several senses is bound to."""
        if self._topics.is_local(match) and not self._is_domain_asked_for(match):
            return False
        if match.fit is SpellingFit.WRONG_CASE and not self._is_listed(index):
            return False
        return self._topics.bears_out(match)

    def _reads_as_verb(self, match: Match) -> bool:
        """Whether it heads a sentence, where any word has a capital: "React quickly", "Excel in"."""
        if not self._layout.opens(match.start) or " " in self._text[match.start : match.end]:
            return False
        after = self._text[match.end : match.end + _CUE_WINDOW]
        if _FUNCTION_WORD.match(after.lower()):
            return True
        return bool(_LOWER_WORD.match(after)) and not _NOUN_CUE.match(after)

    def _is_shouted(self, match: Match) -> bool:
        """Whether it is a name in capitals among other words in capitals: "YOU CAN ALSO"."""
        if not self._text[match.start : match.end].isupper():
            return False
        start, end = self._layout.line(match.start)
        around = self._text[start : match.start] + self._text[match.end : end]
        return around.isupper() and sum(char.isalpha() for char in around) >= _SHOUT

    def _is_whole_item(self, match: Match, index: int) -> bool:
        """Whether no plain word goes on from it: "solid foundation" is not the "solid" of a list."""
        after = self._text[match.end : match.end + _CUE_WINDOW]
        if not _LOWER_WORD.match(after) or _NOUN_CUE.match(after):
            return True
        return index + 1 < len(self._matches) and self._matches[index + 1].start - match.end <= 1

    def _is_listed(self, index: int) -> bool:
        """Whether it stands beside a sure skill in an enumeration."""
        return any(
            0 <= other < len(self._matches) and self._is_sure(other) and self._is_beside(index, other)
            for other in (index - 1, index + 1)
        )

    def _is_beside(self, index: int, other: int) -> bool:
        left, right = self._matches[min(index, other)], self._matches[max(index, other)]
        if linked(self._view, left, right):
            if self._matches[index].fit is not SpellingFit.WRONG_CASE:
                return True
            return self._matches[other].form.entry.skill_nature != "SOFT" and self._is_loosely_written(index, other)
        gap = self._view[left.end : right.start]
        return "\n" in gap and not gap.strip(" \n-*•,.;") and self._is_alone(left) and self._is_alone(right)

    def _is_loosely_written(self, index: int, other: int) -> bool:
        """Whether a name in the wrong case may be one, as "react" in "react and node.js" and "go" in a line of tags."""
        match, neighbour = self._matches[index], self._matches[other]
        left, right = sorted((match, neighbour), key=lambda found: found.start)
        common = (
            not self._view[left.end : right.start].strip()
            or match.end - match.start <= _SHORT_NAME
            or match.form.letters.isupper()
            or (" " not in self._text[match.start : match.end] and _capitals(match) >= _CAPITALS)
            or (_is_field(neighbour) and not _is_field(match))
        )
        return not common or self._is_line_of_tags(match)

    def _is_sure(self, index: int) -> bool:
        match = self._matches[index]
        if index in self._accepted or match.form.rule == "" or match.fit is SpellingFit.FIRM:
            return True
        return match.fit is SpellingFit.NEEDS_CONTEXT and match.end - match.start <= _SHORT_NAME

    def _is_alone(self, match: Match) -> bool:
        start, end = self._layout.line(match.start)
        rest = self._view[start : match.start] + self._view[match.end : end]
        return not any(char.isalnum() for char in rest)

    def _is_line_of_tags(self, match: Match) -> bool:
        line = self._layout.line(match.start)
        if line not in self._tag_lines:
            named = self._matches_between(*line)
            letters = sum(char.isalnum() for char in self._view[line[0] : line[1]])
            names = (self._view[self._matches[at].start : self._matches[at].end] for at in named)
            covered = sum(char.isalnum() for name in names for char in name)
            self._tag_lines[line] = len(named) > 1 and covered >= _DENSE_LINE * letters
        return self._tag_lines[line]

    def _matches_between(self, start: int, end: int) -> range:
        """The indices of the matches that begin between two offsets."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def _is_borne_out(self, index: int) -> bool:
        """Whether the sentence speaks of skills: it asks for something, or names another one."""
        match = self._matches[index]
        if (
            (self._reads_as_verb(match) and not self._is_wanted_item(match))
            or self._is_shouted(match)
            or is_lettered_thing(self._text, match.start, match.end)
        ):
            return False
        if has_name_suffix(self._view, match.end):
            return True
        if match.end - match.start <= _SHORT_NAME:
            return self._is_wanted_item(match) or bool(
                _PROGRAMMING_CUE.search(self._view, max(0, match.start - _CUE_WINDOW), match.start)
            )
        if match.form.entry.skill_nature == "DOMAIN":
            return self._is_domain_asked_for(match)
        span = self._layout.span_at(match.start)
        if span is None:
            return self._is_alone(match)
        return span.section in _ASKED or any(
            other != index and self._is_sure(other) for other in self._matches_between(span.start, span.end)
        )

    def _is_wanted_item(self, match: Match) -> bool:
        """Whether it is a whole item of what is asked for: a list item "- Go", or a cell of a table.

        A single letter in a later cell of a row may be a grade.
        """
        start, end = self._layout.line(match.start)
        if end - start > _LONGEST_ROW or self._reading.section_at(match.start) not in _WANTS:
            return False
        before, after = self._view[start : match.start].rstrip(), self._view[match.end : end].lstrip()
        is_first = not any(map(str.isalpha, before))
        if "|" in before[-1:] + after[:1] and before[-1:] in ("", "|") and after[:1] in ("", "|"):
            return is_first or match.end - match.start > 1
        return is_first and bool(before) and not before[-1].isdigit() and not any(map(str.isalnum, after))

    def _is_domain_asked_for(self, match: Match) -> bool:
        """Whether "Finance" or "Retail" is wanted knowledge, not a department or a market of the employer."""
        if self._reading.fields.label_at(match.start) is not None:
            return True
        return self._reading.section_at(match.start) in _WANTS and self._view[match.end : match.end + 1] != ":"


def _capitals(match: Match) -> int:
    return sum(map(str.isupper, match.form.letters))


def _is_field(match: Match) -> bool:
    return match.form.entry.skill_nature in FIELDS_OF_WORK
