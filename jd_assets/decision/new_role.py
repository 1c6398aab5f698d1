"""The slug and name proposed for a role that the library lacks."""

import re

from jd_assets.enriching.new_skill import slug_of
from jd_assets.library.titles import normalise_title

#: Proposed where the posting has no title to name the role by.
UNNAMED = ("untitled-role", "Untitled role")

_SMALL = frozenset({"of", "and", "for", "in", "the", "to"})


def proposed_role(title: str | None) -> tuple[str, str]:
    """Slug and display name of a new role, from the title without level, contract and place.

    Example:
        proposed_role("Senior Pastry Chef (m/f/d) - Berlin") == ("pastry-chef", "Pastry Chef")
    """
    name = normalise_title(title).core if title else ""
    if not name:
        return UNNAMED
    words = [word if word in _SMALL and at else word[:1].upper() + word[1:] for at, word in enumerate(name.split())]
    return slug_of(re.sub(r"\s+", " ", name)), " ".join(words)
