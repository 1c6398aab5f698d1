"""Titles as names of roles: slug and display name of a role that the library lacks, without level and place."""

import re

from jd_assets.text.normalise import without_accents
from jd_assets.text.slugs import slug_of
from jd_assets.text.titles import UNNAMED, normalise_title

_SMALL = frozenset({"of", "and", "for", "in", "the", "to"})
#: How the short forms are written that normalising a title puts in place of the long ones.
_SHORT = {"ml": "ML", "ai": "AI", "bi": "BI", "ux": "UX", "ui": "UI", "qa": "QA", "devops": "DevOps"}


def proposed_role(title: str | None) -> tuple[str, str]:
    """Slug and display name of a new role, from the title without level, contract and place.

    Example:
        proposed_role("Senior Pastry Chef (m/f/d) - Berlin") == ("pastry-chef", "Pastry Chef")
    """
    name = normalise_title(title).core if title else ""
    if not title or not name:
        return UNNAMED
    written = _as_written(title)
    words = [_display(word, first=not at, written=written) for at, word in enumerate(name.split())]
    return slug_of(name), " ".join(words)


def _display(word: str, first: bool, written: dict[str, str]) -> str:
    shown = _SHORT.get(word) or written.get(word, word)
    if shown != shown.lower() or (shown in _SMALL and not first):
        return shown
    return shown[:1].upper() + shown[1:]


def _as_written(title: str) -> dict[str, str]:
    """The title's own spelling of each word, which keeps "IT" and "Küchenchef"; one all in capitals shouts."""
    if title == title.upper():
        title = title.lower()
    return {without_accents(word).lower(): word for word in re.findall(r"\.?[^\W_]+[+#]*", title)}
