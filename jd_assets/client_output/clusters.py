"""Skill clusters: the posting's skills by dimension of the library.

Each skill is put into one cluster, so that the shares of the clusters sum to 1 and none is shown twice: of its
dimensions the one that holds most of the posting's weight, which is what the posting is about where a skill could lie
in several. Dimensions that only its nearest library skills suggest count like the library's own and are marked.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from jd_assets.client_output.skills import PostingSkill
from jd_assets.contracts.client_output import ClusterSkill, SkillCluster, SkillClusters
from jd_assets.library.snapshot import Library


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
    gathered: dict[str | None, list[ClusterSkill]] = defaultdict(list)
    for skill, dimensions in placed:
        chosen = max(dimensions, key=lambda dimension: (mass[dimension], dimension), default=None)
        gathered[chosen].append(_entry(skill, dimensions, chosen, skill.weight / total))
    clusters = [_cluster(dimension, entries, library.dimensions) for dimension, entries in gathered.items()]
    return SkillClusters(clusters=sorted(clusters, key=lambda cluster: (cluster.dimension_id is None, -cluster.share)))


def _dimensions(skill: PostingSkill) -> dict[str, bool]:
    """Its dimensions in the library's order, and whether the library itself says so."""
    if skill.detail is None:
        return dict.fromkeys(skill.entry.dimensions, True) if skill.entry else {}
    if skill.detail.dimensions:
        return {link.dimension_id: link.locked for link in skill.detail.dimensions}
    meta = skill.detail.new_skill_meta
    return dict.fromkeys(meta.placed.dimensions, False) if meta and meta.placed else {}


def _entry(skill: PostingSkill, dimensions: Mapping[str, bool], chosen: str | None, share: float) -> ClusterSkill:
    return ClusterSkill(
        skill_name=skill.said.skill_name,
        skill_id=skill.said.skill_id,
        requirement=skill.requirement,
        share=share,
        placed_by=None if chosen is None else "library" if dimensions[chosen] else "neighbours",
        also_in=[dimension for dimension in dimensions if dimension != chosen],
        evidence=skill.said.evidence,
    )


def _cluster(dimension: str | None, skills: list[ClusterSkill], names: Mapping[str, str]) -> SkillCluster:
    return SkillCluster(
        dimension_id=dimension,
        name=names.get(dimension) if dimension else None,
        share=min(1.0, sum(skill.share for skill in skills)),
        skills=skills,
        not_stated=None if dimension else "No dimension of the library holds these skills",
    )
