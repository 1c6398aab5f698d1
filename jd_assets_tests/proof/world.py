"""The pipeline without Dagster, over a database: postings that are decided one way and then another."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Any

from jd_assets.contracts.batch import Batch, Failure
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import write_batch
from jd_assets.decision.thresholds import Thresholds
from jd_assets.enriching.neighbours import SkillIndex, build_skill_index
from jd_assets.library.centroids.ledger import apply_members
from jd_assets.library.centroids.without_batch import votes_without
from jd_assets.library.seed.load import library_version
from jd_assets.library.snapshot import Library, read_library
from jd_assets.library.vocabulary import build_vocabulary
from jd_assets.library.vocabulary_store import keep_vocabulary
from jd_assets.proposals.drafting.store import new_role_paths
from jd_assets.proposals.write import ProposalKey, Teaching, write_teaching
from jd_assets.scoring.combine import Weights
from jd_assets.scoring.index import RoleIndex, build_index
from jd_assets.skills.vocabulary import Vocabulary
from jd_assets.stages import centroid_update as counting
from jd_assets.stages import persistence as persisting
from jd_assets.stages import run_record as recording
from jd_assets.stages.case_decision import case_decision
from jd_assets.stages.enrichment import enrichment
from jd_assets.stages.nano_parse import RulesParser, nano_parse
from jd_assets.stages.role_scoring import posting_vectors, role_scoring
from jd_assets.stages.runs import enriched_runs, persisted_runs
from jd_assets.stages.skill_extraction import RulesExtractor, skill_extraction
from jd_assets_tests.proof.kitchen import FAILED, WordsEmbedder, written

#: Commits of a batch that goes through.
COMMITS = 11
#: What an engine could not read, as its row says.
UNREADABLE = Failure("nano_parse", "permanent", "The engine gave no answer")
EMBEDDER = WordsEmbedder()
#: With four roles and few words every score is low; with these every case but D comes up.
LENIENT = replace(
    Thresholds(),
    evidence_floor=0.15,
    foreign_floor=0.15,
    supported_floor=0.15,
    contradiction_margin=0.05,
    tie_margin=0.5,
)

#: What postings are from now on, by their numbers: a kind, and whether it is a copy of others of the kind.
Kinds = Mapping[int, tuple[str, bool]]


@dataclass(frozen=True)
class Knowledge:
    """One version of the library with what is built from it."""

    library: Library
    roles: RoleIndex
    skills: SkillIndex
    vocabulary: Vocabulary


@dataclass
class World:
    """Postings and the library that they are decided by.

    Attributes:
        connect: The database.
        taught: By run_id, the proposals that the run's last outcome backs.
        stale: Runs whose rows are not all of one outcome, or name what the library does not hold any more.
    """

    connect: Connect
    taught: dict[str, set[ProposalKey]] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)
    _known: dict[int, Knowledge] = field(default_factory=dict)

    def materialise(self, kinds: Kinds, commits: int = COMMITS, cap: int | None = None) -> None:
        """Take postings through all stages; with fewer `commits` the run is killed after so many.

        Args:
            kinds: The postings.
            commits: Commits that the run lives for.
            cap: Postings of one employer that count, where that is set anew.
        """
        read = [_read(number, *kind) for number, kind in sorted(kinds.items())]
        failed = {
            posting.run_id for (kind, _), (posting, _) in zip(_in_order(kinds), read, strict=True) if kind == FAILED
        }
        postings = Batch({posting.run_id: posting for posting, _ in read}, {})
        parsed = Batch(
            {posting.run_id: parse for posting, parse in read if posting.run_id not in failed},
            dict.fromkeys(sorted(failed), UNREADABLE),
        )
        self.stale |= postings.run_ids
        if sum(1 for _ in islice(self._commits(postings, parsed, cap), commits)) == COMMITS:
            self.stale -= postings.run_ids

    def _commits(self, postings: Batch[Posting], parsed: Batch[NanoParse], cap: int | None) -> Iterator[None]:
        """The stages as their assets do them; each step commits."""
        connect, known = self.connect, self.knowledge()
        self._write("posting", postings)
        yield
        self._write("nano_parse", parsed)
        yield
        skills = skill_extraction(postings, parsed, RulesExtractor(known.vocabulary))
        self._write("skill_extraction", skills)
        yield
        with connect() as connection:
            keep_vocabulary(connection, known.library)
        run_ids, signatures = sorted(postings.run_ids), counting.signatures(postings, parsed)
        votes = votes_without(connect, EMBEDDER.embedder_id, run_ids, signatures)
        scored = role_scoring(postings, parsed, skills, known.roles, votes.centroids, votes.members, Weights())
        self._write("role_scoring", scored)
        yield
        decided = case_decision(parsed, skills, scored, known.library, LENIENT)
        self._write("case_decision", decided)
        yield
        enriched = enrichment(postings, parsed, skills, decided, known.library, known.skills)
        self._write("enrichment", enriched)
        yield
        runs = enriched_runs(postings, parsed, skills, scored, decided, enriched)
        plan = persisting.plan_teaching(runs, known.library, EMBEDDER)
        receipt = write_teaching(connect, plan.teaching)
        self._note(plan.teaching)
        yield
        persisted = persisting.persistence(plan, receipt)
        self._write("persistence", persisted)
        yield
        roles = counting.decided_roles(decided, persisted)
        vectors = posting_vectors(postings, parsed, list(roles), known.roles)
        members = counting.members(roles, vectors, postings, parsed)
        applied = apply_members(connect, EMBEDDER.embedder_id, run_ids, members, signatures, cap)
        yield
        counted = counting.centroid_update(persisted, members, applied, EMBEDDER.embedder_id)
        self._write("centroid_update", counted)
        yield
        paths = new_role_paths(connect, recording.proposed_slugs(decided), EMBEDDER)
        done = persisted_runs(runs, persisted, counted)
        self._write("run_record", recording.run_record(done, paths, known.library, "machine"))
        yield

    def _write(self, stage: str, batch: Batch[Any]) -> None:
        write_batch(self.connect, stage, batch)

    def knowledge(self) -> Knowledge:
        """The library as it is now, built once a version."""
        with self.connect() as connection:
            version = library_version(connection)
            if version not in self._known:
                library = read_library(connection)
                indexes = build_index(library, EMBEDDER), build_skill_index(library, EMBEDDER)
                version = library.version  # another thread may have changed it meanwhile
                self._known[version] = Knowledge(library, *indexes, build_vocabulary(library))
        return self._known[version]

    def _note(self, teaching: Teaching) -> None:
        for run_id in teaching.run_ids:
            self.taught[run_id] = {each.proposal_key for each in teaching.sightings if each.run_id == run_id}


def run_id_of(number: int) -> str:
    """The run of a posting, whatever it says."""
    return str(uuid.UUID(int=number + 1))


def _in_order(kinds: Kinds) -> Sequence[tuple[str, bool]]:
    return [kind for _, kind in sorted(kinds.items())]


@cache
def _read(number: int, kind: str, copied: bool) -> tuple[Posting, NanoParse]:
    posting = written(number, kind, copied).model_copy(update={"run_id": run_id_of(number)})
    return posting, nano_parse(Batch({posting.run_id: posting}, {}), RulesParser()).payloads[posting.run_id]
