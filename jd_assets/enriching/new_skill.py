"""The orchestrator: runs the steps for one skill that the library lacks."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from jd_assets.contracts.enrichment import NewSkillMeta
from jd_assets.enriching.category_vote import vote
from jd_assets.enriching.derive_step import derive, known_typing
from jd_assets.enriching.merge_step import Merge, merge
from jd_assets.enriching.neighbours import NameReading, SkillIndex
from jd_assets.enriching.place_step import place
from jd_assets.enriching.relate_step import relate
from jd_assets.enriching.split_step import Split, known_ids, split
from jd_assets.enriching.surroundings import Surroundings
from jd_assets.enriching.type_step import CERTAIN, Typed, opinions_on, typed_as, typed_by
from jd_assets.enriching.typing_model import Opinion, agreement
from jd_assets.enriching.warn_step import warnings_on
from jd_assets.text.slugs import slug_of


@dataclass(frozen=True)
class NewSkill:
    """A skill that the library lacks.

    Attributes:
        name: The posting's wording.
        reading: What it reads like.
        surroundings: Where it stands.
        hypernym: What the phrase reads like that its sentence calls it by.
    """

    name: str
    reading: NameReading = field(default_factory=NameReading)
    surroundings: Surroundings = field(default_factory=Surroundings)
    hypernym: NameReading = field(default_factory=NameReading)


def describe_new_skill(skill: NewSkill, index: SkillIndex, answer: Opinion | None = None) -> NewSkillMeta:
    """Run the steps for one new skill.

    The dimensions of the decided role, which its placement leaves as they are, are for the caller to fill in.

    Args:
        skill: The skill.
        index: The library's skills.
        answer: What the LLM says of a skill that the sources could not type.
    """
    neighbours, categories = skill.reading.neighbours, index.skills_by_type.categories
    parted = split(skill.name, index.spellings)
    merged = merge(skill.name, neighbours, index.spellings)
    said = _certain(parted, merged, index) or answer
    opinions = opinions_on(merged.base, skill.reading, skill.surroundings, skill.hypernym, categories)
    best = agreement(opinions, categories)
    typed = typed_as(said, best, index.skills_by_type) if said else typed_by(best, index.skills_by_type)
    derived = derive(typed, merged.version, index.skills_by_type)
    if merged.skill is not None:
        derived = known_typing(merged.skill).model_copy(update={"source": "another spelling", "confidence": CERTAIN})
    return NewSkillMeta(
        derived=derived,
        enrichment=_record(skill, [said, *opinions] if said else opinions),
        keep_log=_keep_log(skill.name, parted, merged),
        locked_dimensions=[],
        merge_log=list(merged.log),
        placed=place(typed, neighbours, index.skills_by_type),
        relationships=relate(merged.base, typed, neighbours, skill.surroundings, index.spellings),
        skill_id=slug_of(merged.base),
        split_log=list(parted.log),
        typed=_typed(typed),
        warnings=[*parted.warnings, *warnings_on(skill.name, typed, best)],
        parts=list(parted.parts),
        merged_into=merged.target,
        version=merged.version,
    )


def _certain(parted: Split, merged: Merge, index: SkillIndex) -> Opinion | None:
    """What needs no vote: the skill that the name spells, or the one category of the skills that it names."""
    if merged.skill is not None:
        category, because = merged.skill.category, f"it is {merged.skill.name}"
        return Opinion("another spelling", category, CERTAIN, because, (merged.skill,))
    outcome = vote((index.by_id[skill_id], 1.0) for skill_id in known_ids(parted.parts))
    if outcome is None or len(outcome.weights) > 1:
        return None
    because = f"it names {', '.join(skill.name for skill in outcome.voters)}"
    return Opinion("its parts", outcome.category, CERTAIN, because, outcome.voters)


def _keep_log(name: str, parted: Split, merged: Merge) -> list[str]:
    if parted.parts or merged.skill is not None:
        return []
    return [f"kept '{name}': no canonical name or alias of the library is the same"]


def _typed(typed: Typed | None) -> dict[str, Any] | None:
    if typed is None:
        return None
    told = {each.name: getattr(typed, each.name) for each in fields(typed) if each.name != "opinions"}
    return told | {"source": typed.source}


def _record(skill: NewSkill, opinions: Sequence[Opinion]) -> dict[str, Any]:
    """What the steps went by: the skill's own sentence, and what each source said, the category it lost to included."""
    said = [
        {"source": each.source, "category": each.category, "confidence": each.confidence, "because": each.because}
        for each in opinions
    ]
    return {"sentence": skill.surroundings.sentence, "sources": said}
