"""`case_decision`: the decision table over a batch, with LLM2 for what the evidence leaves open."""

from collections.abc import Callable, Mapping, Sequence

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.case_decision import CaseDecision, Collision, Stage4Decision, Versions
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.role_scoring import RankedRole, RoleMatch, RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.decision.confidence import confidence_of
from jd_assets.decision.evidence import Evidence, read_evidence
from jd_assets.decision.flip_point import flip_point
from jd_assets.decision.new_role import proposed_role
from jd_assets.decision.table import Verdict, judge
from jd_assets.decision.thresholds import DECISION_VERSION, Thresholds
from jd_assets.failures import JdAssetsError
from jd_assets.library.snapshot import Library, Role
from jd_assets.llm.role_choice import RoleCandidate, RoleChoice, RoleQuestion
from jd_assets.stages.batch import Batch, map_batch

#: LLM2: answers questions about close decisions, one outcome a question; None where no LLM is configured.
RoleChooser = Callable[[Sequence[RoleQuestion]], list[RoleChoice | JdAssetsError]]

#: A role that several signals agree on is decided with this confidence by LLM2: it saw what the evidence saw.
LLM2_CONFIDENCE = 0.85
#: Sentences of the posting that LLM2 reads.
QUESTION_SENTENCES = 12


def case_decision(
    parsed: Batch[NanoParse],
    skills: Batch[SkillExtraction],
    scored: Batch[RoleScoring],
    library: Library,
    thresholds: Thresholds,
    chooser: RoleChooser | None = None,
) -> Batch[CaseDecision]:
    """Decide every posting; the close ones are put to LLM2 in one go, and queued where it cannot answer."""
    evidence = {run_id: read_evidence(scoring) for run_id, scoring in scored.payloads.items()}
    verdicts = {
        run_id: judge(evidence[run_id], parsed.payloads[run_id].nano_parsed.role is not None, thresholds)
        for run_id in scored.payloads
        if parsed.payloads[run_id].nano_parsed.JD_type == "pass"
    }
    choices = _ask(chooser, verdicts, parsed, evidence, library)

    def decide(run_id: str, scoring: RoleScoring) -> CaseDecision:
        parse = parsed.payloads[run_id]
        if run_id not in verdicts:
            return _rejected(parse, scoring)
        return _decided(
            parse,
            skills.payloads[run_id],
            evidence[run_id],
            verdicts[run_id],
            choices.get(run_id),
            library,
            thresholds,
        )

    return map_batch("case_decision", scored, decide)


def _ask(
    chooser: RoleChooser | None,
    verdicts: Mapping[str, Verdict],
    parsed: Batch[NanoParse],
    evidence: Mapping[str, Evidence],
    library: Library,
) -> dict[str, RoleChoice | JdAssetsError]:
    close = [run_id for run_id, verdict in verdicts.items() if verdict.close]
    if chooser is None or not close:
        return {}
    questions = [_question(verdicts[run_id], parsed.payloads[run_id], evidence[run_id], library) for run_id in close]
    return dict(zip(close, chooser(questions), strict=True))


def _question(verdict: Verdict, parse: NanoParse, evidence: Evidence, library: Library) -> RoleQuestion:
    signals = evidence.scoring.stage3_signals
    sentences = {pair.sentence: None for match in signals.kra_match_roles for pair in match.kra_matches or []}
    candidates = tuple(
        RoleCandidate(role.slug, role.display_name, library.role_by_slug[role.slug].archetype, _lines(role, evidence))
        for role in verdict.candidates
    )
    return RoleQuestion(parse.nano_parsed.role, tuple(sentences)[:QUESTION_SENTENCES], candidates)


def _lines(role: RankedRole, evidence: Evidence) -> tuple[str, ...]:
    """What speaks for a candidate, a line a signal."""
    signals = evidence.scoring.stage3_signals
    lines = [
        f"alias '{match.alias}' ({match.kind}, {match.score})"
        for match in signals.alias_match_roles
        if match.role_id == role.role_id
    ]
    for match in _of(signals.skill_match_roles, role):
        lines.append(f"skills {match.score}: {', '.join(match.matched_skills or [])}")
    for match in _of(signals.kra_match_roles, role):
        lines.append(f"work {match.score}: {'; '.join(pair.kra_text for pair in (match.kra_matches or [])[:3])}")
    return tuple(lines)


def _of(matches: Sequence[RoleMatch], role: RankedRole) -> list[RoleMatch]:
    return [match for match in matches if match.role_id == role.role_id]


def _rejected(parse: NanoParse, scoring: RoleScoring) -> CaseDecision:
    reason = parse.nano_parsed.JD_type_reason or "not a job description"
    decision = Stage4Decision(
        case="R",
        confidence=1.0,
        reasoning=f"Rejected by the gate — {reason}",
        versions=_versions(scoring, parse.usage.model, None),
        flip_point="A posting that the gate passes",
    )
    return CaseDecision(stage4_decision=decision, rejection_reason=reason)


def _decided(
    parse: NanoParse,
    extraction: SkillExtraction,
    evidence: Evidence,
    verdict: Verdict,
    choice: RoleChoice | JdAssetsError | None,
    library: Library,
    thresholds: Thresholds,
) -> CaseDecision:
    answer = choice if isinstance(choice, RoleChoice) else None
    picked = _picked(verdict, answer)
    role = library.role_by_slug[picked.slug] if picked else None
    title = parse.nano_parsed.role
    new_slug, new_name = proposed_role(title) if role is None else (None, None)
    queued = role is None or (verdict.close and answer is None) or verdict.sub_role is not None
    decision = Stage4Decision(
        alias_collision_detected=verdict.case == "B",
        case=verdict.case if role or verdict.case == "F" else "F",
        chosen_role=_chosen(picked, verdict) if picked else None,
        confidence=LLM2_CONFIDENCE if answer else confidence_of(verdict, evidence),
        is_new_role=role is None,
        llm2_fired=choice is not None,
        llm2_reasoning=answer.reason if answer else (str(choice) if choice else None),
        matched_dimensions=_dimensions(role, extraction, library),
        matched_kras=_kras(picked, evidence),
        matched_skills=_skills(role, extraction),
        new_role_display_name=new_name,
        new_role_slug=new_slug,
        queued=queued or isinstance(choice, JdAssetsError),
        reasoning=_reasoning(verdict, picked, choice),
        sub_role=verdict.sub_role if role else None,
        ranked_roles=evidence.ranked,
        thresholds=thresholds.as_mapping(),
        versions=_versions(evidence.scoring, parse.usage.model, answer),
        flip_point=flip_point(verdict, evidence, thresholds),
    )
    return CaseDecision(
        stage4_decision=decision,
        collision=_collision(verdict, evidence, picked, answer),
        proposed_alias=title if verdict.case == "D" and role and title else None,
        usage=answer.usage if answer else LlmUsage(),
    )


def _picked(verdict: Verdict, answer: RoleChoice | None) -> RankedRole | None:
    """LLM2's choice where it gave one, else the evidence's."""
    if answer is None:
        return verdict.role
    return next((role for role in verdict.candidates if role.slug == answer.slug), None)


def _chosen(picked: RankedRole, verdict: Verdict) -> RoleMatch:
    exact = verdict.case in ("A", "B", "C") and picked == verdict.role
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


def _collision(
    verdict: Verdict, evidence: Evidence, picked: RankedRole | None, answer: RoleChoice | None
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
    named = (library.skills.get(skill.skill_id or "") for skill in extraction.final_skills)
    return sorted({dimension for skill in named if skill for dimension in skill.dimensions} & role.dimensions)


def _kras(picked: RankedRole | None, evidence: Evidence) -> list[str]:
    """KRAs of the role that sentences of the posting are close to."""
    if picked is None:
        return []
    matches = _of(evidence.scoring.stage3_signals.kra_match_roles, picked)
    return list(dict.fromkeys(pair.kra_text for match in matches for pair in match.kra_matches or []))


def _skills(role: Role | None, extraction: SkillExtraction) -> list[str]:
    if role is None:
        return []
    return [skill.skill_name for skill in extraction.final_skills if skill.skill_id in role.skills]


def _versions(scoring: RoleScoring, model: str | None, answer: RoleChoice | None) -> Versions:
    return Versions(
        library_version=scoring.library_version,
        decision=DECISION_VERSION,
        embedder=scoring.embedder,
        model=answer.usage.model if answer else model,
        prompt=answer.usage.prompt_version if answer else None,
    )
