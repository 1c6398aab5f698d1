"""The smallest change that would have altered a decision, in a sentence for people who read no scores.

How much evidence a role would have to gain or lose is told as a share of what it has.
"""

from jd_assets.decision.signal_view import SignalView, strength_of, without_alias
from jd_assets.decision.table import Verdict
from jd_assets.decision.thresholds import Thresholds


def flip_point(verdict: Verdict, evidence: SignalView, thresholds: Thresholds) -> str:
    """What would have had to differ for another case or role."""
    if not evidence.ranked:
        return "Any sentence or skill that a role of the library shares would have counted."
    if verdict.case == "A":
        title, other = evidence.exact[0].title, max(evidence.ranked, key=without_alias)
        return f"Under another title than '{title}' skills and duties alone would decide: for {other.display_name}."
    if verdict.case == "C":
        points = f"{100 * thresholds.contradiction_margin:.0f} of 100 points"
        return f"Were another role ahead by under {points} in skills or duties, the title would decide (case A)."
    if verdict.role is None:
        return _to_the_floor(verdict)
    best, *_ = verdict.candidates
    spare = round(strength_of(best) - verdict.floor, 4)
    if verdict.case != "B" and spare < verdict.lead:
        return f"With {_share(spare, strength_of(best))} less evidence {best.display_name} would not be believed."
    return _to_the_next(verdict)


def _to_the_floor(verdict: Verdict) -> str:
    best = verdict.candidates[0]
    missing = max(0.0, verdict.floor - strength_of(best))
    return (
        f"{_share(missing, strength_of(best))} more evidence for {best.display_name}, or a title of that role, would "
        "decide for it."
    )


def _to_the_next(verdict: Verdict) -> str:
    best, *others = verdict.candidates
    if not others:
        return f"Evidence for any other role as strong as that for {best.display_name} would make the two even."
    rival = others[0]
    more = _share(verdict.lead, without_alias(rival))
    return f"{more} more evidence for {rival.display_name} would make it even with {best.display_name}."


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.0%}" if whole > 0 else "Any"
