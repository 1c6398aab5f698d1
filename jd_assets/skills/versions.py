"""Versions named with a skill: "3.11" of "Python 3.11", "8+" of "Java 8+"."""

import re

# Digits that count years, months or people are no version.
_COUNTS = r"(?:years?|yrs?|months?|hours?|days?|weeks?|people|members|projects|certifi)"
_FOLLOWING = re.compile(
    r"[ \t\xa0]?[-(]?[ \t\xa0]?(?:versions?\s|v\.?\s?)?(\d{1,2}(?:\.\d+){0,2}(?:\.x)?|(?:19|20)\d\d\b(?!\s*-))"
    rf"(\+|\s(?:and|or) (?:above|higher|later|newer|up)\b)?"
    rf"(?![\w%+]|-\d|[^\S\n]*[-+]?[^\S\n]*(?:\d+[^\S\n]*)?(?:\+[^\S\n]*)?{_COUNTS}|,\d{{3}})"
)
# What goes on from a spelling that ends in a version: the ".11" of "Python 3.11" where "Python 3" is one.
_GOES_ON = re.compile(r"(?:\.\d+){1,2}(?:\.x)?\+?(?![\w.-]*\w)|\+(?!\w)")
_INSIDE = re.compile(r"(\d+(?:\.\d+)*(?:\.x)?\+?)$")


def version_after(view: str, end: int) -> tuple[str, int] | None:
    """The version that follows a name, and where it ends."""
    found = _FOLLOWING.match(view, end)
    if found is None:
        return None
    return found[1] + ("+" if found[2] else ""), found.end()


def version_inside(view: str, start: int, end: int, name: str) -> tuple[str, int] | None:
    """The version in a spelling ("Java 8") that is not in the skill's name ("OAuth 2.0"), and where it ends."""
    found = _INSIDE.search(view, start, end)
    if found is None or found.start() == start or found[1][0] in name:
        return None
    rest = _GOES_ON.match(view, end)
    return (found[1] + rest[0], rest.end()) if rest else (found[1], end)
