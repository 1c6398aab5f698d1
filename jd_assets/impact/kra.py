"""KRA scores of stored runs for the roles of another library: only roles whose KRAs changed are compared again."""

from collections.abc import Container, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.database.connection import Connect
from jd_assets.database.stage_tables import read_batch
from jd_assets.embedding.vector_store import text_hash
from jd_assets.embedding.vectors import Floats
from jd_assets.impact.estimates import estimates
from jd_assets.impact.stored import Scored
from jd_assets.impact.vectors import stored_vectors
from jd_assets.scoring import inputs as packing
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.kra import best_similarities, kra_scores
from jd_assets.scoring.sentences import together
from jd_assets.text.job_sentences import job_sentences


class KraScores:
    """KRA scores by a library's index; the similarities of sentences to a changed role are computed once."""

    def __init__(self, connect: Connect, index: RoleIndex) -> None:
        self._connect = connect
        self._index = index
        self._hashes = packing.kra_hashes(index)
        self._similarities: dict[int, tuple[NDArray[np.uint64], Floats]] = {}

    def of(self, runs: Sequence[Scored]) -> Floats:
        """Scores of all roles for these runs, shape (runs, roles)."""
        scores = np.zeros((len(runs), len(self._hashes)), dtype=np.float32)
        values, counts = packing.unpack([run.inputs.kra_scores for run in runs], packing.KRA_SCORE)
        ends = np.cumsum(counts)
        missing: dict[int, list[int]] = {}
        columns: dict[bytes, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        for row, (end, count) in enumerate(zip(ends.tolist(), counts.tolist(), strict=True)):
            stored = values[end - count : end]
            key = stored["kras"].tobytes()
            if key not in columns:
                columns[key] = self._columns(stored["kras"])
            to, of = columns[key]
            scores[row, to] = stored["score"][of]
            for position in self._unscored(to):
                missing.setdefault(position, []).append(row)
        positions = sorted(missing)
        self._compare(positions)
        guessed = estimates(runs, sorted({row for rows in missing.values() for row in rows}), positions, self._index)
        for column, position in enumerate(positions):
            rows = missing[position]
            read, read_counts = self._read(position, [runs[row] for row in rows])
            others, other_counts = guessed.of(rows, column)
            similarities = together(read[:, None], read_counts, others[:, None], other_counts)
            scores[rows, position] = kra_scores(similarities, np.add(read_counts, other_counts).tolist())[:, 0]
        return scores

    def _columns(self, stored: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions of the roles whose score is stored, and where it is stored."""
        place = {kras: number for number, kras in enumerate(stored.tolist())}
        held = [(to, place[kras]) for to, kras in enumerate(self._hashes.tolist()) if kras in place]
        pairs = np.array(held, dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def _unscored(self, held: NDArray[np.int64]) -> list[int]:
        """The other positions; a role without KRAs needs no comparing."""
        there = set(held.tolist())
        return [position for position, role in enumerate(self._index.roles) if role.kras and position not in there]

    def _compare(self, positions: Sequence[int]) -> None:
        """Compare every stored sentence with the KRAs of these roles, where that was not done before."""
        new = [position for position in positions if position not in self._similarities]
        if not new:
            return
        kras, embedder = [self._index.kras_of(position) for position in new], self._index.embedder
        hashes: list[NDArray[np.uint64]] = [np.zeros(0, dtype=np.uint64)]
        best: list[Floats] = [np.zeros((0, len(new)), dtype=np.float32)]
        with self._connect() as connection:
            for keys, vectors in stored_vectors(connection, embedder.embedder_id, embedder.dimensions):
                hashes.append(keys)
                best.append(best_similarities(vectors, kras))
        keys, similarities = np.concatenate(hashes), np.concatenate(best)
        order = np.argsort(keys)
        for column, position in enumerate(new):
            self._similarities[position] = keys[order], similarities[order, column]

    def _read(self, position: int, runs: Sequence[Scored]) -> tuple[Floats, list[int]]:
        """Similarities of the sentences of these runs that the model read, and how many each run has."""
        hashes, counts = packing.unpack([run.inputs.sentences for run in runs], packing.SENTENCE)
        keys, best = self._similarities[position]
        places = np.minimum(np.searchsorted(keys, hashes), max(len(keys) - 1, 0))
        known = keys[places] == hashes if len(keys) else np.zeros(len(hashes), dtype=bool)
        similarities = np.zeros(len(hashes), dtype=np.float32)
        similarities[known] = best[places[known]]
        if not known.all():
            lost = np.repeat(np.arange(len(runs)), counts)[~known]
            of_runs = [runs[row].run.run_id for row in np.unique(lost).tolist()]
            again = self._from_texts(of_runs, set(hashes[~known].tolist()), position)
            # A sentence that its posting no longer has was parsed otherwise since then; it says nothing of a role.
            similarities[~known] = [again.get(each, 0.0) for each in hashes[~known].tolist()]
        return similarities, counts.tolist()

    def _from_texts(self, run_ids: Sequence[str], lost: Container[int], position: int) -> Mapping[int, float]:
        """Similarities of the sentences of these runs whose vectors were cleared away, made again from the texts."""
        postings = read_batch(self._connect, "posting", run_ids).payloads
        parsed = read_batch(self._connect, "nano_parse", run_ids).payloads
        sentences: dict[int, str] = {}
        for run_id in run_ids:
            posting, parse = postings[run_id], parsed[run_id]
            if isinstance(posting, Posting) and isinstance(parse, NanoParse):
                texts = job_sentences(posting, parse)
                sentences.update((int.from_bytes(text_hash(text)[:8], "big"), text) for text in texts)
        again = {each: text for each, text in sentences.items() if each in lost}
        vectors = self._index.embedder.encode(list(again.values()))
        best = best_similarities(vectors, [self._index.kras_of(position)])[:, 0]
        return dict(zip(again, best.tolist(), strict=True))
