"""The smallest change that would have altered a decision, in a sentence."""

from jd_assets.contracts.role_scoring import RankedRole
from jd_assets.decision.signal_view import SignalView, strength_of, without_alias
from jd_assets.decision.table import Verdict
from jd_assets.decision.thresholds import Thresholds


def flip_point(verdict: Verdict, evidence: SignalView, thresholds: Thresholds) -> str:
    """What would have had to differ for another case or role."""
    if not evidence.ranked:
        return "Any sentence or skill that a role of the library shares"
    best = evidence.ranked[0]
    if verdict.case == "A":
        alias, other = evidence.exact[0].alias, max(evidence.ranked, key=without_alias)
        return f"Without the alias '{alias}' the evidence alone would be judged; its best role is {other.slug}"
    if verdict.case == "B":
        tied = evidence.lead([match.role_id for match in evidence.exact])
        return f"{tied:.4f} more evidence for the next role that shares the alias would make the two even"
    if verdict.case == "C":
        margin = thresholds.contradiction_margin
        return f"A lead under {margin} of the other role, in KRAs or in skills, would leave case A"
    return _without_exact_alias(verdict, evidence, best)


def _without_exact_alias(verdict: Verdict, evidence: SignalView, best: RankedRole) -> str:
    """Cases D, E and F: the distance to the floor or to the next role, whichever is less."""
    if verdict.role is None:
        missing = max(0.0, round(verdict.floor - strength_of(best), 4))
        return f"{missing:.4f} more evidence for {best.slug}, or a title that is one of its aliases"
    spare = round(strength_of(best) - verdict.floor, 4)
    if spare < evidence.lead():
        return f"{spare:.4f} less evidence for {best.slug} would leave it at the floor of what is believed"
    rival = evidence.ranked[1].slug if len(evidence.ranked) > 1 else "another role"
    return f"{evidence.lead():.4f} more evidence for {rival} would make the two even"
