"""What is recorded of a decision: the verdict, LLM2's answer where it was asked, and the sentence that says why."""

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.case_decision import Case, CaseDecision, Collision, Llm2Choice, Stage4Decision, Versions
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.role_scoring import RankedRole, RoleMatch, RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.decision.confidence import confidence_of
from jd_assets.decision.explanation import explain
from jd_assets.decision.flip_point import flip_point
from jd_assets.decision.llm2 import matches_of
from jd_assets.decision.signal_view import SignalView
from jd_assets.decision.table import Verdict
from jd_assets.decision.thresholds import DECISION_VERSION, Thresholds
from jd_assets.failures import JdAssetsError
from jd_assets.library.snapshot import Library, Role
from jd_assets.llm.role_choice import RoleChoice
from jd_assets.text.role_names import proposed_role

#: Confidence in what LLM2 answers: it saw what the evidence saw, and the evidence was close.
LLM2_CONFIDENCE = 0.85


def rejected(parse: NanoParse, scoring: RoleScoring) -> CaseDecision:
    """Case R, with the gate's reason."""
    reason = parse.nano_parsed.JD_type_reason or "not a job description"
    decision = Stage4Decision(
        case="R",
        confidence=1.0,
        reasoning=f"Rejected by the gate — {reason}",
        versions=_versions(scoring, parse.usage.model, None),
        flip_point="A posting that the gate passes",
        explanation=f"This is no job description that can be read: {reason}.",
    )
    return CaseDecision(stage4_decision=decision, rejection_reason=reason)


def settled(verdict: Verdict, answer: RoleChoice | None) -> tuple[Case, RankedRole | None]:
    """Case and role: LLM2's choice where it gave one, else the evidence's; without a role it is case F."""
    role = verdict.role
    if answer is not None:
        role = next((role for role in verdict.candidates if role.slug == answer.slug), None)
    return (verdict.case, role) if role else ("F", None)


def decided(
    parse: NanoParse,
    extraction: SkillExtraction,
    evidence: SignalView,
    verdict: Verdict,
    choice: RoleChoice | JdAssetsError | None,
    library: Library,
    thresholds: Thresholds,
) -> CaseDecision:
    """Cases A to F.

    Args:
        parse: The parsed posting.
        extraction: Its skills.
        evidence: Its signals.
        verdict: What the table says of them.
        choice: LLM2's answer, or its failure; None where it was not asked.
        library: The library.
        thresholds: The cut-offs that the table used.
    """
    answer = choice if isinstance(choice, RoleChoice) else None
    case, picked = settled(verdict, answer)
    role = library.role_by_slug[picked.slug] if picked else None
    title = parse.nano_parsed.role
    new_slug, new_name = proposed_role(title) if role is None else (None, None)
    confidence = LLM2_CONFIDENCE if answer else confidence_of(verdict, evidence)
    queued = _asks_for_review(role, verdict, answer)
    decision = Stage4Decision(
        alias_collision_detected=verdict.case == "B",
        case=case,
        chosen_role=_chosen(picked, evidence) if picked else None,
        confidence=confidence,
        is_new_role=role is None,
        llm2_fired=choice is not None,
        llm2_reasoning=answer.reason if answer else (str(choice) if choice else None),
        matched_dimensions=_dimensions(role, extraction, library),
        matched_kras=_kras(picked, evidence),
        matched_skills=_skills(role, extraction),
        new_role_display_name=new_name,
        new_role_slug=new_slug,
        queued=queued,
        reasoning=_reasoning(verdict, picked, choice),
        sub_role=verdict.sub_role if role else None,
        ranked_roles=evidence.ranked,
        thresholds=thresholds.as_mapping(),
        versions=_versions(evidence.scoring, parse.usage.model, answer),
        flip_point=_flip_point(verdict, evidence, thresholds, answer),
        explanation=explain(case, picked, verdict, evidence, confidence, queued),
    )
    return CaseDecision(
        stage4_decision=decision,
        collision=_collision(verdict, evidence, picked, answer),
        proposed_alias=title if verdict.case == "D" and role and title else None,
        llm2_choice=Llm2Choice(slug=answer.slug, reason=answer.reason) if answer else None,
        usage=answer.usage if answer else LlmUsage(),
    )


def _asks_for_review(role: Role | None, verdict: Verdict, answer: RoleChoice | None) -> bool:
    """The library lacks the role or the sub-role, or the evidence is close and LLM2 said nothing."""
    if role is None or (verdict.sub_role is not None and not role.has_sub_role(verdict.sub_role)):
        return True
    return verdict.close and answer is None


def _chosen(picked: RankedRole, evidence: SignalView) -> RoleMatch:
    exact = any(match.role_id == picked.role_id for match in evidence.exact)
    return RoleMatch(
        display_name=picked.display_name,
        role_id=picked.role_id,
        slug=picked.slug,
        score=1.0 if exact else picked.score,
    )


def _reasoning(verdict: Verdict, picked: RankedRole | None, choice: RoleChoice | JdAssetsError | None) -> str:
    if isinstance(choice, RoleChoice):
        return f"{verdict.note} — LLM2 chose {picked.slug if picked else 'none of these'}: {choice.reason}"
    if choice is not None:
        return f"{verdict.note} — LLM2 failed, so the evidence decided and the item is queued"
    if verdict.close:
        return f"{verdict.note} — close, so the item is queued"
    return verdict.note


def _flip_point(verdict: Verdict, evidence: SignalView, thresholds: Thresholds, answer: RoleChoice | None) -> str:
    if answer is None or verdict.role is None:
        return flip_point(verdict, evidence, thresholds)
    return f"Another answer of LLM2 would; without one the evidence decides for {verdict.role.display_name}."


def _collision(
    verdict: Verdict, evidence: SignalView, picked: RankedRole | None, answer: RoleChoice | None
) -> Collision | None:
    if verdict.case not in ("B", "C"):
        return None
    return Collision(
        kind="shared_alias" if verdict.case == "B" else "contradiction",
        alias=evidence.exact[0].alias,
        slugs=[role.slug for role in verdict.candidates],
        resolved_to=picked.slug if picked else None,
        resolved_by="llm2" if answer else ("queue" if verdict.close else "evidence"),
    )


def _dimensions(role: Role | None, extraction: SkillExtraction, library: Library) -> list[str]:
    """Dimensions of the role that the posting's skills lie in."""
    if role is None:
        return []
    named = (library.skills.get(skill.skill_id or "") for skill in extraction.final_skills if not skill.negated)
    return sorted({dimension for skill in named if skill for dimension in skill.dimensions} & role.dimensions)


def _kras(picked: RankedRole | None, evidence: SignalView) -> list[str]:
    """KRAs of the role that sentences of the posting are close to."""
    if picked is None:
        return []
    matches = matches_of(evidence.scoring.stage3_signals.kra_match_roles, picked)
    return list(dict.fromkeys(pair.kra_text for match in matches for pair in match.kra_matches or []))


def _skills(role: Role | None, extraction: SkillExtraction) -> list[str]:
    if role is None:
        return []
    return [
        skill.skill_name for skill in extraction.final_skills if skill.skill_id in role.skills and not skill.negated
    ]


def _versions(scoring: RoleScoring, model: str | None, answer: RoleChoice | None) -> Versions:
    return Versions(
        library_version=scoring.library_version,
        decision=DECISION_VERSION,
        embedder=scoring.embedder,
        model=answer.usage.model if answer else model,
        prompt=answer.usage.prompt_version if answer else None,
    )
