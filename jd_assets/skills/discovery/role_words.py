"""Words for roles: who a posting looks for, which other stages decide, and no skill."""

import re

_ROLE = (
    r"(?:engineers?|developers?|architects?|managers?|administrators?|admins?|analysts?|scientists?|consultants?|"
    r"specialists?|designers?|testers?|leads?|leaders?|directors?|experts?|officers?|programmers?|"
    r"teams?(?![- ](?:player|work|spirit|build|orient|lead|man)))"
)
_ROLE_AFTER = re.compile(
    rf"(?:[ /-]+(?!of\b|and\b|for\b|to\b|with\b|in\b)[\w&]+)?[ /]+{_ROLE}\b(?!\s+(?:experience|skills?|certifi))"
)
_ROLE_AT_END = re.compile(rf"\b{_ROLE}$")


def is_role(view: str, start: int, end: int) -> bool:
    """Whether a place in a lower-case view ends in a role: "system administrator", "DevOps team"."""
    return bool(_ROLE_AT_END.search(view, start, end))


def precedes_role(view: str, end: int) -> bool:
    """Whether a role follows: "DevOps engineers", "Cloud Solutions Architect"."""
    return bool(_ROLE_AFTER.match(view, end))
