"""LLM2: puts the decisions that the evidence leaves open to a model, all of a batch in one go."""

from collections.abc import Callable, Mapping, Sequence

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.role_scoring import RankedRole, RoleMatch
from jd_assets.decision.signal_view import SignalView
from jd_assets.decision.table import Verdict
from jd_assets.failures import JdAssetsError
from jd_assets.library.snapshot import Library
from jd_assets.llm.role_choice import RoleCandidate, RoleChoice, RoleQuestion

#: Answers questions about close decisions, one outcome a question; None where no LLM is configured.
RoleChooser = Callable[[Sequence[RoleQuestion]], list[RoleChoice | JdAssetsError]]

#: Sentences of the posting that LLM2 reads.
QUESTION_SENTENCES = 12
#: KRAs of a candidate that LLM2 is shown as evidence.
QUESTION_KRAS = 3


def ask_llm2(
    chooser: RoleChooser | None,
    verdicts: Mapping[str, Verdict],
    parsed: Mapping[str, NanoParse],
    evidence: Mapping[str, SignalView],
    library: Library,
) -> dict[str, RoleChoice | JdAssetsError]:
    """The answer, or the failure, for every close verdict; nothing without an LLM."""
    close = [run_id for run_id, verdict in verdicts.items() if verdict.close]
    if chooser is None or not close:
        return {}
    questions = [_question(verdicts[run_id], parsed[run_id], evidence[run_id], library) for run_id in close]
    return dict(zip(close, chooser(questions), strict=True))


def matches_of(matches: Sequence[RoleMatch], role: RankedRole) -> list[RoleMatch]:
    """The entry of a role in a top list, if it has one."""
    return [match for match in matches if match.role_id == role.role_id]


def _question(verdict: Verdict, parse: NanoParse, evidence: SignalView, library: Library) -> RoleQuestion:
    signals = evidence.scoring.stage3_signals
    sentences = {pair.sentence: None for match in signals.kra_match_roles for pair in match.kra_matches or []}
    candidates = tuple(
        RoleCandidate(role.slug, role.display_name, library.role_by_slug[role.slug].archetype, _lines(role, evidence))
        for role in verdict.candidates
    )
    return RoleQuestion(parse.nano_parsed.role, tuple(sentences)[:QUESTION_SENTENCES], candidates)


def _lines(role: RankedRole, evidence: SignalView) -> tuple[str, ...]:
    """What speaks for a candidate, a line a signal."""
    signals = evidence.scoring.stage3_signals
    lines = [
        f"alias '{match.alias}' ({match.kind}, {match.score})"
        for match in signals.alias_match_roles
        if match.role_id == role.role_id
    ]
    lines += [
        f"skills {match.score}: {', '.join(match.matched_skills or [])}"
        for match in matches_of(signals.skill_match_roles, role)
    ]
    for match in matches_of(signals.kra_match_roles, role):
        kras = [pair.kra_text for pair in (match.kra_matches or [])[:QUESTION_KRAS]]
        lines.append(f"work {match.score}: {'; '.join(kras)}")
    return tuple(lines)
