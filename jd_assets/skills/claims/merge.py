"""Skills that a model names, kept where the text says so, and those of the rules that it left out.

The model decides what is a skill and whether it is required; the text decides whether it is said. What is not in the
text is dropped, and so is what the text itself speaks against: the employer's own name, and a block that addresses a
program instead of a reader. A skill that is named only as unwanted is kept as negated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jd_assets.contracts.base import Evidence, LlmUsage
from jd_assets.contracts.nano_parse import ClaimedSkill, NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.skill_extraction import FinalSkill, SkillExtraction
from jd_assets.skills.claims.leftovers import WANTS, kept_leftovers, overlap_any
from jd_assets.skills.claims.leftovers_fit import LEFTOVERS_FIT, LeftoversFit
from jd_assets.skills.claims.names import named_claim
from jd_assets.skills.claims.places import ClaimPlaces
from jd_assets.skills.group_mentions import final_skills
from jd_assets.skills.mentions import How, Mention
from jd_assets.skills.reading import Reading
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.text.spelling_key import spelling_key

#: Raise it with every change of what an answer becomes: it is kept with each row.
VERSION = f"2.{LEFTOVERS_FIT.version}"


@dataclass(frozen=True, slots=True)
class _Proven:
    """A claim and the place that bears it out."""

    claim: ClaimedSkill
    mention: Mention


def merge_llm(
    posting: Posting,
    parsed: NanoParse,
    rules: SkillExtraction,
    claims: Sequence[ClaimedSkill],
    vocabulary: Vocabulary,
    usage: LlmUsage,
    fit: LeftoversFit = LEFTOVERS_FIT,
) -> SkillExtraction:
    """The skills of a posting that a model answered on.

    Args:
        posting: The text that proves a claim.
        parsed: Its sentences and the employer's names.
        rules: The skills that the rules found in it.
        claims: What the model names; one without proof is listed in `dropped_claims`.
        vocabulary: The library's skills.
        usage: What the answer cost.
        fit: What finds of the rules that the model left out are worth.
    """
    reading = Reading(posting, parsed)
    places = ClaimPlaces(reading)
    proven: list[_Proven] = []
    dropped: list[str] = []
    for claim in claims:
        place = places.proof(claim)
        if place is None:
            dropped.append(claim.name)
        else:
            proven.append(_Proven(claim, _mention(reading, claim, place, parsed, vocabulary)))
    named = list(_named(reading, proven, rules.final_skills))
    keys = {_key(skill) for skill in named}
    left_out = [skill for skill in rules.final_skills if _key(skill) not in keys]
    kept = kept_leftovers(rules.final_skills, named, left_out, vocabulary, fit)
    return rules.model_copy(
        update={
            "final_skills": _in_order([*named, *kept]),
            "llm_skills": list(dict.fromkeys(claim.name for claim in claims)),
            "claimed_skills": list(claims),
            "dropped_claims": [*rules.dropped_claims, *dict.fromkeys(dropped)],
            "unmatched_mentions": [seen for seen in rules.unmatched_mentions if not _overlaps(proven, seen.evidence)],
            "usage": usage.model_copy(update={"merge_version": VERSION}),
        }
    )


def _mention(
    reading: Reading, claim: ClaimedSkill, place: tuple[int, int], parsed: NanoParse, vocabulary: Vocabulary
) -> Mention:
    """The place as a mention of the skill: required by the model's word, wanted at all by the text's."""
    named = named_claim(claim, reading.text[place[0] : place[1]], parsed.nano_parsed.language, vocabulary)
    mention = reading.mention(*place, named.entry, How.MODEL)
    return replace(mention, name=named.name, core=claim.is_primary and not mention.negated, asks=True)


def _named(reading: Reading, proven: Sequence[_Proven], rules: Sequence[FinalSkill]) -> Iterator[FinalSkill]:
    """The model's skills, each with what the rules know of it."""
    mentions = sorted((each.mention for each in proven), key=lambda mention: mention.start)
    primary = {each.mention.key for each in proven if each.mention.core}
    held = {_key(skill): skill for skill in rules}
    keys = dict.fromkeys(mention.key for mention in mentions)
    for key, skill in zip(keys, final_skills(reading, mentions), strict=True):
        ours = skill.model_copy(update={"is_primary": key in primary})
        also = held.get(_key(ours))
        yield ours if also is None else _joined(ours, also)


def _joined(skill: FinalSkill, rules: FinalSkill) -> FinalSkill:
    """One skill that both found: the model's word on how much it is wanted, and the surer confidence.

    Its places are the model's, those of the rules that these overlap, and those in lists of wants.
    """
    theirs = [seen for seen in rules.evidence if seen.section in WANTS or overlap_any(seen, skill.evidence)]
    ours = [seen for seen in skill.evidence if not overlap_any(seen, theirs)]
    negated = skill.negated and rules.negated
    return rules.model_copy(
        update={
            "is_primary": skill.is_primary and not negated,
            "negated": negated,
            "version": rules.version or skill.version,
            "alternatives": list(dict.fromkeys([*rules.alternatives, *skill.alternatives])),
            "confidence": max(rules.confidence, skill.confidence),
            "evidence": sorted([*theirs, *ours], key=lambda seen: seen.start),
        }
    )


def _in_order(skills: Sequence[FinalSkill]) -> list[FinalSkill]:
    """The skills by their first place; alternatives that are no skills of the posting are taken out of the others."""
    names = {skill.skill_name for skill in skills}
    ordered = sorted(skills, key=lambda skill: skill.evidence[0].start if skill.evidence else 0)
    return [
        skill.model_copy(update={"alternatives": [name for name in skill.alternatives if name in names]})
        for skill in ordered
    ]


def _key(skill: FinalSkill) -> str:
    return skill.skill_id or f"?{spelling_key(skill.skill_name)}"


def _overlaps(proven: Sequence[_Proven], seen: Evidence) -> bool:
    return any(each.mention.start < seen.end and seen.start < each.mention.end for each in proven)
