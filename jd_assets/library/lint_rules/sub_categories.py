"""Sub-categories: one of a few skills tells nothing, and one of things done holds no products."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from jd_assets.library.lint_rules.finding import Finding
from jd_assets.library.snapshot import Skill

#: Fewer members make no group.
LEAST = 5


@cache
def group_kinds() -> dict[str, frozenset[str]]:
    """What a sub-category may hold, by its name, of those that are of one kind."""
    text = (files("jd_assets.library.lint_rules") / "group_kinds.csv").read_text(encoding="utf-8")
    return {row["sub_category"]: frozenset(row["natures"].split("|")) for row in csv.DictReader(text.splitlines())}


def thin_sub_categories(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Sub-categories of too few skills."""
    counted = Counter((skill.category, skill.sub_category) for skill in skills)
    for (category, sub_category), members in sorted(counted.items()):
        if members < LEAST and category.strip() and sub_category.strip():
            where = f"{category} / {sub_category}"
            yield Finding(f"sub-category of {members} skills", where, "put its skills into the nearest other one")


def misplaced(skills: Iterable[Skill]) -> Iterator[Finding]:
    """Products among practices, and practices among products."""
    for skill in skills:
        natures = group_kinds().get(skill.sub_category)
        if natures is not None and skill.skill_nature not in natures:
            what = f"{skill.skill_nature} in '{skill.sub_category}', which holds {', '.join(sorted(natures))}"
            yield Finding(what, skill.skill_id, "put it into the group of its kind, or type it as what it is")
