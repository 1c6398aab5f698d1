"""Teaches the evidence model: a conditional logit over the roles (McFadden 1974) that starts from the other signals."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from jd_assets.scoring.evidence_model import EvidenceModel
from jd_assets.scoring.terms import rarity_of, weighed_terms

#: Postings that a term must stand in to be learned from.
IN_POSTINGS = 3
#: Terms that are kept, those of most postings first: 80 roles of them take 3 MB.
MOST_TERMS = 20_000
#: Ridge penalty on log-odds, for a mean loss a posting, where readers gave the labels. Of 3e-6 to 1e-4 it made most
#: held-out postings right, by three ways to cut 455 labelled ones into folds; `scoring/fit.json` holds the figures.
PENALTY = 1e-5
#: Steps of the search; the loss moves by less than .001 after these.
STEPS = 60
#: Log-odds of a role that is chosen by its title alone.
NEVER = -1e6

Matrix = NDArray[np.float64]


def teach(
    counts: csr_matrix,
    before: Matrix,
    right: NDArray[np.int64],
    slugs: Sequence[str],
    penalty: float = PENALTY,
) -> EvidenceModel:
    """The log-odds by which the right roles of these postings are likeliest.

    Each posting counts by the inverse square root of how many have its role, between one vote a posting and one a role.

    Args:
        counts: What `term_counts` gives for the postings.
        before: Log-odds of every role without the model, shape (postings, roles).
        right: Position of each posting's role.
        slugs: The roles.
        penalty: Ridge penalty on log-odds.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - takes .4 s, and nothing else needs it

    terms, rarity = _terms_of(counts)
    weighed = weighed_terms(counts, terms, rarity).astype(np.float64)
    turned = csr_matrix(weighed.T)
    taught = np.unique(right)
    of_role = np.bincount(right, minlength=len(slugs))
    votes = 1 / np.sqrt(of_role[right])
    votes /= max(votes.sum(), 1e-12)
    rows = np.arange(len(right))

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(len(terms), len(taught))
        odds = before.copy()
        odds[:, taught] += weighed @ weights
        total = logsumexp(odds, axis=1)
        pull = np.exp(odds - total[:, None])
        pull[rows, right] -= 1
        slope = turned @ (pull * votes[:, None])[:, taught] + 2 * penalty * weights
        return float(votes @ (total - odds[rows, right]) + penalty * flat @ flat), slope.ravel()

    start = np.zeros(len(terms) * len(taught))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x if len(right) else start
    weights = found.reshape(len(terms), len(taught)).astype(np.float32)
    return EvidenceModel(tuple(slugs[position] for position in taught.tolist()), terms, rarity, weights)


def _terms_of(counts: csr_matrix) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The terms to learn from, and their rarity among the postings."""
    terms, used = np.unique(counts.indices, return_counts=True)
    often = np.flatnonzero(used >= IN_POSTINGS)
    kept = np.sort(often[np.argsort(-used[often], kind="stable")[:MOST_TERMS]])
    return terms[kept].astype(np.int32), rarity_of(used[kept], counts.shape[0])
