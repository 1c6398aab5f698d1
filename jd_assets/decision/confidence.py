"""How sure a decision is: 1.0 for an undisputed alias, else a calibrated chance of being right."""

import math

from jd_assets.contracts.role_scoring import RankedRole
from jd_assets.decision.signal_view import SignalView, strength_of
from jd_assets.decision.table import Verdict
from jd_assets.scoring.fit import FIT

#: Logistic model of "a reader accepts the chosen role" on strength and lead of the evidence, and on the logarithm of
#: one more than the skills that posting and role share; `scoring/fit.json` holds it with its calibration error.
INTERCEPT, PER_STRENGTH, PER_LEAD, PER_MATCHED = (
    FIT.confidence[name] for name in ("intercept", "per_strength", "per_lead", "per_matched")
)
#: A decision that names a role is not surer than this without an exact alias.
CEILING = 0.99


def confidence_of(verdict: Verdict, evidence: SignalView) -> float:
    """Chance that the decision is right: for F, that no role of the library fits."""
    if verdict.case == "A":
        return 1.0
    if not evidence.ranked:
        return CEILING
    best = verdict.role or evidence.ranked[0]
    if verdict.case == "B":
        return _chance_among(verdict, evidence, best)
    strength = strength_of(best) + _title_support(verdict, evidence)
    value = INTERCEPT + PER_STRENGTH * strength + PER_LEAD * evidence.lead_of(best)
    chance = _logistic(value + PER_MATCHED * math.log1p(evidence.matched_skills(best)))
    return round(min(CEILING, 1 - chance if verdict.case == "F" else chance), 4)


def _chance_among(verdict: Verdict, evidence: SignalView, best: RankedRole) -> float:
    """Chance of one of several roles that share the title: even where the evidence ties, surer with its lead."""
    rivals = max(1, len(verdict.candidates) - 1)
    lead = evidence.lead_of(best, [match.role_id for match in evidence.exact])
    return round(min(CEILING, _logistic(PER_LEAD * lead - math.log(rivals))), 4)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def _title_support(verdict: Verdict, evidence: SignalView) -> float:
    """What the title says for the role; nothing where the evidence contradicts it."""
    if verdict.role is None or verdict.case == "C":
        return 0.0
    return verdict.role.parts.get("alias", 0.0)
