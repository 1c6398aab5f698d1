"""Changes of a library, each a function of the library and of a source of chance."""

import random
from collections.abc import Callable
from dataclasses import replace

from jd_assets.library.snapshot import Alias, Library, Role, Skill
from jd_assets.text.titles import normalise_alias
from jd_assets_tests.impact.stored_runs import OTHER_TITLES

Change = Callable[[Library, random.Random], Library]


def with_role(library: Library, role: Role) -> Library:
    """The library with this role in place of the one with its id."""
    roles = tuple(role if each.role_id == role.role_id else each for each in library.roles)
    return replace(library, roles=roles)


def with_alias(role: Role, title: str) -> Role:
    """The role with one more alias."""
    return replace(role, aliases=(*role.aliases, Alias(title, normalise_alias(title), False)))


def add_alias(library: Library, chance: random.Random) -> Library:
    """A title that postings bear, or the alias of another role."""
    others = [alias.alias for role in library.roles for alias in role.aliases]
    return with_role(library, with_alias(chance.choice(library.roles), chance.choice([*OTHER_TITLES, *others])))


def remove_alias(library: Library, chance: random.Random) -> Library:
    role = chance.choice(library.roles)
    gone = chance.choice([role.aliases[0], chance.choice(role.aliases)]) if role.aliases else None
    return with_role(library, replace(role, aliases=tuple(alias for alias in role.aliases if alias != gone)))


def add_kra(library: Library, chance: random.Random) -> Library:
    """One that another role has as well."""
    role, other = chance.sample(library.roles, 2)
    return with_role(library, replace(role, kras=(*role.kras, *other.kras[:2])))


def remove_kras(library: Library, chance: random.Random) -> Library:
    role = chance.choice(library.roles)
    return with_role(library, replace(role, kras=role.kras[chance.randint(1, len(role.kras) or 1) :]))


def change_role_skills(library: Library, chance: random.Random) -> Library:
    """Half of its skills go, and those of another role come."""
    role, other = chance.sample(library.roles, 2)
    kept = {skill: weight for skill, weight in role.skills.items() if chance.random() < 0.5}
    return with_role(library, replace(role, skills=kept | dict(other.skills)))


def remove_role(library: Library, chance: random.Random) -> Library:
    gone = chance.choice(library.roles)
    return replace(library, roles=tuple(role for role in library.roles if role != gone))


def add_role(library: Library, chance: random.Random) -> Library:
    """One between two others."""
    one, other = chance.sample(library.roles, 2)
    role = replace(
        one,
        role_id=max(each.role_id for each in library.roles) + 1,
        slug=f"{one.slug}-{len(library.roles)}",
        aliases=(),
        kras=one.kras[:3] + other.kras[:3],
        skills={**one.skills, **other.skills},
    )
    return replace(library, roles=(*library.roles, with_alias(role, chance.choice(OTHER_TITLES))))


def remove_skill(library: Library, chance: random.Random) -> Library:
    gone = _asked_skill(library, chance).skill_id
    roles = (
        replace(role, skills={skill: weight for skill, weight in role.skills.items() if skill != gone})
        for role in library.roles
    )
    skills = {skill_id: skill for skill_id, skill in library.skills.items() if skill_id != gone}
    return replace(library, roles=tuple(roles), skills=skills)


def rename_skill(library: Library, chance: random.Random) -> Library:
    """Only the new name finds it from now on."""
    skill = _asked_skill(library, chance)
    return _with_skill(library, replace(skill, name=f"Neo{skill.name}", aliases=()))


def alias_of_skill(library: Library, chance: random.Random) -> Library:
    """Words of the postings name a skill that they did not name before."""
    skill = _asked_skill(library, chance)
    words = chance.choice(["pipelines", "services", "dashboards", "stakeholders", "models", "Payments"])
    return _with_skill(library, replace(skill, aliases=(*skill.aliases, (words, ""))))


def _asked_skill(library: Library, chance: random.Random) -> Skill:
    return library.skills[chance.choice(sorted({skill for role in library.roles for skill in role.skills}))]


def _with_skill(library: Library, skill: Skill) -> Library:
    return replace(library, skills={**library.skills, skill.skill_id: skill})


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        *(add_alias, remove_alias, add_kra, remove_kras, change_role_skills, remove_role, add_role),
        *(remove_skill, rename_skill, alias_of_skill),
    )
}
