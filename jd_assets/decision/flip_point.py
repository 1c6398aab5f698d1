"""The smallest change that would have altered a decision, in a sentence."""

from jd_assets.decision.signal_view import SignalView, strength_of, without_alias
from jd_assets.decision.table import Verdict
from jd_assets.decision.thresholds import Thresholds


def flip_point(verdict: Verdict, evidence: SignalView, thresholds: Thresholds) -> str:
    """What would have had to differ for another case or role."""
    if not evidence.ranked:
        return "Any sentence or skill that a role of the library shares"
    if verdict.case == "A":
        alias, other = evidence.exact[0].alias, max(evidence.ranked, key=without_alias)
        return f"Without the alias '{alias}' the evidence alone would be judged; its best role is {other.slug}"
    if verdict.case == "B":
        rival = verdict.candidates[1].slug
        return f"{verdict.lead:.4f} more evidence for {rival} would make the two even"
    if verdict.case == "C":
        margin = thresholds.contradiction_margin
        return f"A lead under {margin} of the other role, in KRAs or in skills, would leave case A"
    return _without_exact_alias(verdict)


def _without_exact_alias(verdict: Verdict) -> str:
    """Cases D, E and F: the distance to the floor or to the next role, whichever is less."""
    best, *others = verdict.candidates
    if verdict.role is None:
        missing = max(0.0, round(verdict.floor - strength_of(best), 4))
        return f"{missing:.4f} more evidence for {best.slug}, or a title that is one of its aliases"
    spare = round(strength_of(best) - verdict.floor, 4)
    if spare < verdict.lead:
        return f"{spare:.4f} less evidence for {best.slug} would leave it at the floor of what is believed"
    rival = others[0].slug if others else "another role"
    return f"{verdict.lead:.4f} more evidence for {rival} would make the two even"
