"""Mentions gathered into skills: one skill for all its mentions."""

from collections.abc import Iterable, Mapping, Sequence

from jd_assets.contracts.base import Section
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.skills.links import choices
from jd_assets.skills.mentions import How, Mention
from jd_assets.skills.reading import Reading

_WANTS = frozenset({Section.REQUIRED, Section.PREFERRED})


def final_skills(reading: Reading, mentions: Sequence[Mention]) -> list[FinalSkill]:
    """The skills in the order of their first mention."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.key, []).append(mention)
    alternatives = _alternatives(reading.view, mentions)
    return [_final_skill(reading.text, found, alternatives.get(key, ())) for key, found in groups.items()]


def _final_skill(text: str, found: Sequence[Mention], alternatives: Iterable[str]) -> FinalSkill:
    entry = found[0].entry
    by_name = any(mention.how is How.NAME for mention in found)
    return FinalSkill(
        is_primary=any(mention.core for mention in _ruling(found)),
        skill_name=found[0].name,
        skill_id=entry.skill_id if entry else None,
        matched_via=("canonical" if by_name else "alias") if entry else None,
        version=next((mention.version for mention in found if mention.version), None),
        negated=all(mention.negated for mention in found),
        alternatives=list(alternatives),
        confidence=max(mention.how.value for mention in found),
        evidence=[mention.evidence(text) for mention in _telling(found)],
    )


def _ruling(found: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions that say how much a skill is wanted: lists of wants go before duties and descriptions."""
    wanted = [mention for mention in found if mention.section in _WANTS and not mention.negated]
    return wanted or found


def _telling(found: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions that ask for the skill; titles and descriptions speak for it only where nothing asks."""
    return [mention for mention in found if mention.asks] or found


def _alternatives(view: str, mentions: Sequence[Mention]) -> Mapping[str, list[str]]:
    others: dict[str, dict[str, None]] = {}
    for group in choices(view, mentions):
        names = {mentions[index].key: mentions[index].name for index in group}
        for key in names:
            others.setdefault(key, {}).update({name: None for other, name in names.items() if other != key})
    return {key: list(names) for key, names in others.items()}
