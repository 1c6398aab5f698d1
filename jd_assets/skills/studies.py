"""Phrases that a sentence names as subjects of a degree or places of publication, and not as skills."""

import re
from bisect import bisect_left
from functools import lru_cache

from jd_assets.skills.links import HasSpan

_DEGREE = re.compile(
    r"\b(?:degrees?|diploma|bachelor(?:'?s)?|master'?s|ph\.?d|doctora(?:l|te)|majors?(?= in\b|:)|majoring|"
    r"(?:under|post)?graduates?|b\.?sc?|m\.?sc?|b\.?tech|m\.?tech|llb|mba)(?!\w)"
)
_SUBJECTS = re.compile(r"\b(?:fields?|disciplines?|subjects?)(?=\s*[(,:])")
_RELATED_FIELD = re.compile(
    r"[^.;\n]{0,80}?\b(?:related|similar|equivalent|relevant|comparable|quantitative|technical|scientific)\s+"
    r"(?:\w+\s+)?(?:fields?|disciplines?|subjects?|majors?|degrees?)\b"
)
_FIELD_NOUN = re.compile(r"\b(?:fields?|disciplines?|subjects?|majors?|degrees?)\b")
_PUBLISHED = re.compile(r"\b(?:conferences?|journals?|publications?|published|publishing|papers)\b")
# "An agriculture graduate", "statistics degree": the subject stands before the word.
_GRADUATE = re.compile(r"\s+(?:graduates?|degrees?|diploma|majors?)\b")
# From here on the sentence speaks of skills again.
_SKILL = re.compile(
    r"\b(?:experienced?|knowledge|understanding|proficien\w+|familiar\w*|skills?|skilled|expertise|certif\w+|exposure|"
    r"using|background|\d\+? ?(?:years?|yrs?)|abilit\w+|able to|ideally|must)\b"
)
# Farther from the degree, in text that lost its line ends, other things are spoken of.
_LONGEST_LIST = 200


def is_subject(view: str, start: int, end: int, named: HasSpan) -> bool:
    """Whether a place in a sentence of a lower-case view names what somebody studied or where they published.

    Args:
        view: The posting.
        start: First character of the sentence.
        end: One past its last.
        named: The place.
    """
    start = max(start, named.start - _LONGEST_LIST)
    if not _may_study(view, start, named.end + _LONGEST_LIST):
        return False
    if _last_is(_DEGREE, view, start, named.start) or _last_is(_PUBLISHED, view, start, named.start):
        return True
    if _GRADUATE.match(view, named.end, end) is not None:
        return True
    if _SKILL.search(view, start, named.start) is not None:
        return False
    if _SUBJECTS.search(view, start, named.start) is not None:
        return True
    return _RELATED_FIELD.match(view, named.end, end) is not None


def _may_study(view: str, start: int, end: int) -> bool:
    """Whether a word of study stands between two offsets; most sentences are spared the search for what it says."""
    places = _words_of_study(view)
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


@lru_cache(maxsize=2)
def _words_of_study(view: str) -> tuple[int, ...]:
    return tuple(sorted(found.start() for cue in (_DEGREE, _PUBLISHED, _FIELD_NOUN) for found in cue.finditer(view)))


def _last_is(cue: re.Pattern[str], view: str, start: int, end: int) -> bool:
    """Whether a cue stands before a place and nothing between them speaks of skills."""
    last = None
    for last in cue.finditer(view, start, end):  # noqa: B007 - the last one is looked for
        pass
    return last is not None and _SKILL.search(view, last.end(), end) is None
