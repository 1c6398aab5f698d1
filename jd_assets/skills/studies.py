"""Phrases that a sentence names as subjects of a degree or places of publication, and not as skills."""

import re

from jd_assets.contracts.nano_parse import Span

_DEGREE = re.compile(
    r"\b(?:degrees?|diploma|bachelor(?:'?s)?|master'?s|ph\.?d|doctora(?:l|te)|majors?(?= in\b|:)|majoring|"
    r"(?:under|post)?graduates?|b\.?sc?|m\.?sc?|b\.?tech|m\.?tech|llb|mba|(?:fields?|disciplines?|subjects?)(?=\s*[(,:]))"
    r"(?!\w)"
)
_RELATED_FIELD = re.compile(
    r"[^.;\n]{0,80}?\b(?:related|similar|equivalent|relevant|comparable|quantitative|technical|scientific)\s+"
    r"(?:\w+\s+)?(?:fields?|disciplines?|subjects?|majors?|degrees?)\b"
)
_PUBLISHED = re.compile(r"\b(?:conferences?|journals?|publications?|published|publishing|papers)\b")
# From here on the sentence speaks of skills again.
_SKILL = re.compile(
    r"\b(?:experienced?|knowledge|understanding|proficien\w+|familiar\w*|skills?|skilled|expertise|certif\w+|exposure|"
    r"using|background)\b"
)


def is_subject(view: str, span: Span, start: int, end: int) -> bool:
    """Whether a place in a sentence of a lower-case view names what somebody studied or where they published."""
    if _last_is(_DEGREE, view, span.start, start) or _last_is(_PUBLISHED, view, span.start, start):
        return True
    if _SKILL.search(view, span.start, start) is not None:
        return False
    return _RELATED_FIELD.match(view, end, span.end) is not None


def _last_is(cue: re.Pattern[str], view: str, start: int, end: int) -> bool:
    """Whether a cue stands before a place and nothing between them speaks of skills."""
    last = None
    for last in cue.finditer(view, start, end):  # noqa: B007 - the last one is looked for
        pass
    return last is not None and _SKILL.search(view, last.end(), end) is None
