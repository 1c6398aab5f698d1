"""The evidence model: what confirmed postings taught about the words of each role, beyond what the library says of it.

The library's own signals are where it starts from: it holds log-odds that are added to theirs, and none for a role that
no confirmed posting taught it. Words of postings are learned from as hashed counts (`scoring/terms.py`), which stored
postings have without their texts.
"""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.terms import weighed_terms

#: The model that a library without one of its own scores with, written by `benchmarks/fit_decision.py --write`.
PACKAGED = Path(__file__).with_name("evidence_model.npz")
#: Log-odds that count as 1: a factor of 55 for or against a role. Few postings reach it, and none is carried further.
FULL = 4.0
#: Models that a library's own postings teach, each without a fifth of them: none scores what taught it.
FOLDS = 5


@dataclass(frozen=True)
class EvidenceModel:
    """Log-odds of roles by the words of a posting.

    Attributes:
        slugs: The roles that it was taught, in the order of its columns.
        terms: The hashed terms that it knows, ascending, in the order of its rows.
        rarity: What a term counts by how few of the postings that it was taught with use it.
        weights: Log-odds for each role a unit of each term's weight in a posting, shape (terms, roles).
    """

    slugs: tuple[str, ...]
    terms: NDArray[np.int32]
    rarity: Floats
    weights: Floats

    def log_odds(self, counts: csr_matrix, slugs: Sequence[str]) -> Floats:
        """What the words of postings add to the log-odds of each role of a library, shape (postings, roles).

        Args:
            counts: What `term_counts` gives for the postings.
            slugs: The library's roles; 0 for one that the model was not taught.
        """
        added = np.zeros((counts.shape[0], len(slugs)), dtype=np.float32)
        column_of = {slug: column for column, slug in enumerate(self.slugs)}
        held = [position for position, slug in enumerate(slugs) if slug in column_of]
        if held and len(self.terms):
            weighed = weighed_terms(counts, self.terms, self.rarity)
            added[:, held] = (weighed @ self.weights)[:, [column_of[slugs[position]] for position in held]]
        return added

    def to_bytes(self) -> bytes:
        """The model as a compressed archive of arrays, log-odds in half precision (their third digit is noise)."""
        file = io.BytesIO()
        np.savez_compressed(
            file,
            slugs=np.array(self.slugs, dtype=np.str_),
            terms=self.terms,
            rarity=self.rarity,
            weights=self.weights.astype(np.float16),
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, archive: bytes) -> "EvidenceModel":
        """The model that `to_bytes` packed."""
        with np.load(io.BytesIO(archive)) as held:
            return cls(tuple(held["slugs"].tolist()), held["terms"], held["rarity"], held["weights"].astype(np.float32))


def as_score(log_odds: Floats) -> Floats:
    """Log-odds as a signal, from -1 (against a role) to 1."""
    return np.asarray(np.clip(log_odds / np.float32(FULL), -1, 1), dtype=np.float32)


def fold_of(run_ids: Sequence[str]) -> NDArray[np.int64]:
    """The fold of each posting: what it teaches goes into the models of the other folds, and its own scores it."""
    return np.array([zlib.crc32(run_id.encode()) % FOLDS for run_id in run_ids], dtype=np.int64)


def add_of_folds(
    odds: NDArray[Any],
    models: Sequence[EvidenceModel],
    counts: csr_matrix,
    run_ids: Sequence[str],
    slugs: Sequence[str],
) -> None:
    """Add to each posting's log-odds what the model of its fold says, the one that it had no part in."""
    folds = fold_of(run_ids)
    for fold, model in enumerate(models):
        rows = np.flatnonzero(folds == fold)
        odds[rows] += model.log_odds(counts[rows], slugs)


@cache
def packaged_model() -> EvidenceModel:
    """The model of the package."""
    return EvidenceModel.from_bytes(PACKAGED.read_bytes())
