"""The step that derives volatility, lifespan and version strategy from library skills of the same type."""

import re
from collections import Counter
from collections.abc import Iterable

from jd_assets.contracts.enrichment import Derived
from jd_assets.enriching.skills_by_type import SkillsByType
from jd_assets.enriching.type_step import Typed
from jd_assets.library.snapshot import Skill

#: What a skill is typed as when nothing is known of it, as in the seed run; marked as a default.
DEFAULT = Derived(
    category="Other",
    skill_nature="TOOL",
    sub_category="general",
    typical_lifespan="MULTI_YEAR",
    version_strategy="UNVERSIONED",
    volatility="MEDIUM",
    is_default=True,
    source="default",
    confidence=0.0,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def known_typing(skill: Skill) -> Derived:
    """The typing that the library holds for a skill."""
    return Derived(
        category=skill.category,
        skill_nature=skill.skill_nature,
        sub_category=skill.sub_category,
        typical_lifespan=skill.typical_lifespan,
        version_strategy=skill.version_strategy,
        volatility=skill.volatility,
        source="library",
        confidence=1.0,
        derived_from=skill.skill_id,
    )


def derive(typed: Typed | None, version: str | None, skills_by_type: SkillsByType) -> Derived:
    """The whole typing; the default where the skill could not be typed."""
    if typed is None:
        return DEFAULT.model_copy(update={"version_strategy": _strategy(version)} if version else {})
    alike, same = _alike(typed, skills_by_type)
    return Derived(
        category=typed.category,
        sub_category=typed.sub_category,
        skill_nature=typed.skill_nature,
        typical_lifespan=_commonest(skill.typical_lifespan for skill in alike),
        version_strategy=_strategy(version) if version else _commonest(skill.version_strategy for skill in alike),
        volatility=_commonest(skill.volatility for skill in alike),
        source=typed.source,
        confidence=typed.confidence,
        derived_from=f"{len(alike)} library skills of {same}" + (f"; the version {version}" if version else ""),
    )


def _alike(typed: Typed, skills_by_type: SkillsByType) -> tuple[list[Skill], str]:
    """The library skills of the most exact type that there are any of, and that type for a reader."""
    exact = skills_by_type.of(typed.category, typed.sub_category, typed.skill_nature)
    if exact:
        return exact, f"{typed.sub_category}, {typed.skill_nature}"
    broader = skills_by_type.of(typed.category, typed.sub_category)
    return (broader, typed.sub_category) if broader else (skills_by_type.of(typed.category), typed.category)


def _strategy(version: str) -> str:
    """How a skill is versioned that is named with this version: 2019 by year, 3.11 by minor, 8 by major versions."""
    if _YEAR.match(version):
        return "CALENDAR"
    return "MINOR" if "." in version.rstrip("+x.") else "MAJOR"


def _commonest(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]
