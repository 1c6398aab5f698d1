"""The skills of a posting as the client output weighs them."""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.enrichment import Derived, SkillDetail
from jd_assets.contracts.nano_parse import Requirement
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.library.snapshot import Library, Skill
from jd_assets.scoring.skill import PREFERRED_WEIGHT


@dataclass(frozen=True)
class PostingSkill:
    """A skill that the posting wants, with what the library or the enrichment knows of it."""

    said: FinalSkill
    detail: SkillDetail | None
    entry: Skill | None

    @property
    def weight(self) -> float:
        """1 for a required skill, less for a nice-to-have: the weights that roles are scored with."""
        return 1.0 if self.said.is_primary else PREFERRED_WEIGHT

    @property
    def requirement(self) -> Requirement:
        """Whether it is required or preferred."""
        return "required" if self.said.is_primary else "preferred"

    @property
    def derived(self) -> Derived | None:
        """The typing that the enrichment derived for a skill the library lacks; null where it is a default."""
        meta = self.detail.new_skill_meta if self.detail else None
        return meta.derived if meta and not meta.derived.is_default else None


def wanted_skills(skills: Sequence[FinalSkill], details: Sequence[SkillDetail], library: Library) -> list[PostingSkill]:
    """The skills in order, without those that are named only to say that they are not wanted."""
    by_name = {detail.input_skill: detail for detail in details}
    return [
        PostingSkill(skill, by_name.get(skill.skill_name), library.skills.get(skill.skill_id or ""))
        for skill in skills
        if not skill.negated
    ]
