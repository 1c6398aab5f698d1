"""Slugs: ids that are made of names."""

import re

from jd_assets.text.normalise import without_accents


def slug_of(name: str) -> str:
    """The slug of a name: "C++" is "cpp", "C#" is "csharp", ".NET" is "dotnet"."""
    text = without_accents(name).lower().replace("++", "pp").replace("#", "sharp")
    text = re.sub(r"^\.", "dot", text)
    return re.sub(r"[\W_]+", "-", text).strip("-") or "unnamed"


def free_slug(source: str, name: str, used: set[str]) -> str:
    """A slug behind the name of its source, so that no seed file can clash with it; it is added to those in use.

    Example:
        free_slug("esco", "Data analyst", {"esco-data-analyst"}) == "esco-data-analyst-2"
    """
    stem = f"{source}-{slug_of(name)}"
    slug, number = stem, 2
    while slug in used:
        slug, number = f"{stem}-{number}", number + 1
    used.add(slug)
    return slug
