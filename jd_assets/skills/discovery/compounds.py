"""Names that are only part of another word or name: "go-to-market", "R&D", "Series C"."""

import re

# Joined by a hyphen to one of these a name stays a name: "Go-based services", "Excel-like".
_NAME_SUFFIX = re.compile(r"-(?:based|like|related|native|centric|first|specific|driven|powered|compatible|js|sql)\b")
_LETTERED_THING = re.compile(
    r"\b(?:series|vitamin|class|grade|section|tier|category|level|type|appendix|hepatitis|plan|round|group|part|"
    r"schedule|title|block|form|visa|option|phase|exhibit|zone)\s+$"
)
# "C suite", "D.C.", "R D" that lost its "&", and the initial of "John R. Smith".
_AFTER_LETTER = re.compile(r"\s+D\b|\s+(?:suite|level|corp|class|squared|series|value)\b|\.\s*[a-z]\b|\.\s+[A-Z][a-z]+")
_WINDOW = 16


def in_compound(view: str, start: int, end: int) -> bool:
    """Whether a place in a lower-case view is part of a longer word or name."""
    before, after = view[max(0, start - 1) : start], view[end : end + _WINDOW]
    is_bullet = before == "-" and view[max(0, start - 2) : start - 1] in ("", "\n")
    if (
        (before and before in "-&@$" and not is_bullet)
        or after[:1] in ("&", "@", "_")
        or (before == "'") != (after[:1] == "'")
    ):
        return True
    return after[:1] == "-" and after[1:2].isalnum() and not has_name_suffix(view, end)


def has_name_suffix(view: str, end: int) -> bool:
    """Whether what follows is joined as to a name only: "Go-based"."""
    return bool(_NAME_SUFFIX.match(view, end))


def is_lettered_thing(text: str, start: int, end: int) -> bool:
    """Whether a single letter is a label or an initial: "Series C", "Washington, D.C."."""
    if end - start > 1:
        return False
    before = text[max(0, start - _WINDOW) : start].lower()
    return bool(_LETTERED_THING.search(before) or _AFTER_LETTER.match(text, end))
