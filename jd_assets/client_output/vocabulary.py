"""The legacy vocabulary breakdown: every term of the posting with its typing, in one flat list."""

from collections.abc import Mapping, Sequence
from typing import Literal

from jd_assets.contracts.client_output import VocabularyBreakdown, VocabularyTerm
from jd_assets.contracts.enrichment import Derived, SkillDetail
from jd_assets.contracts.persistence import FinalInputSkill
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.enriching.derive_step import DEFAULT


def vocabulary(
    skills: Sequence[FinalSkill], details: Sequence[SkillDetail], tags: Sequence[FinalInputSkill]
) -> VocabularyBreakdown:
    """The terms in the order of the posting; those it does not want are among them, and say so."""
    if not skills:
        return VocabularyBreakdown(not_stated="The posting names no skill")
    by_name = {detail.input_skill: detail for detail in details}
    tagged: Mapping[str, Literal["in_db", "new"]] = {item.skill: item.tag for item in tags}
    return VocabularyBreakdown(terms=[_term(skill, by_name.get(skill.skill_name), tagged) for skill in skills])


def _term(
    skill: FinalSkill, detail: SkillDetail | None, tagged: Mapping[str, Literal["in_db", "new"]]
) -> VocabularyTerm:
    typing = _typing(detail)
    return VocabularyTerm(
        term=skill.skill_name,
        skill_id=skill.skill_id,
        category=typing.category,
        sub_category=typing.sub_category,
        skill_nature=typing.skill_nature,
        typical_lifespan=typing.typical_lifespan,
        version_strategy=typing.version_strategy,
        volatility=typing.volatility,
        is_default=typing.is_default,
        is_primary=skill.is_primary,
        negated=skill.negated,
        tag=tagged.get(skill.skill_name, "in_db" if skill.skill_id else "new"),
        evidence=skill.evidence,
    )


def _typing(detail: SkillDetail | None) -> Derived:
    if detail and detail.canonical:
        return detail.canonical.derived
    return detail.new_skill_meta.derived if detail and detail.new_skill_meta else DEFAULT
