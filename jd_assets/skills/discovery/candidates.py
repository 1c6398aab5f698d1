"""Phrases that a posting treats as skills: announced by "experience with" and the like, or listed among skills."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jd_assets.contracts.nano_parse import Span
from jd_assets.skills.discovery.activities import ACTIVITY_HEADS, ASKED, activity
from jd_assets.skills.discovery.chunks import Chunk, chunks_of, has_product_case
from jd_assets.skills.mentions import Mention
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.reading import Reading

_SKILL_NOUN = (
    r"(?:experienced?|knowledge|understanding|expertise|proficien(?:cy|t)|familiar(?:ity)?|background|skills?|skilled|"
    r"competen(?:ce|cy|t|cies)|fluen(?:t|cy)|exposure|mastery|command|versed|grounding|foundations?|fundamentals|"
    r"certified|certifications?|passion(?:ate)?|degree|comprehension|specializ\w+|specialis\w+|exp)"
)
_CLASS_NOUN = (
    r"(?:technolog(?:y|ies)|tools?|frameworks?|languages?|standards?|protocols?|databases?|platforms?|librar(?:y|ies)|"
    r"systems?|software|products?|engines?|stack|packages?)"
)
# "experience with", "knowledge in the field of", "tools such as": what follows is what they want.
_ANNOUNCEMENT = re.compile(
    rf"\b(?:{_SKILL_NOUN}(?:\s+(?:working|developing|programming|coding|building|designing))?"
    r"\s+(?:in|with|of|on|using|about|for|(?<=exposure\s)to)\s+"
    r"(?:(?:the|a|an|at least one|one|any|some|both|all|various|modern|of|or more|following|areas?|fields?|use|usage|"
    rf"development|administration|e\.g\.?)\s+)*|{_CLASS_NOUN}\s*[,(:]?\s*(?:such as|like|including|e\.g\.?,?)\s+):?\s*$"
)
# Every announcement begins with one of these: a chunk that none stands before is not announced.
_ANNOUNCER = re.compile(rf"\b(?:{_SKILL_NOUN}|{_CLASS_NOUN})")
# "EDI standards (X12)", "ORM tools: JPA2": names behind what they are, where capitals or digits show them.
_NAMED_IN_BRACKETS = re.compile(rf"\b{_CLASS_NOUN}\s*[(:]\s*$")
# Characters before a name that may hold the bracket or colon.
_MARKED = 3
_LIST_STEP = re.compile(
    r"(?!\s*(?:(?:the|a|an|other|some|any)\s+)?\Z)"  # "the way the world moves" is no list
    r"[\s,/&()•|\"']*"
    r"(?:(?:and/or|and|or|such as|like|including|e\.g\.?|i\.e\.?|as well as|plus|etc\.?)(?!\w)[\s,.:(]*)*"
    r"(?:(?:the|a|an|other|some|any)\s+)?"
)
_WINDOW = 70
# A run of words with this many tools in it and no punctuation is a list of tags.
_TAGS = 2


class Candidates:
    """Finds the phrases of one posting that its library mentions leave over."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention]) -> None:
        self._text = reading.text
        self._view = reading.view
        self._mentions = mentions
        self._ends = [mention.end for mention in mentions]

    def in_span(self, span: Span) -> Iterator[Chunk]:
        """Chunks of one sentence that something announces, or that stand in a list with library skills."""
        announcer = _ANNOUNCER.search(self._view, span.start, span.end)
        has_activity = span.section in ASKED and ACTIVITY_HEADS.search(self._view, span.start, span.end) is not None
        if announcer is None and not has_activity and not self._within(span.start, span.end):
            return
        announcing_from = announcer.end() if announcer else span.end
        announced = beside_known = False
        stop = span.start
        pending: Chunk | None = None
        for chunk in chunks_of(self._view, span.start, span.end):
            step = bool(_LIST_STEP.fullmatch(self._view, stop, chunk.start))
            announced = (announced and step) or (chunk.start > announcing_from and self._is_announced(span, chunk))
            known = self._within(chunk.start, chunk.end)
            item = any(mention.start <= chunk.start and mention.end >= chunk.end for mention in known)
            if pending is not None and item and step:
                yield pending
            pending = None
            if known:
                yield from self._between_tags(chunk, known)
            elif announced or (beside_known and step):
                yield chunk
            elif self._is_in_brackets(span, chunk):
                announced = True
                yield chunk
            elif has_activity and (compound := activity(chunk)) is not None:
                yield compound
            elif (step or chunk.start == span.start) and self._is_like_a_name(chunk, span):
                pending = chunk
            beside_known = item or (beside_known and step and not known)
            stop = chunk.end

    def is_free(self, chunk: Chunk) -> bool:
        """Whether no library mention lies in a phrase."""
        return not self._within(chunk.start, chunk.end)

    def _within(self, start: int, end: int) -> list[Mention]:
        """The mentions that overlap a place."""
        place = bisect_left(self._ends, start + 1)
        found: list[Mention] = []
        while place < len(self._mentions) and self._mentions[place].start < end:
            found.append(self._mentions[place])
            place += 1
        return found

    def _is_announced(self, span: Span, chunk: Chunk) -> bool:
        return bool(_ANNOUNCEMENT.search(self._view, max(span.start, chunk.start - _WINDOW), chunk.start))

    def _is_in_brackets(self, span: Span, chunk: Chunk) -> bool:
        before = self._view[max(0, chunk.start - _MARKED) : chunk.start]
        if not ("(" in before or ":" in before) or not has_product_case(self._text[chunk.start : chunk.end]):
            return False
        return bool(_NAMED_IN_BRACKETS.search(self._view, max(span.start, chunk.start - _WINDOW), chunk.start))

    def _is_like_a_name(self, chunk: Chunk, span: Span) -> bool:
        name = self._text[chunk.start : chunk.end]
        return (name[:1].isupper() and chunk.start > span.start) or has_product_case(name)

    def _between_tags(self, chunk: Chunk, known: Sequence[Mention]) -> Iterator[Chunk]:
        """What stands between tools that only blanks part: the JTA of "JMS JTA Servlet"."""
        tools = [mention for mention in known if mention.entry and mention.entry.skill_nature not in FIELDS_OF_WORK]
        if len(tools) < _TAGS:
            return
        for word in re.finditer(r"\S+", self._text[chunk.start : chunk.end]):
            start, end = chunk.start + word.start(), chunk.start + word.end()
            if has_product_case(word[0]) and not self._within(start, end):
                yield Chunk(start, end, (self._view[start:end],))
