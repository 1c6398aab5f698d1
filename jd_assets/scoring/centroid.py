"""Centroid scores: how close a posting's own vector is to the mean of those decided for each role before."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jd_assets.contracts.role_scoring import RoleMatch
from jd_assets.scoring.index import Floats, RoleIndex

#: Postings a role needs before its centroid speaks: the mean of fewer still moves by more than .05 cosine a posting.
MIN_POSTINGS = 20
#: Roles shown in the payload.
TOP = 5


@dataclass(frozen=True)
class Centroid:
    """The sum of the unit vectors counted for a role, and how many they are."""

    n: int
    total: Floats


def posting_vector(sentences: Floats) -> Floats | None:
    """The unit vector of a posting: the mean of its KRA sentences' vectors; None where it has none."""
    if not len(sentences):
        return None
    mean = sentences.mean(axis=0)
    norm = float(np.linalg.norm(mean))
    return (mean / norm).astype(np.float32) if norm else None


def centroid_scores(
    vector: Floats | None, own: tuple[int, Floats] | None, centroids: Mapping[int, Centroid], index: RoleIndex
) -> Floats:
    """Cosine to each role's centroid, 0 for roles with too few postings, shape (roles,).

    Args:
        vector: The posting's vector.
        own: Role and vector that the posting is counted with already, by itself or by the one that it is a repost of;
            it is taken out first, so that no posting votes for itself.
        centroids: Centroid of each role id.
        index: The library's index.
    """
    scores = np.zeros(len(index.roles), dtype=np.float32)
    if vector is None:
        return scores
    for position, role in enumerate(index.roles):
        centroid = centroids.get(role.role_id)
        if centroid is None:
            continue
        n, total = centroid.n, centroid.total
        if own is not None and own[0] == role.role_id:
            n, total = n - 1, total - own[1]
        norm = float(np.linalg.norm(total))
        if n >= MIN_POSTINGS and norm:
            scores[position] = max(0.0, float(vector @ total) / norm)
    return scores


def neutral(scores: Floats) -> Floats:
    """The scores with the mean of the roles that have one in place of 0: no centroid speaks neither for nor against."""
    ready = scores > 0
    return np.where(ready, scores, scores[ready].mean()).astype(np.float32) if ready.any() else scores


def centroid_match_roles(scores: Floats, index: RoleIndex) -> list[RoleMatch]:
    """The top roles by centroid."""
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
