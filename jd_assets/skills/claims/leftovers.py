"""Skills of the rules that a model left out: kept only where such a find is right more often than not.

A model leaves out what is no skill, and now and then one that is. Which of both, tell the kind of find (a product's
name asked for is nearly always right, a soft skill in a duty seldom) and how much of what the rules found in this
posting the model named: one that named all the rest knew what it did. The logistic model of this was fitted by
`benchmarks/fit_leftovers.py`; `docs/reading.md` has its figures.
"""

from collections.abc import Iterable, Sequence
from math import exp, log

from jd_assets.contracts.base import Evidence, Section
from jd_assets.contracts.skill_extraction import FinalSkill
from jd_assets.skills.claims.leftovers_fit import LEFTOVERS_FIT, LeftoversFit
from jd_assets.skills.mentions import How
from jd_assets.skills.natures import FIELDS_OF_WORK
from jd_assets.skills.vocabulary import Vocabulary

#: Sections whose sentences state what is wanted.
WANTS = frozenset({Section.REQUIRED, Section.PREFERRED})
#: The features of a find, in the order of the fit.
FEATURES = ("tool", "field", "soft", "required", "preferred", "agreement")


def kept_leftovers(
    rules: Sequence[FinalSkill],
    named: Sequence[FinalSkill],
    left_out: Sequence[FinalSkill],
    vocabulary: Vocabulary,
    fit: LeftoversFit = LEFTOVERS_FIT,
) -> list[FinalSkill]:
    """The finds that stay.

    Args:
        rules: All skills that the rules found.
        named: The model's skills, with their places.
        left_out: Those of the rules that the model did not name.
        vocabulary: Says of what nature a skill is.
        fit: What such finds were measured to be worth.

    Returns:
        The finds that are right with a chance of at least the fit's threshold. One that is named as unwanted stays, for
        a model is asked for what is wanted; so does the library's name for words of which the model has one of its own.
    """
    kept: list[FinalSkill] = []
    for skill in left_out:
        also = [each for each in named if any(overlap_any(seen, each.evidence) for seen in skill.evidence)]
        if skill.negated:
            kept.append(skill)
        elif also:
            kept += _library_name(skill, also)
        elif skill.confidence <= How.GRADED.value:
            continue  # only its words and its place speak for it, and the model read both
        elif chance(features(skill, rules, left_out, vocabulary), fit) >= fit.threshold:
            kept.append(skill)
    return kept


def _library_name(skill: FinalSkill, named: Sequence[FinalSkill]) -> list[FinalSkill]:
    """The library's skill in words of which the model has a name that the library lacks, wanted as that is."""
    unknown = [each for each in named if each.skill_id is None]
    if skill.skill_id is None or not unknown:
        return []
    places = [seen for each in unknown for seen in each.evidence]
    shared = [seen for seen in skill.evidence if overlap_any(seen, places)]
    wanted = any(each.is_primary for each in unknown)
    return [skill.model_copy(update={"evidence": shared, "is_primary": wanted})] if shared else []


def features(
    skill: FinalSkill, rules: Sequence[FinalSkill], left_out: Sequence[FinalSkill], vocabulary: Vocabulary
) -> tuple[float, ...]:
    """What is known of a find that the model left out; `FEATURES` names them."""
    entry = vocabulary.entries.get(skill.skill_id or "")
    nature = entry.skill_nature if entry else ""
    sections = {seen.section for seen in skill.evidence}
    return (
        float(bool(nature) and nature not in FIELDS_OF_WORK),
        float(nature in FIELDS_OF_WORK and nature != "SOFT"),
        float(nature == "SOFT"),
        float(Section.REQUIRED in sections),
        float(Section.PREFERRED in sections),
        _agreement(skill, rules, left_out),
    )


def chance(values: Iterable[float], fit: LeftoversFit) -> float:
    """The chance of a find to be a skill of the posting, 0 to 1."""
    logit = fit.intercept + sum(fit.coefficients[name] * value for name, value in zip(FEATURES, values, strict=True))
    return 1 / (1 + exp(-logit))


def _agreement(skill: FinalSkill, rules: Sequence[FinalSkill], left_out: Sequence[FinalSkill]) -> float:
    """Log odds of the model to name what the rules found in this posting, from all other library skills of theirs."""
    missed = {other.skill_id for other in left_out}
    others = [other for other in rules if other.skill_id and not other.negated and other.skill_id != skill.skill_id]
    agreed = sum(other.skill_id not in missed for other in others)
    return log((agreed + 1) / (len(others) - agreed + 1))


def overlap_any(seen: Evidence, others: Iterable[Evidence]) -> bool:
    """Whether a place has characters in common with one of the others."""
    return any(seen.start < other.end and other.start < seen.end for other in others)
