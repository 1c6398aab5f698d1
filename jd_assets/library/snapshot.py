"""One version of the role library, read whole and held in memory by everything that decides."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import psycopg
from psycopg.rows import dict_row

from jd_assets.database.queries import sql
from jd_assets.failures import PermanentFailure
from jd_assets.library.seed.load import library_version
from jd_assets.text.titles import normalise_alias


@dataclass(frozen=True)
class Role:
    """A role with all that describes it; skills map skill_id to weight 1..3, sub-roles are in the form of titles.

    `imported` marks an occupation of a taxonomy: its titles are what somebody somewhere calls it.
    """

    role_id: int
    slug: str
    display_name: str
    role_family: str
    archetype: str
    aliases: tuple["Alias", ...]
    kras: tuple[str, ...]
    skills: Mapping[str, int]
    dimensions: frozenset[str]
    sub_roles: frozenset[str] = frozenset()
    imported: bool = False

    @property
    def is_general(self) -> bool:
        """Whether other roles are known to be called what this one is called: its work is a part of theirs.

        Of an occupation it says nothing: taxonomies share titles out freely ("Accountant" of financial controllers).
        """
        return not self.imported and any(alias.collision and alias.alias == self.display_name for alias in self.aliases)

    def has_sub_role(self, title: str) -> bool:
        """Whether a title names a specialisation of the role that the library holds."""
        return normalise_alias(title) in self.sub_roles


@dataclass(frozen=True)
class Alias:
    """A title of a role, as written and as compared; `collision` marks one known to belong to several roles."""

    alias: str
    normalised: str
    collision: bool


@dataclass(frozen=True)
class Skill:
    """A skill with its typing; `aliases` are pairs of text and match rule."""

    skill_id: str
    name: str
    category: str
    sub_category: str
    skill_nature: str
    volatility: str
    typical_lifespan: str
    version_strategy: str
    maturity: str
    parent: str | None
    match: str
    aliases: tuple[tuple[str, str], ...]
    dimensions: tuple[str, ...]


@dataclass(frozen=True)
class Library:
    """The library at one version; `evidence_model` holds the archives of what its postings taught, if any did."""

    version: int
    roles: tuple[Role, ...]
    skills: Mapping[str, Skill]
    dimensions: Mapping[str, str] = field(repr=False)
    merged_skills: Mapping[str, str] = field(default_factory=dict, repr=False)
    evidence_model: tuple[bytes, ...] = field(default=(), repr=False)

    def skill(self, skill_id: str) -> Skill | None:
        """The skill of an id, also of one that was merged into it."""
        return self.skills.get(skill_id) or self.skills.get(self.merged_skills.get(skill_id, ""))

    @cached_property
    def role_by_slug(self) -> Mapping[str, Role]:
        """Roles by slug."""
        return {role.slug: role for role in self.roles}

    @cached_property
    def skill_spellings(self) -> frozenset[str]:
        """Every name and alias of a skill, in lower case."""
        return frozenset(
            spelling.lower()
            for skill in self.skills.values()
            for spelling in (skill.name, *(alias for alias, _ in skill.aliases))
        )

    @cached_property
    def alias_index(self) -> Mapping[str, list[tuple[Role, Alias]]]:
        """Roles by normalised alias; more than one where an alias is shared."""
        index: dict[str, list[tuple[Role, Alias]]] = defaultdict(list)
        for role in self.roles:
            for alias in role.aliases:
                index[alias.normalised].append((role, alias))
        return dict(index)


def read_library(connection: psycopg.Connection) -> Library:
    """Read the current version, whole.

    Raises:
        PermanentFailure: The library is empty.
    """
    version = library_version(connection)
    if version == 0:
        raise PermanentFailure("The role library is empty: run `jd-assets library load`")
    while True:
        library = _read_tables(connection, version)
        # Each statement sees what was committed before it: a version that stayed proves that all saw the same.
        version = library_version(connection)
        if version == library.version:
            return library


def _read_tables(connection: psycopg.Connection, version: int) -> Library:
    aliases: dict[int, list[Alias]] = defaultdict(list)
    for role_id, alias, normalised, collision in connection.execute(sql("library_role_aliases")):
        aliases[role_id].append(Alias(alias, normalised, collision))
    kras: dict[int, list[str]] = defaultdict(list)
    for role_id, kra in connection.execute(sql("library_role_kras")):
        kras[role_id].append(kra)
    skills: dict[int, dict[str, int]] = defaultdict(dict)
    for role_id, skill_id, weight in connection.execute(sql("library_role_skills")):
        skills[role_id][skill_id] = weight
    dimensions: dict[int, set[str]] = defaultdict(set)
    for role_id, dimension_id in connection.execute(sql("library_role_dimensions")):
        dimensions[role_id].add(dimension_id)
    sub_roles: dict[int, set[str]] = defaultdict(set)
    for role_id, normalised in connection.execute(sql("library_role_sub_roles")):
        sub_roles[role_id].add(normalised)
    roles = tuple(
        Role(
            role_id=role_id,
            slug=slug,
            display_name=display_name,
            role_family=family,
            archetype=archetype,
            aliases=tuple(aliases[role_id]),
            kras=tuple(kras[role_id]),
            skills=skills[role_id],
            dimensions=frozenset(dimensions[role_id]),
            sub_roles=frozenset(sub_roles[role_id]),
            imported=imported,
        )
        for role_id, slug, display_name, family, archetype, imported in connection.execute(sql("library_roles"))
    )
    names: dict[str, str] = dict(connection.execute(sql("library_dimensions")).fetchall())
    merged: dict[str, str] = dict(connection.execute(sql("library_merged_skills")).fetchall())
    taught = connection.execute(sql("library_evidence_model")).fetchone()
    return Library(version, roles, _read_skills(connection), names, merged, tuple(taught[0]) if taught else ())


def _read_skills(connection: psycopg.Connection) -> dict[str, Skill]:
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(sql("library_skills")).fetchall()
    return {
        row["skill_id"]: Skill(
            **{
                **row,
                "aliases": tuple((alias, match) for alias, match in row["aliases"]),
                "dimensions": tuple(row["dimensions"]),
            }
        )
        for row in rows
    }
