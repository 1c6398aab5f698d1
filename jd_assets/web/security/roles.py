"""The roles of the console and the holders of its tokens."""

from dataclasses import dataclass
from enum import IntEnum


class AccessRole(IntEnum):
    """What a holder may do; each may do what those below it may."""

    CLIENT = 1
    """Send postings and read runs."""
    REVIEWER = 2
    """See all pages and settle proposals."""
    ADMIN = 3
    """Change the library, undo others' changes, see the reviewers' figures."""


@dataclass(frozen=True)
class Principal:
    """Who makes a request; `name` is the actor of library changes."""

    name: str
    role: AccessRole


#: Whoever reaches the loopback address while no tokens are set.
LOCAL = Principal("local", AccessRole.ADMIN)
