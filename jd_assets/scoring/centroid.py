"""Centroid scores: how close a posting's own vector is to the mean of those decided for each role before."""

from collections.abc import Mapping, Sequence

import numpy as np

from jd_assets.contracts.role_scoring import RoleMatch
from jd_assets.embedding.vectors import Floats
from jd_assets.library.centroids.centroid import Centroid
from jd_assets.scoring.index import RoleIndex

#: Postings a role needs before its centroid speaks: the mean of fewer still moves by more than .05 cosine a posting.
MIN_POSTINGS = 20
#: Roles shown in the payload.
TOP = 5

#: Role id and vector that a posting is counted with in a centroid; None where it is not.
Member = tuple[int, Floats] | None


def mean_vectors(sentences: Floats, counts: Sequence[int]) -> Floats:
    """The unit vector of each posting, the mean of its KRA sentences' vectors; zeros where it has none.

    Args:
        sentences: Vectors of the sentences of all postings, one posting after the other.
        counts: How many sentences each posting has.
    """
    counted = np.asarray(counts, dtype=np.int64)
    vectors = np.zeros((len(counted), sentences.shape[1]), dtype=np.float32)
    having = counted > 0
    if having.any():
        starts = (np.cumsum(counted) - counted)[having]
        means = np.add.reduceat(sentences, starts, axis=0) / counted[having, None].astype(np.float32)
        norms = np.linalg.norm(means, axis=1, keepdims=True)
        vectors[having] = np.divide(means, norms, out=np.zeros_like(means), where=norms > 0)
    return vectors


def centroid_scores(
    vectors: Floats, own: Sequence[Member], centroids: Mapping[int, Centroid], index: RoleIndex
) -> Floats:
    """Cosine of each posting to each role's centroid, shape (postings, roles), 0 for roles with too few postings.

    Args:
        vectors: What `mean_vectors` gives.
        own: Role and vector that each posting is counted with, by itself or by the one that it is a repost of; it is
            taken out first, so that no posting votes for itself.
        centroids: Centroid of each role id.
        index: The library's index.
    """
    scores = np.zeros((len(vectors), len(index.roles)), dtype=np.float32)
    held = [
        (index.position_of[role_id], centroid)
        for role_id, centroid in centroids.items()
        if role_id in index.position_of
    ]
    ready = [(position, centroid) for position, centroid in held if centroid.n >= MIN_POSTINGS]
    if ready:
        totals = np.stack([centroid.total for _, centroid in ready])
        scores[:, [position for position, _ in ready]] = _cosines(vectors, totals)
    for row, member in enumerate(own):
        if member is not None and member[0] in index.position_of and member[0] in centroids:
            centroid = centroids[member[0]]
            rest = centroid.total - member[1]
            enough = centroid.n - 1 >= MIN_POSTINGS
            scores[row, index.position_of[member[0]]] = (
                _cosines(vectors[row : row + 1], rest[None])[0, 0] if enough else 0
            )
    return np.maximum(scores, 0)


def _cosines(vectors: Floats, totals: Floats) -> Floats:
    norms = np.linalg.norm(totals, axis=1)
    return np.asarray(
        np.divide(vectors @ totals.T, norms, out=np.zeros((len(vectors), len(totals)), np.float32), where=norms > 0)
    )


def neutral(scores: Floats) -> Floats:
    """The scores with the mean of the roles that have one in place of 0: no centroid speaks neither for nor against.

    Args:
        scores: One row a posting.
    """
    ready = scores > 0
    counts = np.maximum(ready.sum(axis=1, keepdims=True), 1).astype(np.float32)
    return np.where(ready, scores, scores.sum(axis=1, keepdims=True) / counts).astype(np.float32)


def centroid_match_roles(scores: Floats, index: RoleIndex) -> list[RoleMatch]:
    """The top roles of one posting by centroid."""
    return [
        RoleMatch(
            display_name=(role := index.roles[int(position)]).display_name,
            role_id=role.role_id,
            slug=role.slug,
            score=round(float(scores[position]), 4),
        )
        for position in np.argsort(-scores, kind="stable")[:TOP]
        if scores[position] > 0
    ]
