"""How sure a decision is: 1.0 for an undisputed alias, else a calibrated chance of being right."""

import math

from jd_assets.decision.evidence import Evidence, without_alias
from jd_assets.decision.table import Verdict

#: Logistic model of "the chosen role is right" on strength and lead of the evidence, fitted on the labelled
#: development postings with their titles hidden by `benchmarks/fit_confidence.py`.
INTERCEPT, PER_STRENGTH, PER_LEAD = -2.0, 8.0, 12.0
#: A decision that names a role is not surer than this without an exact alias.
CEILING = 0.99


def confidence_of(verdict: Verdict, evidence: Evidence) -> float:
    """Chance that the decision is right: for F, that no role of the library fits."""
    if verdict.case == "A":
        return 1.0
    if not evidence.ranked:
        return CEILING
    best = verdict.role or evidence.ranked[0]
    lead = evidence.lead_of(best, [match.role_id for match in evidence.exact] if verdict.case == "B" else None)
    strength = without_alias(best) + _title_support(verdict, evidence)
    chance = 1 / (1 + math.exp(-(INTERCEPT + PER_STRENGTH * strength + PER_LEAD * lead)))
    return round(min(CEILING, 1 - chance if verdict.case == "F" else chance), 4)


def _title_support(verdict: Verdict, evidence: Evidence) -> float:
    """What the title says for the role: nothing where several roles share it, or where the evidence contradicts it."""
    if verdict.role is None or verdict.case in ("B", "C"):
        return 0.0
    return evidence.support.get(verdict.role.role_id, 0.0)
