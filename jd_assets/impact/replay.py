"""Makes a stored decision again from what is stored, without an LLM, and compares the two."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from jd_assets.contracts.base import Payload
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.contracts.skill_extraction import SkillExtraction
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import read_batch
from jd_assets.decision.llm2 import RoleChooser
from jd_assets.decision.thresholds import DECISION_VERSION, Thresholds
from jd_assets.failures import JdAssetsError, PermanentFailure
from jd_assets.library.snapshot import Library
from jd_assets.llm.role_choice import RoleChoice, RoleQuestion
from jd_assets.stages.case_decision import case_decision

P = TypeVar("P", bound=Payload)

_RUN = "run"


@dataclass(frozen=True)
class Replay:
    """A decision made again.

    Attributes:
        decision: The decision as it is made now.
        differing: The keys whose values are not those stored, e.g. `stage4_decision.confidence`.
        notes: What has changed since the decision and may account for it.
    """

    decision: CaseDecision
    differing: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def same(self) -> bool:
        """The canonical JSON of both is the same, byte for byte."""
        return not self.differing


def replay(
    stored: CaseDecision, parse: NanoParse, extraction: SkillExtraction, scoring: RoleScoring, library: Library
) -> Replay:
    """Decide again with the stored rows, the stored thresholds and the stored answer of LLM2.

    Args:
        stored: The decision to be made again.
        parse: The row of `nano_parse`.
        extraction: The row of `skill_extraction`.
        scoring: The row of `role_scoring`.
        library: The library of today; of it only the chosen role's skills and dimensions are read.

    Raises:
        PermanentFailure: The rules of today compare other numbers, or the role has left the library.
    """
    kept = stored.stage4_decision.thresholds
    batch = case_decision(
        Batch({_RUN: parse}, {}),
        Batch({_RUN: extraction}, {}),
        Batch({_RUN: scoring}, {}),
        library,
        Thresholds.of(kept) if kept else Thresholds(),
        _answering(stored),
    )
    for failure in batch.failures.values():
        notes = "; ".join(_notes(stored, scoring, library))
        raise PermanentFailure(f"It cannot be decided again: {failure.reason}" + (f" ({notes})" if notes else ""))
    decision = batch.payloads[_RUN]
    return Replay(decision, tuple(_differing(stored, decision)), tuple(_notes(stored, scoring, library)))


def replay_stored(connect: Connect, run_id: str, library: Library) -> Replay:
    """Decide a stored run again.

    Raises:
        PermanentFailure: A stage of it has no payload, or as `replay`.
    """
    return replay(
        _row(connect, "case_decision", run_id, CaseDecision),
        _row(connect, "nano_parse", run_id, NanoParse),
        _row(connect, "skill_extraction", run_id, SkillExtraction),
        _row(connect, "role_scoring", run_id, RoleScoring),
        library,
    )


def _row(connect: Connect, stage: str, run_id: str, model: type[P]) -> P:
    batch = read_batch(connect, stage, [run_id])
    payload = batch.payloads.get(run_id)
    if isinstance(payload, model):
        return payload
    raise PermanentFailure(f"Run {run_id} has no {stage} to replay: {batch.failures[run_id].reason}")


def canonical(payload: CaseDecision) -> bytes:
    """The one way of writing a decision: JSON with sorted keys and no blanks, as UTF-8."""
    return _json(payload.model_dump(mode="json"))


def _answering(stored: CaseDecision) -> RoleChooser | None:
    """A chooser that says what LLM2 said; None where it was not asked."""
    decision, kept = stored.stage4_decision, stored.llm2_choice
    if not decision.llm2_fired:
        return None
    answer: RoleChoice | JdAssetsError
    if kept is None:
        answer = JdAssetsError(decision.llm2_reasoning or "")
    else:
        answer = RoleChoice(kept.slug, kept.reason, stored.usage)

    def choose(questions: Sequence[RoleQuestion]) -> list[RoleChoice | JdAssetsError]:
        return [answer for _ in questions]

    return choose


def _differing(stored: CaseDecision, made: CaseDecision) -> list[str]:
    if canonical(stored) == canonical(made):
        return []
    before, now = _flat(stored), _flat(made)
    return [key for key in sorted(before) if _json(before[key]) != _json(now[key])]


def _flat(payload: CaseDecision) -> dict[str, object]:
    """The values by key, those of `stage4_decision` each under its own."""
    values: dict[str, object] = payload.model_dump(mode="json")
    decision: dict[str, object] = payload.stage4_decision.model_dump(mode="json")
    del values["stage4_decision"]
    return values | {f"stage4_decision.{key}": value for key, value in decision.items()}


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")


def _notes(stored: CaseDecision, scoring: RoleScoring, library: Library) -> list[str]:
    made = stored.stage4_decision.versions
    notes = []
    if made.decision != DECISION_VERSION:
        notes.append(f"decided by rules {made.decision}, made again by rules {DECISION_VERSION}")
    if made.library_version != library.version:
        notes.append(
            f"decided with library version {made.library_version}, the library is at {library.version}: "
            "matched skills and dimensions are those of today's role"
        )
    if made.library_version != scoring.library_version:
        notes.append(f"scored again since with library version {scoring.library_version}: decide it again too")
    return notes
