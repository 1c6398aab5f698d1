"""The role family of a title."""

import re
from functools import cache

from jd_assets.parsing.fields.title import family_of_head, head_of
from jd_assets.text.tables import rows_of


def archetype_of(title: str | None) -> str | None:
    """The role family of a title, e.g. "Engineering"; null where the title says nothing of it.

    The first row of the table that a title matches decides; where none does, its head noun.
    """
    if not title:
        return None
    for family, pattern in _families():
        if pattern.search(title):
            return family
    head = head_of(title)
    return family_of_head(head) if head else None


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["family"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows_of("role_families"))
