"""Skill clusters: the posting's skills by dimension of the library.

Each skill is put into one cluster, so that the shares of the clusters sum to 1 and none is shown twice: of its
dimensions the one that holds most of the posting's weight, which is what the posting is about where a skill could lie
in several. Dimensions that only its nearest library skills suggest count like the library's own and are marked. A
skill that would be alone joins the cluster of its category, else the one whose dimension the same roles touch; both
are marked: a cluster of one tells nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from jd_assets.client_output.skills import PostingSkill
from jd_assets.contracts.client_output import ClusterSkill, PlacedBy, SkillCluster, SkillClusters
from jd_assets.library.snapshot import Library

#: A skill with its dimensions, and whether the library itself says so of each.
Placed = tuple[PostingSkill, Mapping[str, bool]]
#: Of the roles that touch one of two dimensions, the part that touches both, from which on a lone skill goes from one
#: to the other. The nearest dimensions of the seed library have .2 to .8; below a quarter stand such as technical
#: writing and computer vision.
AKIN = 0.25


def skill_clusters(skills: Sequence[PostingSkill], library: Library) -> SkillClusters:
    """The clusters, largest first; skills without a dimension are in one of their own."""
    if not skills:
        return SkillClusters(not_stated="The posting names no skill that it wants")
    mass: dict[str, float] = defaultdict(float)
    placed = [(skill, _dimensions(skill)) for skill in skills]
    for skill, dimensions in placed:
        for dimension in dimensions:
            mass[dimension] += skill.weight
    total = sum(skill.weight for skill in skills)
    chosen = [max(links, key=lambda dimension: (mass[dimension], dimension), default=None) for _, links in placed]
    gathered: dict[str | None, list[ClusterSkill]] = defaultdict(list)
    by_category = _in_company(placed, chosen)
    by_roles = _akin(by_category, library)
    for (skill, dimensions), category, place in zip(placed, by_category, by_roles, strict=True):
        by = "roles" if place != category else _placed_by(dimensions, place)
        gathered[place].append(_entry(skill, dimensions, place, by, skill.weight / total))
    clusters = [_cluster(dimension, entries, library.dimensions) for dimension, entries in gathered.items()]
    return SkillClusters(clusters=sorted(clusters, key=lambda cluster: (cluster.dimension_id is None, -cluster.share)))


def _in_company(placed: Sequence[Placed], chosen: Sequence[str | None]) -> list[str | None]:
    """The dimensions, where a skill that would be alone in one joins the others.

    It goes to another of its dimensions that has skills, else to the dimension in which most skills of its category
    are. One without any such stays alone.
    """
    joined, sizes = list(chosen), Counter(chosen)
    for index, (skill, dimensions) in enumerate(placed):
        alone = joined[index]
        if alone is None or sizes[alone] > 1:
            continue
        of_category: Counter[str | None] = Counter(
            dimension
            for (other, _), dimension in zip(placed, joined, strict=True)
            if dimension not in (None, alone) and _category(other) == _category(skill)
        )
        others = [*(other for other in dimensions if sizes[other] > 1), *of_category]
        if others:
            joined[index] = _nearest(others, dimensions, of_category, sizes)
            sizes.update({alone: -1, joined[index]: 1})
    return joined


def _akin(joined: Sequence[str | None], library: Library) -> list[str | None]:
    """The dimensions, where a skill that is alone still goes to the one that the same roles touch."""
    found, sizes = list(joined), Counter(joined)
    for index, alone in enumerate(found):
        if alone is None or sizes[alone] != 1:
            continue
        others = [(_kinship(library, alone, other), other) for other in sizes if other and other != alone]
        kinship, nearest = max((each for each in others if sizes[each[1]] > 0), default=(0.0, alone))
        if kinship >= AKIN:
            found[index] = nearest
            sizes.update({alone: -1, nearest: 1})
    return found


def _kinship(library: Library, one: str, other: str) -> float:
    """Of the roles that touch one of two dimensions, the part that touches both."""
    either = [role.dimensions for role in library.roles if one in role.dimensions or other in role.dimensions]
    return sum(one in touched and other in touched for touched in either) / max(1, len(either))


def _nearest(
    others: Sequence[str | None],
    own: Mapping[str, bool],
    of_category: Mapping[str | None, int],
    sizes: Mapping[str | None, int],
) -> str | None:
    return max(others, key=lambda other: (other in own, of_category.get(other, 0), sizes[other]))


def _category(skill: PostingSkill) -> str:
    return skill.entry.category if skill.entry else skill.derived.category if skill.derived else ""


def _dimensions(skill: PostingSkill) -> dict[str, bool]:
    """Its dimensions in the library's order, and whether the library itself says so."""
    if skill.detail is None:
        return dict.fromkeys(skill.entry.dimensions, True) if skill.entry else {}
    if skill.detail.dimensions:
        return {link.dimension_id: link.locked for link in skill.detail.dimensions}
    meta = skill.detail.new_skill_meta
    return dict.fromkeys(meta.placed.dimensions, False) if meta and meta.placed else {}


def _entry(
    skill: PostingSkill, dimensions: Mapping[str, bool], chosen: str | None, by: PlacedBy | None, share: float
) -> ClusterSkill:
    return ClusterSkill(
        skill_name=skill.said.skill_name,
        skill_id=skill.said.skill_id,
        requirement=skill.requirement,
        share=share,
        placed_by=by,
        also_in=[dimension for dimension in dimensions if dimension != chosen],
        evidence=skill.said.evidence,
    )


def _placed_by(dimensions: Mapping[str, bool], chosen: str | None) -> PlacedBy | None:
    if chosen is None:
        return None
    if chosen not in dimensions:
        return "category"
    return "library" if dimensions[chosen] else "neighbours"


def _cluster(dimension: str | None, skills: list[ClusterSkill], names: Mapping[str, str]) -> SkillCluster:
    return SkillCluster(
        dimension_id=dimension,
        name=names.get(dimension) if dimension else None,
        share=min(1.0, sum(skill.share for skill in skills)),
        skills=skills,
        not_stated=None if dimension else "No dimension of the library holds these skills",
    )
