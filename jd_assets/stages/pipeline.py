"""A batch of stored postings through all stages in this process, by the functions that the assets are made of.

The job `process_postings` does the same under an orchestrator, which takes more than a second for one posting: too long
for a caller that waits for its answer.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jd_assets.contracts import STAGES
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.run import Run
from jd_assets.contracts.run_record import RunRecord
from jd_assets.database.stage_tables import write_rows
from jd_assets.decision.thresholds import Thresholds
from jd_assets.llm.client import LlmClient
from jd_assets.llm.role_chooser import role_chooser
from jd_assets.llm.skill_typing import skill_typer
from jd_assets.stages import effects
from jd_assets.stages.case_decision import case_decision
from jd_assets.stages.enrichment import enrichment
from jd_assets.stages.indexes import LibraryView
from jd_assets.stages.nano_parse import nano_parse
from jd_assets.stages.runs import enriched_runs, persisted_runs
from jd_assets.stages.skill_extraction import skill_extraction
from jd_assets.stages.tools import Tools, nano_parser, skill_extractor

#: Stages after which the rows of all stages since the one before are written, in one transaction: each commit waits
#: for the disk, and the caller with it.
WRITE_AFTER = ("enrichment", "run_record")


@dataclass(frozen=True)
class Processed:
    """A batch that went through all stages.

    Attributes:
        records: The records, and the failures in their place.
        stage_ms: Milliseconds of each stage for the whole batch; two of them hold the writing of several.
        library_version: The version that all of it was decided with.
    """

    records: Batch[RunRecord]
    stage_ms: dict[str, float]
    library_version: int


def process(tools: Tools, run_ids: Sequence[str]) -> Processed:
    """Take stored postings through all stages with the library of now.

    Raises:
        TransientFailure: The database cannot be reached.
    """
    return _Line(tools, list(dict.fromkeys(run_ids)), tools.indexes.current(), tools.client()).run()


@dataclass
class _Line:
    """One batch on its way; a method a stage, named after it."""

    tools: Tools
    run_ids: list[str]
    view: LibraryView
    client: LlmClient | None
    batches: dict[str, Batch[Any]] = field(default_factory=dict)

    def run(self) -> Processed:
        """Every stage in order."""
        stage_ms: dict[str, float] = {}
        unwritten: list[str] = []
        for stage in STAGES:
            began = time.perf_counter()
            make: Callable[[], Batch[Any]] = getattr(self, stage)
            self.batches[stage] = make()
            # Postings are stored already; one that is not is a failure, which the later rows refer to.
            if stage != "posting" or self.batches[stage].failures:
                unwritten.append(stage)
            if stage in WRITE_AFTER:
                self._write(unwritten)
                unwritten = []
            stage_ms[stage] = round(1_000 * (time.perf_counter() - began), 2)
        return Processed(self.batches["run_record"], stage_ms, self.view.version)

    def _write(self, stages: Sequence[str]) -> None:
        with self.tools.connect() as connection:
            for stage in stages:
                write_rows(connection, stage, self.batches[stage], self.batches)

    def posting(self) -> Batch[Any]:
        return effects.stored_postings(self.tools.connect, self.run_ids)

    def nano_parse(self) -> Batch[Any]:
        return nano_parse(self.batches["posting"], nano_parser(self.client))

    def skill_extraction(self) -> Batch[Any]:
        of, engine = self.batches, skill_extractor(self.client, self.view.vocabulary)
        return skill_extraction(of["posting"], of["nano_parse"], engine)

    def role_scoring(self) -> Batch[Any]:
        of, index = self.batches, self.view.role_index(self.tools.embedder)
        read = of["posting"], of["nano_parse"], of["skill_extraction"]
        return effects.score(self.tools.connect, index, self.run_ids, *read)

    def case_decision(self) -> Batch[Any]:
        of, chooser = self.batches, role_chooser(self.client)
        scored = of["nano_parse"], of["skill_extraction"], of["role_scoring"]
        return case_decision(*scored, self.view.library, Thresholds(), chooser)

    def enrichment(self) -> Batch[Any]:
        of, index = self.batches, self.view.skill_index(self.tools.embedder)
        decided = of["posting"], of["nano_parse"], of["skill_extraction"], of["case_decision"]
        return enrichment(*decided, self.view.library, index, skill_typer(self.client))

    def persistence(self) -> Batch[Any]:
        embedder = self.tools.cached_embedder
        return effects.persist(self.tools.connect, self._enriched(), self.view.library, embedder).batch

    def centroid_update(self) -> Batch[Any]:
        of, index = self.batches, self.view.role_index(self.tools.embedder)
        persisted = of["posting"], of["nano_parse"], of["case_decision"], of["persistence"]
        return effects.count(self.tools.connect, index, self.run_ids, *persisted).batch

    def run_record(self) -> Batch[Any]:
        of = self.batches
        runs = persisted_runs(self._enriched(), of["persistence"], of["centroid_update"])
        return effects.record(
            self.tools.connect,
            runs,
            of["case_decision"],
            self.view.library,
            self.tools.cached_embedder,
            self.tools.fingerprint(self.view),
        )

    def _enriched(self) -> Batch[Run]:
        of = self.batches
        read = of["posting"], of["nano_parse"], of["skill_extraction"]
        return enriched_runs(*read, of["role_scoring"], of["case_decision"], of["enrichment"])
