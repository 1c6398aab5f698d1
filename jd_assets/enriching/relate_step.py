"""The step that relates a new skill: its parent, its siblings, and what postings name near it."""

from collections import Counter

from jd_assets.contracts.enrichment import Relationships
from jd_assets.enriching.nearest_neighbours import Neighbours
from jd_assets.enriching.spellings import Spellings
from jd_assets.enriching.surroundings import Surroundings
from jd_assets.enriching.type_step import Typed
from jd_assets.library.snapshot import Skill

#: Siblings and companions shown.
RELATED = 5
#: Share of the skills like it that must have the same parent for it to be the new skill's too.
_SHARED_PARENT = 0.4


def relate(
    name: str, typed: Typed | None, neighbours: Neighbours, surroundings: Surroundings, spellings: Spellings
) -> Relationships | None:
    """The relations of a skill; None where it has none.

    A skill that could not be typed has no parent and no siblings: what is near its letters is not what it is.
    """
    alike = [near for near, _ in neighbours if typed and near.category == typed.category]
    parent = (_named_parent(name, typed, spellings) or _shared_parent(alike)) if typed else None
    used_with = [skill.name for skill in surroundings.near[:RELATED]]
    if not (alike or parent or used_with):
        return None
    siblings = [skill.name for skill in alike if skill.skill_id != parent][:RELATED]
    return Relationships(parent=parent, siblings=siblings, used_with=used_with)


def _named_parent(name: str, typed: Typed, spellings: Spellings) -> str | None:
    """The library skill of the same category that the name ends in, else begins with: "Tax Accounting"."""
    words = name.split()
    ends = [" ".join(words[at:]) for at in range(1, len(words))]
    heads = [" ".join(words[:at]) for at in range(len(words) - 1, 0, -1)]
    found = (spellings.find(text) for text in (*ends, *heads))
    return next((skill.skill_id for skill in found if skill and skill.category == typed.category), None)


def _shared_parent(alike: list[Skill]) -> str | None:
    parents = Counter(skill.parent for skill in alike if skill.parent)
    if not parents:
        return None
    parent, count = parents.most_common(1)[0]
    return parent if count > 1 and count >= _SHARED_PARENT * len(alike) else None
