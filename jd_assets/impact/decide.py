"""Decides stored runs again from their signals, by the rules of the pipeline and without the text."""

from collections.abc import Iterator, Mapping, Sequence

from jd_assets.contracts.base import LlmUsage
from jd_assets.contracts.case_decision import Case
from jd_assets.contracts.role_scoring import AliasMatch, RankedRole, RoleMatch, RoleScoring, Stage3Signals
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import read_batch
from jd_assets.decision.outcome import settled
from jd_assets.decision.signal_view import SignalView, read_evidence
from jd_assets.decision.table import Verdict, judge
from jd_assets.decision.thresholds import Thresholds
from jd_assets.embedding.vectors import Floats
from jd_assets.impact.stored import Scored
from jd_assets.llm.role_choice import RoleChoice
from jd_assets.scoring.combine import CONTENDERS, Weights
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.kra import shown_by_kra
from jd_assets.scoring.signals import Signals
from jd_assets.scoring.skill import shown_by_skill
from jd_assets.text.titles import speaks_of_work


def decide_again(
    connect: Connect, runs: Sequence[Scored], signals: Signals, index: RoleIndex, weights: Weights, limits: Thresholds
) -> list[tuple[Case, str | None]]:
    """Case and role of each run by these signals; stored answers of LLM2 count where the same question stands."""
    ranked = signals.ranked(index, weights)
    verdicts = [
        judge(_evidence(signals, row, roles, index), _has_title(runs[row]), limits) for row, roles in enumerate(ranked)
    ]
    asked = [row for row, verdict in enumerate(verdicts) if verdict.close and runs[row].run.llm2_choice is not None]
    before = _candidates_before(connect, [runs[row] for row in asked], limits)
    outcomes = []
    for row, verdict in enumerate(verdicts):
        same = before.get(runs[row].run.run_id) == _slugs(verdict)
        case, role = settled(verdict, _answer(runs[row]) if same else None)
        outcomes.append((case, role.slug if role else None))
    return outcomes


def _evidence(signals: Signals, row: int, ranked: list[RankedRole], index: RoleIndex) -> SignalView:
    """What the table compares, without the sentences and skills that are only shown."""
    contenders = {role.role_id for role in ranked[:CONTENDERS]}
    kra, skill = signals.kra[row], signals.skill[row]
    aliases: list[AliasMatch] = list(signals.aliases[row])
    shown = Stage3Signals.model_construct(
        alias_found=any(match.kind == "exact" for match in aliases),
        alias_match_roles=aliases,
        kra_match_roles=list(_matches(shown_by_kra(kra, index, contenders), kra, index)) if kra.any() else [],
        skill_match_roles=list(_matches(shown_by_skill(skill, index, contenders), skill, index)),
        centroid_match_roles=[],
    )
    scoring = RoleScoring.model_construct(
        stage3_signals=shown,
        ranked_roles=ranked,
        library_version=index.library.version,
        embedder=index.embedder.embedder_id,
    )
    return read_evidence(scoring)


def _matches(positions: Iterator[int], scores: Floats, index: RoleIndex) -> Iterator[RoleMatch]:
    for position in positions:
        role = index.roles[position]
        yield RoleMatch.model_construct(
            display_name=role.display_name,
            role_id=role.role_id,
            slug=role.slug,
            score=round(float(scores[position]), 4),
            # Given although they are the defaults: looking these up took a fifth of the time of a decision.
            kra_matches=None,
            matched_count=None,
            matched_skills=None,
            total_count=None,
        )


def _has_title(run: Scored) -> bool:
    return speaks_of_work(run.inputs.title, run.inputs.title_given)


def _candidates_before(connect: Connect, runs: Sequence[Scored], limits: Thresholds) -> Mapping[str, list[str]]:
    """The roles that LLM2 was to choose from."""
    if not runs:
        return {}
    scorings = read_batch(connect, "role_scoring", [run.run.run_id for run in runs]).payloads
    return {
        run.run.run_id: _slugs(judge(read_evidence(scoring), _has_title(run), limits))
        for run in runs
        if isinstance(scoring := scorings.get(run.run.run_id), RoleScoring)
    }


def _slugs(verdict: Verdict) -> list[str]:
    return [role.slug for role in verdict.candidates]


def _answer(run: Scored) -> RoleChoice | None:
    choice = run.run.llm2_choice
    return RoleChoice(choice.slug, choice.reason, LlmUsage()) if choice else None
