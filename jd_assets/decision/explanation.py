"""Why a posting is the role that it was decided for, in a sentence or two for people who read no scores."""

from collections.abc import Sequence

from jd_assets.contracts.case_decision import Case
from jd_assets.contracts.role_scoring import RankedRole
from jd_assets.decision.llm2 import matches_of
from jd_assets.decision.signal_view import SignalView
from jd_assets.decision.table import Verdict

#: Skills named as the reason.
SHOWN_SKILLS = 4


def explain(
    case: Case, picked: RankedRole | None, verdict: Verdict, evidence: SignalView, confidence: float, queued: bool
) -> str:
    """The reason by names, with the confidence of the decision as its one number."""
    sentences = [_reason(case, picked, verdict, evidence), f"Chance that this is right: {_percent(confidence)}."]
    if queued:
        sentences.append("It waits for a person to confirm it.")
    return " ".join(sentences)


def _reason(case: Case, picked: RankedRole | None, verdict: Verdict, evidence: SignalView) -> str:
    if picked is None:
        nearest = verdict.candidates[0].display_name if verdict.candidates else None
        near = f"; nearest is {nearest}, for which too little speaks" if nearest else ""
        return f"No role of the library fits{near}."
    name, why = picked.display_name, _evidence(picked, evidence)
    rivals = [role.display_name for role in verdict.candidates if role.role_id != picked.role_id]
    title = evidence.exact[0].title if evidence.exact else None
    match case:
        case "A":
            return f"The title '{title}' is a title of the role {name}{f', and {why} fit it' if why else ''}."
        case "B":
            fits = f"{why or 'the words'} fit {name} better than {_any(rivals)}"
            return f"The title '{title}' is a title of several roles; {fits}."
        case "C":
            against = f"the skills and duties are more those of {_any(rivals)}"
            return f"The title '{title}' is a title of the role {name}, though {against}."
        case "E":
            return f"The title '{verdict.sub_role}' narrows {name}{f', and {why} fit it' if why else ''}."
    ahead = f", ahead of {rivals[0]}" if rivals else ""
    return f"The title is none of the library's; {why or 'the wording'} fit {name} best{ahead}."


def _evidence(picked: RankedRole, evidence: SignalView) -> str:
    """What fits: the skills by name, and the duties where sentences were compared."""
    signals = evidence.scoring.stage3_signals
    skills = [name for match in matches_of(signals.skill_match_roles, picked) for name in match.matched_skills or []]
    parts = [f"the skills {_listed(skills[:SHOWN_SKILLS])}"] if len(skills) > 1 else []
    parts += ["the duties"] if matches_of(signals.kra_match_roles, picked) else []
    return " and ".join(parts)


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}"


def _any(names: Sequence[str]) -> str:
    return names[0] if names else "any other"


def _percent(chance: float) -> str:
    return "over 99%" if chance > 0.99 else f"{chance:.0%}"
