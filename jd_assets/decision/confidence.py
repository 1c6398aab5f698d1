"""How sure a decision is: 1.0 for an undisputed alias, else a calibrated chance of being right."""

import math

from jd_assets.decision.signal_view import SignalView, strength_of
from jd_assets.decision.table import Verdict
from jd_assets.scoring.fit import FIT

#: Logistic model of "a reader accepts the chosen role" on strength and lead of the evidence, and on the logarithm of
#: one more than the skills that posting and role share; `scoring/fit.json` holds it with its calibration error.
INTERCEPT, PER_STRENGTH, PER_LEAD, PER_MATCHED = (
    FIT.confidence[name] for name in ("intercept", "per_strength", "per_lead", "per_matched")
)
#: Chance of a decision that the least change would flip, however strong its evidence.
AT_THE_EDGE = 0.75
#: How fast that rises with what is spare, in log-odds a unit of score. A setting: with 62 the calibration error of
#: held-out postings is .020, with what a lead is worth in the model above .079, and without a ceiling .007.
PER_SPARE = 62.0
#: Beyond this a logistic is 0 or 1 to every digit that is stored.
LARGEST = 50.0
#: A decision that names a role is not surer than this without an exact alias.
CEILING = 0.99


def confidence_of(verdict: Verdict, evidence: SignalView) -> float:
    """Chance that the decision is right: for F, that no role of the library fits."""
    if verdict.case == "A":
        return 1.0
    best = verdict.role or next(iter(verdict.candidates), None)
    if best is None:
        return CEILING
    if verdict.by_title:
        rivals = max(1, len(verdict.candidates) - 1)
        return round(min(CEILING, _logistic(PER_LEAD * verdict.lead - math.log(rivals))), 4)
    strength = strength_of(best)
    value = INTERCEPT + PER_STRENGTH * (strength + _title_support(verdict)) + PER_LEAD * verdict.lead
    chance = _logistic(value + PER_MATCHED * math.log1p(evidence.matched_skills(best)))
    if verdict.case == "F":
        return round(min(_surest(verdict.floor - strength), 1 - chance), 4)
    spare = min(verdict.lead, strength - verdict.floor) if verdict.case in ("D", "E") else verdict.lead
    return round(min(_surest(spare), chance), 4)


def _surest(spare: float) -> float:
    """What a decision may be sure of that so little would flip: three in four at the edge, the ceiling well off it."""
    return min(CEILING, _logistic(math.log(AT_THE_EDGE / (1 - AT_THE_EDGE)) + PER_SPARE * max(spare, 0.0)))


def _title_support(verdict: Verdict) -> float:
    """What the title says for the role; nothing where the evidence contradicts it, or where it says it of many."""
    if verdict.role is None or verdict.case not in ("D", "E"):
        return 0.0
    return verdict.role.parts.get("alias", 0.0)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(min(value, LARGEST), -LARGEST)))
