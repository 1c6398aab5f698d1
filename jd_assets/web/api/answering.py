"""The runs of a call's items: what is known as it is stored, the rest through the stages."""

import time
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass

from jd_assets.contracts.batch import Failure
from jd_assets.contracts.run_record import RunRecord
from jd_assets.database.queries import sql
from jd_assets.database.stage_tables import read_batch
from jd_assets.failures import JdAssetsError
from jd_assets.ingest.identity import run_id_of
from jd_assets.stages.asking import is_made_with
from jd_assets.stages.versions import CODE_VERSIONS, fingerprint_of
from jd_assets.web.api.batcher import Batcher, BatchOutcome
from jd_assets.web.api.intake import register
from jd_assets.web.api.payloads import Meta, PostingIn, RunRef
from jd_assets.web.api.reading import Item
from jd_assets.web.problems import FieldError, Problem, problem, problem_of
from jd_assets.web.services import Services


@dataclass(frozen=True)
class Answered:
    """A run with how its answer came about."""

    record: RunRecord
    meta: Meta


class Runs:
    """Finds or makes the runs of items, over one database."""

    def __init__(self, services: Services, batcher: Batcher, wait_seconds: float) -> None:
        self._services = services
        self._batcher = batcher
        self._wait_seconds = wait_seconds

    def answer(self, items: Sequence[Item], is_bulk: bool = False) -> list[Answered | Problem]:
        """A run or a problem for each item, in their order."""
        began = time.perf_counter()
        run_ids = self._run_ids(items)
        found = self._found(run_ids, items, is_bulk)
        return [each if isinstance(each, Problem) else self._answered(found[each], began, is_bulk) for each in run_ids]

    def stored(self, run_id: str) -> Answered | Problem:
        """A run as it is stored."""
        began = time.perf_counter()
        [known] = self._run_ids([RunRef(run_id=run_id)])
        if isinstance(known, Problem):
            return known
        held = self._held([known])
        if known not in held:
            return problem(404, f"Run {known} was taken in and has not gone through yet: try again in a moment")
        return self._answered(held[known], began, False)

    def _run_ids(self, items: Sequence[Item]) -> list[str | Problem]:
        """The run of each item; postings are stored, runs must be known."""
        postings = [item for item in items if isinstance(item, PostingIn)]
        refs = [_run_id(item) for item in items if isinstance(item, RunRef)]
        registered = iter(register(self._services.connect, postings))
        known = self._known([ref for ref in refs if isinstance(ref, str)])
        named = iter(_unknown(ref) if isinstance(ref, str) and ref not in known else ref for ref in refs)
        return [
            item if isinstance(item, Problem) else next(registered if isinstance(item, PostingIn) else named)
            for item in items
        ]

    def _known(self, run_ids: Sequence[str]) -> set[str]:
        if not run_ids:
            return set()
        with self._services.connect() as connection:
            return {row[0] for row in connection.execute(sql("stored_run"), {"run_ids": list(run_ids)})}

    def _found(
        self, run_ids: Sequence[str | Problem], items: Sequence[Item], is_bulk: bool
    ) -> dict[str, BatchOutcome | Future[BatchOutcome]]:
        """What is stored and current, or what will become of the run; a run that is named is answered as it is."""
        in_order = dict.fromkeys(run_id for run_id in run_ids if isinstance(run_id, str))
        asked = zip(run_ids, items, strict=True)
        named = {run_id for run_id, item in asked if isinstance(run_id, str) and isinstance(item, RunRef)}
        current = self._services.fingerprint(self._services.indexes.current())
        usable: dict[str, BatchOutcome | Future[BatchOutcome]] = {
            run_id: outcome
            for run_id, outcome in self._held(list(in_order)).items()
            if outcome.record and (run_id in named or is_made_with(outcome.record, current))
        }
        missing = [run_id for run_id in in_order if run_id not in usable]
        return {**usable, **self._batcher.submit(missing, is_bulk)}

    def _held(self, run_ids: Sequence[str]) -> dict[str, BatchOutcome]:
        if not run_ids:
            return {}
        with self._services.connect() as connection:
            rows = connection.execute(sql("stored_run"), {"run_ids": list(run_ids)}).fetchall()
        ended = [run_id for run_id, has_ended in rows if has_ended]
        batch = read_batch(self._services.connect, "run_record", ended)
        held = {run_id: BatchOutcome(None, failure, {}, 0, 0) for run_id, failure in batch.failures.items()}
        for run_id, payload in batch.payloads.items():
            if isinstance(payload, RunRecord):
                held[run_id] = BatchOutcome(payload, None, {}, 0, 0)
        return held

    def _answered(self, found: BatchOutcome | Future[BatchOutcome], began: float, is_bulk: bool) -> Answered | Problem:
        if isinstance(found, Future):
            try:
                found = found.result(None if is_bulk else self._wait_seconds)
            except TooLong:
                return problem(504, "The pipeline is still at it: send the same again for its answer")
            except JdAssetsError as error:
                return problem_of(error)
        if found.record is None:
            return _failed(found.failure)
        return Answered(found.record, self._meta(found.record, found, began))

    def _meta(self, record: RunRecord, outcome: BatchOutcome, began: float) -> Meta:
        versions = record.extract_from_jd.stage4_decision.versions
        is_cached = outcome.batch_size == 0
        today = fingerprint_of(versions.library_version, self._services.embedder, self._services.llm)
        is_of_today = is_made_with(record, today)
        return Meta(
            library_version=versions.library_version,
            code_versions=dict(CODE_VERSIONS) if is_of_today else None,
            fingerprint=record.fingerprint,
            embedder=versions.embedder,
            cost_usd=0.0 if is_cached else record.final_role_output.llm_cost_total_usd,
            cached=is_cached,
            total_ms=round(1_000 * (time.perf_counter() - began), 2),
            stage_ms=outcome.stage_ms,
            batch_size=outcome.batch_size,
        )


def _run_id(item: RunRef) -> str | Problem:
    try:
        return run_id_of(item.run_id)
    except JdAssetsError as error:
        return problem(422, str(error), [FieldError(pointer="/run_id", detail=str(error))])


def _unknown(run_id: str) -> Problem:
    detail = f"There is no run {run_id}: send the posting to POST /skills/extract-from-jd first"
    return problem(404, detail, [FieldError(pointer="/run_id", detail=detail)])


def _failed(failure: Failure | None) -> Problem:
    if failure is None:
        return problem(500, "The posting has no outcome: send it again")
    return problem(503 if failure.kind == "transient" else 422, f"{failure.stage}: {failure.reason}")
