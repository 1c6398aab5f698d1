"""Describes a skill that the library lacks, from its name and its nearest library skills."""

import re
from collections import Counter
from collections.abc import Sequence

from jd_assets.contracts.enrichment import Derived, NewSkillMeta, Placed, Relationships
from jd_assets.library.snapshot import Library, Skill
from jd_assets.library.titles import without_accents

Neighbours = Sequence[tuple[Skill, float]]

#: What a skill is typed as when nothing is known of it, as in the seed run; marked as a default.
DEFAULT = Derived(
    category="Other",
    skill_nature="TOOL",
    sub_category="general",
    typical_lifespan="MULTI_YEAR",
    version_strategy="UNVERSIONED",
    volatility="MEDIUM",
    is_default=True,
)
#: Dimensions a new skill is proposed for.
DIMENSIONS = 2
#: Siblings and companions shown.
RELATED = 5

_PARTS = re.compile(r"\s*[/,]\s*|\s+(?:and|&)\s+")


def describe_new_skill(name: str, neighbours: Neighbours, used_with: Sequence[str], library: Library) -> NewSkillMeta:
    """Run the steps for one new skill.

    Args:
        name: The posting's wording.
        neighbours: Nearest library skills with their cosine.
        used_with: Names of the library skills of the same posting.
        library: The library.
    """
    dimensions = _dimensions(neighbours)
    split_log, warnings = _split(name, library)
    typed = _typed(neighbours)
    if typed is None:
        warnings.append("No library skill is near enough to type it: the typing is a default")
    return NewSkillMeta(
        derived=_derive(typed, neighbours),
        keep_log=[f"kept '{name}': no canonical name or alias of the library is the same"],
        locked_dimensions=[],
        merge_log=_merge(name, neighbours),
        placed=_place(dimensions, neighbours),
        relationships=_relate(neighbours, used_with),
        skill_id=slug_of(name),
        split_log=split_log,
        typed=typed,
        warnings=warnings,
    )


def known_typing(skill: Skill) -> Derived:
    """The typing that the library holds for a skill."""
    return Derived(
        category=skill.category,
        skill_nature=skill.skill_nature,
        sub_category=skill.sub_category,
        typical_lifespan=skill.typical_lifespan,
        version_strategy=skill.version_strategy,
        volatility=skill.volatility,
    )


def slug_of(name: str) -> str:
    """A skill_id for a name: "C++" is "cpp", "C#" is "csharp", ".NET" is "dotnet"."""
    text = without_accents(name).lower().replace("++", "pp").replace("#", "sharp")
    text = re.sub(r"^\.", "dot", text)
    return re.sub(r"[\W_]+", "-", text).strip("-") or "unnamed"


def nearest_dimensions(neighbours: Neighbours) -> list[str]:
    """The dimensions that a skill without one would be placed in."""
    return _dimensions(neighbours)


def _split(name: str, library: Library) -> tuple[list[str], list[str]]:
    parts = [part for part in _PARTS.split(name) if part]
    if len(parts) < 2:
        return [], []
    if all(part.lower() in library.skill_spellings for part in parts):
        return [f"'{name}' names {len(parts)} library skills: {', '.join(parts)}"], []
    return [], [f"'{name}' may be several skills"]


def _merge(name: str, neighbours: Neighbours) -> list[str]:
    squeezed = re.sub(r"[^a-z0-9+#]", "", name.lower())
    return [
        f"'{name}' may be another spelling of {skill.name} ({skill.skill_id})"
        for skill, _ in neighbours
        if re.sub(r"[^a-z0-9+#]", "", skill.name.lower()) in (squeezed, squeezed + "s", squeezed.removesuffix("s"))
    ]


def _typed(neighbours: Neighbours) -> dict[str, str] | None:
    """Category, sub-category and nature by a vote of the neighbours, each weighing its cosine."""
    if not neighbours:
        return None
    votes: Counter[tuple[str, str, str]] = Counter()
    for skill, similarity in neighbours:
        votes[(skill.category, skill.sub_category, skill.skill_nature)] += similarity  # type: ignore[assignment]
    category, sub_category, nature = votes.most_common(1)[0][0]
    return {"category": category, "sub_category": sub_category, "skill_nature": nature, "source": "library neighbours"}


def _derive(typed: dict[str, str] | None, neighbours: Neighbours) -> Derived:
    if typed is None:
        return DEFAULT
    alike = [skill for skill, _ in neighbours if skill.category == typed["category"]]
    return Derived(
        category=typed["category"],
        sub_category=typed["sub_category"],
        skill_nature=typed["skill_nature"],
        typical_lifespan=_commonest(skill.typical_lifespan for skill in alike),
        version_strategy=_commonest(skill.version_strategy for skill in alike),
        volatility=_commonest(skill.volatility for skill in alike),
    )


def _commonest(values: object) -> str:
    return Counter(values).most_common(1)[0][0]  # type: ignore[call-overload, no-any-return]


def _dimensions(neighbours: Neighbours) -> list[str]:
    votes: Counter[str] = Counter()
    for skill, similarity in neighbours:
        for dimension in skill.dimensions:
            votes[dimension] += similarity  # type: ignore[assignment]
    return [dimension for dimension, _ in votes.most_common(DIMENSIONS)]


def _place(dimensions: list[str], neighbours: Neighbours) -> Placed | None:
    if not dimensions:
        return None
    nearest, similarity = neighbours[0]
    return Placed(dimensions=dimensions, nearest_skill_id=nearest.skill_id, similarity=round(similarity, 4))


def _relate(neighbours: Neighbours, used_with: Sequence[str]) -> Relationships | None:
    if not neighbours and not used_with:
        return None
    parents = Counter(skill.parent for skill, _ in neighbours if skill.parent)
    return Relationships(
        parent=parents.most_common(1)[0][0] if parents else None,
        siblings=[skill.name for skill, _ in neighbours][:RELATED],
        used_with=list(used_with)[:RELATED],
    )
