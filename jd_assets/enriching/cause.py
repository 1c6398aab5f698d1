"""Why a skill of a posting is none of the library's."""

from collections.abc import Iterable

from jd_assets.contracts.base import Section
from jd_assets.contracts.enrichment import NewSkillMeta
from jd_assets.contracts.skill_extraction import FinalSkill, UnmatchedCause, UnmatchedMention
from jd_assets.text.spelling_key import spelling_key

_BOILERPLATE = frozenset({Section.ABOUT_COMPANY, Section.BENEFITS, Section.HOW_TO_APPLY, Section.LEGAL})


def unmatched_cause(skill: FinalSkill, meta: NewSkillMeta, mentions: Iterable[UnmatchedMention]) -> UnmatchedCause:
    """The cause of one skill, from its spelling, from where it stands and from what extraction says of its wording.

    Args:
        skill: A skill without a library id.
        meta: What the steps found out about it.
        mentions: What extraction set aside in the same posting, each with its cause.
    """
    if meta.merged_into is not None and meta.merged_into.is_certain:
        return "wording"
    sections = {found.section for found in skill.evidence}
    if sections and sections <= _BOILERPLATE:
        return "boilerplate"
    key = spelling_key(skill.skill_name)
    causes = {mention.cause for mention in mentions if spelling_key(mention.text) == key}
    # Where it was taken in one place and set aside as prose in another, the place that asks for it counts.
    return "not_a_skill" if causes == {"not_a_skill"} else "gap"
