"""How long the impact of a library change takes over ten thousand stored runs.

    .venv/bin/python benchmarks/impact.py POSTINGS.jsonl [--runs 10000]

Reads some postings, and fills a database of its own on the configured server with varied copies of their rows: other
titles, skills left out, sentences with vectors of their own. Then each kind of change is compared with all of them.
"""

import argparse
import json
import os
import random
import resource
import time
import uuid
from dataclasses import replace
from pathlib import Path

import numpy as np
import psycopg

from jd_assets.cli.environment import prepare
from jd_assets.contracts.batch import Batch
from jd_assets.contracts.role_scoring import RoleScoring
from jd_assets.database.connection import Connect, connector
from jd_assets.database.migrations import migrate
from jd_assets.database.stage_tables import write_batch
from jd_assets.decision.thresholds import Thresholds
from jd_assets.defs.resources.embedder import EmbedderResource
from jd_assets.embedding.embedder import CachedEmbedder, Embedder
from jd_assets.embedding.vector_store import VectorStore, text_hash
from jd_assets.impact.compare import impact_of
from jd_assets.ingest.identity import make_posting
from jd_assets.library.seed.load import load_seed
from jd_assets.library.snapshot import Alias, Library, Role, read_library
from jd_assets.library.vocabulary import build_vocabulary
from jd_assets.library.vocabulary_store import keep_vocabulary
from jd_assets.parsing.rules import read_posting
from jd_assets.scoring.combine import Weights
from jd_assets.scoring.index import build_index
from jd_assets.scoring.inputs import SENTENCE, pack, unpack
from jd_assets.skills.extract import extract_skills
from jd_assets.stages.case_decision import case_decision
from jd_assets.stages.role_scoring import role_scoring

#: Rows written, and vectors copied, at once.
BLOCK = 1_000


def main() -> None:
    """Fill, measure, drop."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("postings", type=Path)
    parser.add_argument("--runs", type=int, default=10_000, help="stored runs to make")
    asked = parser.parse_args()
    server, name = prepare(), f"impact_{uuid.uuid4().hex[:8]}"
    url = psycopg.conninfo.make_conninfo(server, dbname=name)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        try:
            measure(connector(url), url, asked.postings, asked.runs)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def measure(connect: Connect, url: str, file: Path, runs: int) -> None:
    """Print seconds for each kind of change."""
    migrate(url)
    load_seed(connect)
    with connect() as connection:
        library = read_library(connection)
        keep_vocabulary(connection, library)
    embedder = CachedEmbedder(EmbedderResource().embedder(), VectorStore(connect))
    vectors = fill(connect, library, embedder, file, runs)
    print(f"{runs} runs, {vectors} sentence vectors, load average {os.getloadavg()[0]:.1f}")
    for name, changed in changes(library).items():
        began, cpu = time.monotonic(), time.process_time()
        impact = impact_of(connect, changed, embedder)
        seconds, busy = time.monotonic() - began, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name:28} {seconds:6.2f} s, {busy:6.2f} s of CPU, {len(impact.changes):5} change, peak {peak} MB")


def changes(library: Library) -> dict[str, Library]:
    """One change of each kind."""
    role, other = library.roles[:2]
    skill = library.skills["graphql"] if "graphql" in library.skills else next(iter(library.skills.values()))
    alias = Alias("Digital Builder", "digital builder", False)
    new = replace(role, role_id=99_999, slug="new-role", aliases=(alias,), kras=role.kras[:4] + other.kras[:4])
    gone = {name: each for name, each in library.skills.items() if name != skill.skill_id}
    return {
        "none": library,
        "alias added": _with(library, replace(role, aliases=(*role.aliases, alias))),
        "alias removed": _with(library, replace(role, aliases=role.aliases[1:])),
        "KRA added": _with(library, replace(role, kras=(*role.kras, other.kras[0]))),
        "skill of a role removed": _with(library, replace(role, skills=dict(list(role.skills.items())[5:]))),
        "role added": replace(library, roles=(*library.roles, new)),
        "role removed": replace(library, roles=library.roles[1:]),
        f"skill removed ({skill.name})": replace(library, skills=gone),
    }


def fill(connect: Connect, library: Library, embedder: Embedder, file: Path, runs: int) -> int:
    """Real postings through the stages, and varied copies of their rows; returns how many vectors there are."""
    index = build_index(library, embedder)
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    made = [
        make_posting(source="impact", source_id=str(n), text=row["text"], title=row["title"])
        for n, row in enumerate(rows)
    ]
    postings = {posting.run_id: posting for posting in made}
    parsed = {key: read_posting(each).model_copy(update={"title_given": True}) for key, each in postings.items()}
    vocabulary = build_vocabulary(library)
    skills = {key: extract_skills(each, parsed[key], vocabulary) for key, each in postings.items()}
    read, extracted = Batch(parsed, {}), Batch(skills, {})
    scored = role_scoring(Batch(postings, {}), read, extracted, index, {}, {}, Weights())
    decided = case_decision(read, extracted, scored, library, Thresholds())
    print(f"{len(postings)} postings read and decided")
    chance = random.Random(0)
    for start in range(0, runs, BLOCK):
        copies = {str(uuid.uuid4()): chance.choice(made).run_id for _ in range(min(BLOCK, runs - start))}
        varied = {key: _varied(scored.payloads[of], chance) for key, of in copies.items()}
        posted = {key: postings[of].model_copy(update={"run_id": key}) for key, of in copies.items()}
        write_batch(connect, "posting", Batch(posted, {}))
        write_batch(connect, "nano_parse", Batch({key: parsed[of] for key, of in copies.items()}, {}))
        write_batch(connect, "skill_extraction", Batch({key: skills[of] for key, of in copies.items()}, {}))
        write_batch(connect, "role_scoring", Batch(varied, {}))
        write_batch(connect, "case_decision", Batch({key: decided.payloads[of] for key, of in copies.items()}, {}))
        _keep_vectors(connect, embedder, list(varied.values()), chance)
        embedder.encode(sorted({each.inputs.title for each in varied.values() if each.inputs and each.inputs.title}))
    with connect() as connection:
        connection.execute("ANALYZE")
        [count] = connection.execute("SELECT count(*) FROM embedding").fetchone() or (0,)
    return int(count)


def _varied(scoring: RoleScoring, chance: random.Random) -> RoleScoring:
    """A copy with sentences of its own, most of the skills and another place in its title."""
    inputs = scoring.inputs
    if inputs is None:
        return scoring
    kept = {skill: primary for skill, primary in inputs.skills.items() if chance.random() < 0.9}
    hashes, _ = unpack([inputs.sentences], SENTENCE)
    fresh = np.frombuffer(chance.randbytes(8 * len(hashes)), dtype=SENTENCE)
    title = (
        f"{inputs.title} (team {chance.randrange(10_000)})" if inputs.title and chance.random() < 0.1 else inputs.title
    )
    return scoring.model_copy(
        update={"inputs": inputs.model_copy(update={"skills": kept, "sentences": pack(fresh), "title": title})}
    )


def _keep_vectors(connect: Connect, embedder: Embedder, rows: list[RoleScoring], chance: random.Random) -> None:
    """A vector in a random direction for every sentence of the copies: what it says costs no time."""
    hashes = np.concatenate([unpack([row.inputs.sentences], SENTENCE)[0] for row in rows if row.inputs])
    noise = np.random.default_rng(chance.randrange(2**32)).normal(size=(len(hashes), embedder.dimensions))
    vectors = (noise / np.linalg.norm(noise, axis=1, keepdims=True)).astype(np.float32)
    keys = [int(each).to_bytes(8, "big") + text_hash(str(number))[8:] for number, each in enumerate(hashes)]
    VectorStore(connect).put_many(embedder.embedder_id, keys, vectors)


def _with(library: Library, role: Role) -> Library:
    return replace(library, roles=tuple(role if each.slug == role.slug else each for each in library.roles))


if __name__ == "__main__":
    main()
