"""The decision table: a pure function from stored signals to a case.

| case | when |
|---|---|
| R | the gate failed |
| A | exactly one role with an exact alias hit, not contradicted |
| B | several roles share the exact alias; one that so many share that it says nothing leaves all to the evidence |
| C | one exact alias hit, but skills and KRAs both point elsewhere, strongly |
| D | no exact alias, evidence above floor and margin |
| E | as D, and the title names a specialisation of the role |
| F | evidence too weak for any role |
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jd_assets.contracts.case_decision import Case
from jd_assets.contracts.role_scoring import AliasMatch, RankedRole
from jd_assets.decision.signal_view import SignalView, score_in, strength_of, without_alias
from jd_assets.decision.thresholds import Thresholds
from jd_assets.scoring.alias import GENERAL_TITLE, OCCUPATION
from jd_assets.scoring.combine import CONTENDERS


@dataclass(frozen=True)
class Verdict:
    """What the table says before any LLM is asked.

    Attributes:
        case: The case.
        role: The role that the evidence chooses; None in R and F.
        close: The evidence does not decide alone: LLM2 is asked, and without one the item is queued.
        sub_role: The title, where it names a specialisation.
        candidates: Roles that LLM2 may choose from.
        note: The part of the reasoning that says why.
        floor: The evidence that was needed, where no alias was exact.
        lead: How far the role, or the nearest one in F, is ahead of the next that it was compared with.
        by_title: The roles it was compared with share the title, so that only the lead tells them apart.
    """

    case: Case
    role: RankedRole | None
    close: bool
    candidates: tuple[RankedRole, ...]
    note: str
    sub_role: str | None = None
    floor: float = 0.0
    lead: float = 0.0
    by_title: bool = False


def judge(evidence: SignalView, has_title: bool, thresholds: Thresholds) -> Verdict:
    """The table for a posting that passed the gate.

    Args:
        evidence: The posting's signals.
        has_title: The posting came with a title that names some work; one that is like no alias speaks against every
            role.
        thresholds: The cut-offs.
    """
    if len(evidence.exact) > 1:
        return _shared_alias(evidence, thresholds)
    if evidence.exact:
        return _single_alias(evidence, thresholds)
    return _no_exact_alias(evidence, has_title, thresholds)


def _shared_alias(evidence: SignalView, thresholds: Thresholds) -> Verdict:
    tied = tuple(sorted((_ranked(evidence, match) for match in evidence.exact), key=lambda role: -role.score))
    if len(tied) >= GENERAL_TITLE:
        return _general_title(evidence, tied, thresholds)
    lead = evidence.lead([match.role_id for match in evidence.exact])
    slugs = ", ".join(match.slug for match in evidence.exact)
    note = (
        f"Exact alias '{evidence.exact[0].alias}' is shared by {slugs} — evidence puts {tied[0].slug} "
        f"ahead by {lead:.4f} (margin {thresholds.tie_margin})"
    )
    return Verdict("B", tied[0], lead < thresholds.tie_margin, tied, note, lead=lead, by_title=True)


def _general_title(evidence: SignalView, tied: Sequence[RankedRole], thresholds: Thresholds) -> Verdict:
    """A title such as "Software Engineer" fits any role that the evidence is for, also one that does not share it."""
    every = {role.role_id: role for role in (*tied, *evidence.ranked)}.values()
    best, *others = sorted(every, key=without_alias, reverse=True)
    if strength_of(best) < thresholds.evidence_floor:
        best, *others = sorted(tied, key=without_alias, reverse=True)
    strength, lead = strength_of(best), round(without_alias(best) - without_alias(others[0]), 4)
    note = (
        f"'{evidence.exact[0].alias}' is a title of {len(tied)} roles — evidence {strength:.4f} (floor "
        f"{thresholds.evidence_floor:.4f}), {lead:.4f} ahead of the next (margin {thresholds.evidence_margin})"
    )
    return Verdict("B", best, lead < thresholds.evidence_margin, (best, *others)[:CONTENDERS], note, lead=lead)


def _single_alias(evidence: SignalView, thresholds: Thresholds) -> Verdict:
    hit = evidence.exact[0]
    role = _ranked(evidence, hit)
    lead = evidence.lead_of(role)
    signals = evidence.scoring.stage3_signals
    kra, skill = evidence.kra_top, evidence.skill_top
    kra_lead = kra.score - score_in(signals.kra_match_roles, hit.role_id) if kra else 0.0
    skill_lead = skill.score - score_in(signals.skill_match_roles, hit.role_id) if skill else 0.0
    if min(kra_lead, skill_lead) >= thresholds.contradiction_margin:
        rivals = [role, *(other for other in evidence.ranked if other.role_id != hit.role_id)]
        note = (
            f"Exact alias hit on {hit.slug} (1.0) — but skills point to {skill.slug if skill else 'none'} "
            f"(ahead by {skill_lead:.4f}) and KRAs to {kra.slug if kra else 'none'} (ahead by {kra_lead:.4f})"
        )
        return Verdict("C", role, True, tuple(rivals[:CONTENDERS]), note, lead=lead)
    if skill is None:
        agreement = "skill_top absent does not contradict"
    elif skill.role_id == hit.role_id:
        agreement = f"skill_top {skill.slug} agrees"
    else:
        agreement = f"skill_top {skill.slug} does not contradict"
    note = f"Exact alias hit on {hit.slug} (1.0) — no other alias at this confidence; {agreement}"
    return Verdict("A", role, False, (role,), note, lead=lead)


def _no_exact_alias(evidence: SignalView, has_title: bool, thresholds: Thresholds) -> Verdict:
    if not evidence.ranked:
        return Verdict("F", None, False, (), "No role has any evidence")
    believed = [role for role in evidence.ranked if _is_believed(role, evidence, has_title, thresholds)]
    best = (believed or evidence.ranked)[0]
    others = [role for role in evidence.ranked if role is not best]
    own, *standings = [role.score if role in believed else without_alias(role) for role in (best, *others)]
    lead, rivals = round(own - max(standings, default=0.0), 4), (best, *others)[:CONTENDERS]
    named = next((match for match in evidence.named if match.role_id == best.role_id), None)
    floor = _floor(evidence, best, has_title, thresholds)
    strength = strength_of(best)
    if strength < floor:
        note = f"Evidence too weak for any role — the nearest is {best.slug} with {strength:.4f} of {floor:.4f} needed"
        return Verdict("F", None, False, rivals, note, floor=floor, lead=lead)
    close = lead < thresholds.evidence_margin
    compared = (
        f"evidence {strength:.4f} (floor {floor:.4f}), {lead:.4f} ahead of the next "
        f"(margin {thresholds.evidence_margin})"
    )
    if named:
        note = f"Title '{named.title}' names a specialisation of {best.slug} — {compared}"
        return Verdict("E", best, close, rivals, note, named.title, floor, lead)
    return Verdict("D", best, close, rivals, f"No exact alias — {best.slug} by {compared}", floor=floor, lead=lead)


def _is_believed(role: RankedRole, evidence: SignalView, has_title: bool, thresholds: Thresholds) -> bool:
    """A near title alone ranks a role first and carries none: the next role that has its evidence is believed then."""
    return strength_of(role) >= _floor(evidence, role, has_title, thresholds)


def _floor(evidence: SignalView, best: RankedRole, has_title: bool, thresholds: Thresholds) -> float:
    """The evidence a role needs: least where the title names it, most where there is a title and it does not.

    None where it is an occupation that the title calls by name.
    """
    support = evidence.support.get(best.role_id, 0.0)
    if support >= OCCUPATION:
        return 0.0
    if support >= thresholds.alias_support:
        return thresholds.supported_floor
    return thresholds.foreign_floor if has_title else thresholds.evidence_floor


def _ranked(evidence: SignalView, match: AliasMatch) -> RankedRole:
    """A role's place in the ranking; one that the ranking leaves out has nothing that is known to speak for it."""
    return evidence.rank_of(match.role_id) or RankedRole(
        slug=match.slug, role_id=match.role_id, display_name=match.display_name, score=0.0, parts={}
    )
