"""Sub-categories: one that holds a few skills tells nothing, and stands beside another that would hold them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from jd_assets.library.lint_rules.finding import Finding
from jd_assets.library.snapshot import Skill

#: Fewer members make no group.
LEAST = 5


def thin_sub_categories(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Sub-categories of too few skills."""
    counted = Counter((skill.category, skill.sub_category) for skill in skills)
    for (category, sub_category), members in sorted(counted.items()):
        if members < LEAST and category.strip() and sub_category.strip():
            where = f"{category} / {sub_category}"
            yield Finding(f"sub-category of {members} skills", where, "put its skills into the nearest other one")
