"""KRA scores: how close the sentences of a posting are to what the holders of each role do."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from jd_assets.contracts.role_scoring import KraMatch, RoleMatch
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.index import RoleIndex

#: A role's score is the mean of its best sentence-to-KRA similarities over this many sentences (the seed run has one
#: sentence and so the maximum); more sentences than this only repeat what the best say. Of 455 postings with hidden
#: titles, eight put .774 first that five put .760 first (mean over roles, cross-validated).
BEST_SENTENCES = 8
#: Roles shown in the payload, as in the seed run.
TOP = 5
#: Similarities held at once: 64 MB, however many KRAs an import brought.
_CELLS = 16_000_000


def best_similarities(sentences: Floats, kras: Sequence[Floats]) -> Floats:
    """Each sentence's best similarity to a KRA of each role, shape (sentences, roles); 0 for a role without KRAs.

    Args:
        sentences: Unit vectors, shape (sentences, dimensions).
        kras: The unit vectors of each role's KRAs.
    """
    best = np.zeros((len(kras), len(sentences)), dtype=np.float32)
    having = [role for role, vectors in enumerate(kras) if len(vectors)]
    if not having or not len(sentences):
        return best.T
    matrix = np.concatenate([kras[role] for role in having])
    starts = np.cumsum([0, *(len(kras[role]) for role in having)])[:-1]
    step = max(1, _CELLS // len(matrix))
    for first in range(0, len(sentences), step):
        # KRAs down and sentences across: the maximum over a role's rows then runs along memory.
        similarities = matrix @ sentences[first : first + step].T
        best[having, first : first + step] = np.maximum.reduceat(similarities, starts, axis=0)
    return best.T


def kra_scores(best: Floats, counts: Sequence[int]) -> Floats:
    """Scores of all roles for all postings, shape (postings, roles).

    Args:
        best: What `best_similarities` gives for the sentences of all postings, one posting after the other.
        counts: How many sentences each posting has.
    """
    counted = np.asarray(counts, dtype=np.int64)
    longest = int(counted.max(initial=0))
    if not longest:
        return np.zeros((len(counted), best.shape[1]), dtype=np.float32)
    padded = np.full((len(counted), longest, best.shape[1]), -np.inf, dtype=np.float32)
    padded[np.arange(longest) < counted[:, None]] = best
    highest = np.sort(padded, axis=1)[:, -BEST_SENTENCES:]
    total = np.where(np.isneginf(highest), np.float32(0), highest).sum(axis=1)
    kept = np.maximum(np.minimum(counted, BEST_SENTENCES), 1).astype(np.float32)
    return np.asarray(np.clip(total / kept[:, None], 0.0, 1.0), dtype=np.float32)


def shown_by_kra(scores: Floats, index: RoleIndex, contenders: Collection[int] = ()) -> Iterator[int]:
    """Positions of the top roles of one posting, and of the contenders by role id, best first."""
    for place, position in enumerate(np.argsort(-scores, kind="stable").tolist()):
        if place < TOP or index.roles[position].role_id in contenders:
            yield position


def kra_match_roles(
    sentences: Sequence[str],
    vectors: Floats,
    scores: Floats,
    best: Floats,
    index: RoleIndex,
    contenders: Collection[int] = (),
) -> list[RoleMatch]:
    """The roles to show for one posting, with the best pairs of a KRA and a sentence that the model read.

    Args:
        sentences: Those sentences.
        vectors: Their vectors.
        scores: The posting's KRA scores, of which the sentences that were estimated have their part too.
        best: What `best_similarities` gives for the sentences that were read.
        index: The library's index.
        contenders: Role ids that are shown wherever their score puts them.
    """
    if not sentences:
        return []
    return [
        RoleMatch(
            display_name=(role := index.roles[position]).display_name,
            kra_matches=_pairs(sentences, vectors, best[:, position], position, index),
            role_id=role.role_id,
            score=round(float(scores[position]), 4),
            slug=role.slug,
        )
        for position in shown_by_kra(scores, index, contenders)
    ]


def _pairs(sentences: Sequence[str], vectors: Floats, best: Floats, position: int, index: RoleIndex) -> list[KraMatch]:
    rows, kras = np.argsort(-best, kind="stable")[:BEST_SENTENCES], index.kras_of(position)
    held = index.library.roles[position].kras
    which = (vectors[rows] @ kras.T).argmax(axis=1) if len(kras) else ()
    return [
        KraMatch(kra_text=held[kra], sentence=sentences[row], similarity=round(float(best[row]), 4))
        for row, kra in zip(rows.tolist(), which, strict=False)
    ]
