"""Confirmed postings as examples: their words without their title, and what the library says of them by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql
from jd_assets.embedding.embedder import CachedEmbedder
from jd_assets.impact.signals import StoredSignals
from jd_assets.impact.stored import Scored, read_runs
from jd_assets.library.snapshot import Library
from jd_assets.scoring import inputs as packing
from jd_assets.scoring.combine import Weights
from jd_assets.scoring.evidence_model import FULL, packaged_model
from jd_assets.scoring.evidence_training import NEVER
from jd_assets.scoring.terms import term_counts

#: Confirmed postings that a role needs before it is learned from.
LEAST = 8
#: Postings read at once.
AT_ONCE = 2_000

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class ConfirmedPostings:
    """Confirmed postings, in the order of their ids.

    Attributes:
        run_ids: The postings.
        terms: Their words without those of their title, as `term_counts` gives them.
        odds: Log-odds of each role by the library and the package's model, shape (postings, roles).
        right: Position of each posting's role.
        slugs: The library's roles.
    """

    run_ids: list[str]
    terms: csr_matrix
    odds: Matrix
    right: NDArray[np.int64]
    slugs: list[str]

    @property
    def roles(self) -> int:
        """How many roles they are of."""
        return len(np.unique(self.right))


def read_examples(connect: Connect, library: Library, embedder: CachedEmbedder) -> ConfirmedPostings:
    """The confirmed postings of roles that have enough of them."""
    with connect() as connection:
        rows = connection.execute(sql("evidence_examples"), {"embedder": embedder.embedder_id}).fetchall()
    signals = StoredSignals(connect, library, embedder)
    position_of = {role.slug: position for position, role in enumerate(library.roles)}
    run_ids: list[str] = []
    right: list[int] = []
    terms, odds = [term_counts([])], [np.zeros((0, len(library.roles)))]
    for first in range(0, len(rows), AT_ONCE):
        with connect() as connection:
            stored = read_runs(connection, [row[0] for row in rows[first : first + AT_ONCE]])
        runs = [Scored(run, run.inputs) for run in stored if run.inputs is not None and run.role in position_of]
        if runs:
            run_ids += [run.run.run_id for run in runs]
            right += [position_of[run.run.role or ""] for run in runs]
            terms.append(_without_titles(runs))
            odds.append(_odds(runs, signals))
    found = ConfirmedPostings(
        run_ids, csr_matrix(vstack(terms)), np.concatenate(odds), np.array(right, dtype=np.int64), []
    )
    return _of_known_roles(found, [role.slug for role in library.roles])


def _of_known_roles(found: ConfirmedPostings, slugs: list[str]) -> ConfirmedPostings:
    """Those of roles that have `LEAST` of them and that evidence can choose."""
    enough = np.bincount(found.right, minlength=len(slugs)) >= LEAST
    rows = np.flatnonzero(enough[found.right] & (found.odds[np.arange(len(found.right)), found.right] > NEVER))
    run_ids = [found.run_ids[row] for row in rows.tolist()]
    return ConfirmedPostings(run_ids, found.terms[rows], found.odds[rows], found.right[rows], slugs)


def _odds(runs: Sequence[Scored], signals: StoredSignals) -> Matrix:
    """What ranks the roles without a title and without what the library was taught by postings."""
    index, weights = signals.index, Weights()
    scores = signals.of(runs)
    total = weights.kra * scores.kra + weights.skill * scores.skill + weights.wording * scores.wording
    total = total.astype(np.float64) + weights.prior * index.prior
    terms = packing.unpack_terms([run.inputs.terms for run in runs])
    odds = total * (FULL / weights.evidence_model) + packaged_model().log_odds(terms, [r.slug for r in index.roles])
    return np.where([role.is_general for role in index.roles], NEVER, odds)


def _without_titles(runs: Sequence[Scored]) -> csr_matrix:
    """The words of postings but for their own titles: those are what confirmed them, and tell nothing new.

    Of a title's words only its pairs and its head go: "data" stays a word that data engineers use.
    """
    terms = packing.unpack_terms([run.inputs.terms for run in runs])
    for row, run in enumerate(runs):
        said = slice(*terms.indptr[row : row + 2])
        terms.data[said][np.isin(terms.indices[said], _title_terms(run.titles.ordered()))] = 0
    terms.eliminate_zeros()
    return terms


def _title_terms(titles: Sequence[str]) -> NDArray[np.integer]:
    words = [word for title in titles for word in title.split()]
    heads = [title.split()[-1] for title in titles if title.split()]
    pairs = np.setdiff1d(term_counts(list(titles)).indices, term_counts(words).indices)
    return np.union1d(pairs, term_counts(heads).indices)
