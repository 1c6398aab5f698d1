"""Stored runs as far as deciding them again needs them: what they were scored from, and how they were decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from jd_assets.contracts.case_decision import Case, Llm2Choice
from jd_assets.contracts.role_scoring import ScoringInputs
from jd_assets.database.queries import sql
from jd_assets.scoring.alias import TitleSet


@dataclass(frozen=True)
class StoredRun:
    """A decided run; `inputs` is None where the gate failed, so that no library can change it."""

    run_id: str
    case: Case
    role: str | None
    llm2_choice: Llm2Choice | None
    inputs: ScoringInputs | None

    @property
    def is_scored(self) -> bool:
        """A library had a say in it."""
        return self.case != "R"


@dataclass(frozen=True)
class Scored:
    """A run with what it was scored from."""

    run: StoredRun
    inputs: ScoringInputs

    @property
    def titles(self) -> TitleSet:
        """The posting's titles."""
        return TitleSet(self.inputs.title, tuple(self.inputs.other_titles))


def decided_runs(connection: psycopg.Connection, run_ids: Collection[str] | None) -> list[str]:
    """The decided ones of the given runs, or all."""
    given = None if run_ids is None else list(run_ids)
    return [row[0] for row in connection.execute(sql("impact_run_ids"), {"run_ids": given})]


def read_runs(connection: psycopg.Connection, run_ids: Sequence[str]) -> list[StoredRun]:
    """The runs with these ids."""
    rows = connection.execute(sql("impact_runs"), {"run_ids": list(run_ids)}).fetchall()
    return sorted((_stored_run(row) for row in rows), key=lambda run: run.run_id)


def _stored_run(row: Sequence[Any]) -> StoredRun:
    run_id, case, slug, choice, inputs = row
    return StoredRun(
        run_id=run_id,
        case=case,
        role=slug,
        llm2_choice=Llm2Choice.model_validate(choice) if choice else None,
        inputs=ScoringInputs.model_validate_json(inputs) if inputs else None,
    )
