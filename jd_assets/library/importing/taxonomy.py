"""A public taxonomy of occupations as plain rows, whatever files it came in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

#: Licence of both taxonomies.
CC_BY_4 = "CC BY 4.0"


@dataclass(frozen=True)
class TaxonomySource:
    """Where rows come from.

    Attributes:
        key: Short name, also the prefix of slugs and skill ids.
        title: Name for people.
        version: Release of the taxonomy.
        attribution: The line that the licence asks to be shown with the data.
        first_role_id: First of the 100,000 role ids that are the source's own.
        licence: Name of the licence.
    """

    key: str
    title: str
    version: str
    attribution: str
    first_role_id: int
    licence: str = CC_BY_4

    @property
    def origin(self) -> str:
        """What the rows of this import carry in their column `origin`."""
        return f"{self.key}-{self.version}"

    @property
    def own(self) -> str:
        """The origins of all releases of the source, as a pattern of LIKE."""
        return f"{self.key}-%"


@dataclass(frozen=True)
class Occupation:
    """An occupation; `code` identifies it over the releases of its taxonomy."""

    code: str
    title: str
    alternates: Sequence[str]
    role_family: str
    archetype: str
    kras: Sequence[str] = ()


@dataclass(frozen=True)
class Typing:
    """The library's typing of a skill, in the order of its columns."""

    category: str
    sub_category: str
    skill_nature: str
    volatility: str
    typical_lifespan: str
    version_strategy: str
    maturity: str


@dataclass(frozen=True)
class TaxonomySkill:
    """A skill; `is_technology` says that its name is that of a product, language or standard of computing."""

    code: str
    name: str
    typing: Typing
    is_technology: bool
    alternates: Sequence[str] = ()
    parent: str | None = None


@dataclass(frozen=True)
class Taxonomy:
    """All that one file holds; `role_skills` are (occupation code, skill code, weight 1..3)."""

    source: TaxonomySource
    occupations: Sequence[Occupation]
    skills: Sequence[TaxonomySkill]
    role_skills: Sequence[tuple[str, str, int]] = field(repr=False)
