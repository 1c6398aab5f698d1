"""Slugs of imported rows: behind the source's name, so that no seed file to come can clash with one."""

import re

from jd_assets.text.normalise import without_accents

_SIGNS = str.maketrans({"+": "p", "#": "-sharp"})


def slug_of(source: str, name: str, used: set[str]) -> str:
    """A slug that is not used yet; it is added to `used`.

    Example:
        slug_of("esco", "Data analyst", set()) == "esco-data-analyst"
    """
    plain = without_accents(name).lower().translate(_SIGNS)
    stem = f"{source}-{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}".rstrip("-")
    slug, number = stem, 2
    while slug in used:
        slug, number = f"{stem}-{number}", number + 1
    used.add(slug)
    return slug
