"""Decided postings made from a library: titles, duties and skills of its roles in mixtures that are easy and hard."""

import random
from dataclasses import dataclass

from jd_assets.contracts.batch import Batch
from jd_assets.contracts.case_decision import CaseDecision
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import read_batch, write_batch
from jd_assets.decision.thresholds import Thresholds
from jd_assets.embedding.embedder import Embedder
from jd_assets.ingest.identity import make_posting
from jd_assets.library.centroids.centroid import Centroid
from jd_assets.library.snapshot import Library, Role
from jd_assets.library.vocabulary import build_vocabulary
from jd_assets.library.vocabulary_store import keep_vocabulary
from jd_assets.scoring.centroid import MIN_POSTINGS
from jd_assets.scoring.combine import Weights
from jd_assets.scoring.index import build_index
from jd_assets.stages.case_decision import case_decision
from jd_assets.stages.nano_parse import RulesParser, nano_parse
from jd_assets.stages.role_scoring import role_scoring
from jd_assets.stages.skill_extraction import RulesExtractor, skill_extraction

#: Titles that no role has.
OTHER_TITLES = ("Pastry Chef", "Night Watch", "Member of Technical Staff", "Platform Wizard")

#: A posting of no role, with its title.
STRANGER = (
    """Responsibilities
- Knead the dough and bake bread every night
- Clean the ovens and the floor
- Sell rolls at the counter in the morning
Requirements
- A baker's diploma and two years in a bakery""",
    "Night Baker",
)


@dataclass(frozen=True)
class Stored:
    """Postings in a database, and what reads and decides them."""

    connect: Connect
    embedder: Embedder
    postings: Batch[Posting]
    parsed: Batch[NanoParse]
    centroids: dict[int, Centroid]

    @property
    def decisions(self) -> dict[str, CaseDecision]:
        """The decisions that are stored."""
        rows = read_batch(self.connect, "case_decision", list(self.postings.payloads)).payloads
        return {run_id: decision for run_id, decision in rows.items() if isinstance(decision, CaseDecision)}

    def run(self, library: Library, keep: bool = False) -> dict[str, CaseDecision]:
        """The decisions of the stages with this library, written to their tables where asked to."""
        index = build_index(library, self.embedder)
        skills = skill_extraction(self.postings, self.parsed, RulesExtractor(build_vocabulary(library)))
        scored = role_scoring(self.postings, self.parsed, skills, index, self.centroids, {}, Weights())
        decided = case_decision(self.parsed, skills, scored, library, Thresholds())
        assert not decided.failures
        if keep:
            with self.connect() as connection:
                keep_vocabulary(connection, library)
            for stage, batch in (("skill_extraction", skills), ("role_scoring", scored), ("case_decision", decided)):
                write_batch(self.connect, stage, Batch(dict(batch.payloads), {}))
        return dict(decided.payloads)


def store(connect: Connect, embedder: Embedder, library: Library, count: int) -> Stored:
    """Take postings in, read and decide them."""
    chance = random.Random(0)
    written = [*(_posting(library, chance) for _ in range(count - 1)), STRANGER]
    made = [
        make_posting(source="impact", source_id=str(number), text=text, title=title)
        for number, (text, title) in enumerate(written)
    ]
    postings = Batch({posting.run_id: posting for posting in made}, {})
    parsed = nano_parse(postings, RulesParser())
    index = build_index(library, embedder)
    centroids = {
        role.role_id: Centroid(MIN_POSTINGS, vectors.sum(axis=0))
        for role, vectors in zip(library.roles[:3], index.kras_by_role, strict=False)
    }
    stored = Stored(connect, embedder, postings, parsed, centroids)
    write_batch(connect, "posting", Batch(dict(postings.payloads), {}))
    write_batch(connect, "nano_parse", Batch(dict(parsed.payloads), {}))
    stored.run(library, keep=True)
    return stored


def _posting(library: Library, chance: random.Random) -> tuple[str, str | None]:
    """Text and title of one."""
    role, other = chance.sample(library.roles, 2)
    duties = chance.sample(role.kras, chance.randint(1, 3)) + chance.sample(other.kras, chance.randint(1, 4))
    skills = [library.skills[each].name for each in _skills(role, chance) + _skills(other, chance)]
    titles = [role.aliases[0].alias, f"Payments {role.display_name}", chance.choice(role.aliases).alias, other.slug]
    title = chance.choice([*titles, *OTHER_TITLES, None])
    lines = ["Responsibilities", *(f"- {duty}" for duty in duties), "Requirements"]
    lines += [f"- Experience with {skill}" for skill in skills] + ["Nice to have", f"- Knowledge of {skills[0]}"]
    return "\n".join(lines), title


def _skills(role: Role, chance: random.Random) -> list[str]:
    return chance.sample(sorted(role.skills), min(len(role.skills), chance.randint(1, 4)))
