"""A library of four roles, small enough to know by heart."""

from jd_assets.library.snapshot import Alias, Library, Role, Skill
from jd_assets.text.titles import normalise_alias

DIMENSIONS = {"backend": "Backend Services", "data": "Data Pipelines", "cloud": "Cloud Platforms"}


def role(role_id: int, slug: str, name: str, aliases: list[str], skills: dict[str, int], dimension: str) -> Role:
    return Role(
        role_id=role_id,
        slug=slug,
        display_name=name,
        role_family="Engineering",
        archetype=f"Does the work of a {name}.",
        aliases=tuple(Alias(alias, normalise_alias(alias), False) for alias in aliases),
        kras=(f"Does what a {name} does.",),
        skills=skills,
        dimensions=frozenset({dimension}),
    )


def skill(skill_id: str, name: str, dimension: str) -> Skill:
    return Skill(
        skill_id=skill_id,
        name=name,
        category="Technology",
        sub_category="General",
        skill_nature="TOOL",
        volatility="LOW",
        typical_lifespan="LONG_TERM",
        version_strategy="MAJOR",
        maturity="mature",
        parent=None,
        match="",
        aliases=(),
        dimensions=(dimension,),
    )


LIBRARY = Library(
    version=3,
    roles=(
        role(1, "backend-engineer", "Backend Developer", ["Backend Engineer"], {"java": 3, "sql": 2}, "backend"),
        role(
            2, "data-engineer", "Data Engineer", ["Data Engineer", "Big Data Engineer"], {"spark": 3, "sql": 3}, "data"
        ),
        role(3, "ml-engineer", "ML Engineer", ["Big Data Engineer"], {"pytorch": 3}, "data"),
        role(9, "cloud-architect", "Cloud Architect", ["Cloud Architect"], {"aws": 3}, "cloud"),
    ),
    skills={
        each.skill_id: each
        for each in (
            skill("java", "Java", "backend"),
            skill("sql", "SQL", "data"),
            skill("spark", "Spark", "data"),
            skill("pytorch", "PyTorch", "data"),
            skill("aws", "AWS", "cloud"),
        )
    },
    dimensions=DIMENSIONS,
)
