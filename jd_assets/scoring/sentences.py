"""Which sentences of a posting the model reads: a few that are most like KRAs; the others are estimated by their words.

A sentence vector is most of what a posting costs. Of 455 labelled postings, over eight cuts into folds, .901 come out
accepted so and .898 with the model's vectors of all 22 sentences; of means over roles .806 and .800 (docs/quality.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jd_assets.embedding.static_encoder import Tokens, static_encoder
from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.kra import best_similarities

#: Sentences of a posting that the model reads to score it. Six or eight accept no more postings.
READ = 4
#: Digits by which sentences are ranked: the last ones of a product differ between processors.
_DIGITS = 4


@dataclass(frozen=True)
class Sentences:
    """The sentences of one posting that are compared with KRAs.

    Attributes:
        read: Those that the model reads, in the posting's order.
        others: Those that are estimated.
        tokens: Of each of the others, what its estimate is made of.
        vectors: Static vectors of the others, shape (others, dimensions).
    """

    read: list[str]
    others: list[str]
    tokens: list[Tokens]
    vectors: Floats

    @property
    def count(self) -> int:
        """Both kinds together."""
        return len(self.read) + len(self.others)


def divide(texts: list[str], embedder_id: str, dimensions: int) -> Sentences:
    """Sentences of a posting in two parts. All are read by a model that no static encoder imitates."""
    static = static_encoder(embedder_id)
    if static is None or len(texts) <= READ:
        return Sentences(texts, [], [], np.zeros((0, dimensions), dtype=np.float32))
    tokens = static.tokens(texts)
    vectors = static.encode(tokens)
    order = np.argsort(-np.round(vectors @ static.fit.duty, _DIGITS), kind="stable")
    read, others = np.sort(order[:READ]).tolist(), np.sort(order[READ:]).tolist()
    chosen, left = [texts[row] for row in read], [texts[row] for row in others]
    return Sentences(chosen, left, [tokens[row] for row in others], vectors[others])


def estimated(vectors: Floats, kras: Sequence[Floats], embedder_id: str) -> Floats:
    """Estimates of each sentence's best similarity to a KRA of each role, shape (sentences, roles)."""
    best, static = best_similarities(vectors, kras), static_encoder(embedder_id)
    having = np.array([len(each) > 0 for each in kras], dtype=np.bool_)
    return np.where(having, static.likeness(best), best) if static and len(vectors) else best


def together(read: Floats, counts: Sequence[int], others: Floats, other_counts: Sequence[int]) -> Floats:
    """The rows of both kinds, one posting after the other.

    Args:
        read: Similarities of the sentences that were read, for all postings one after the other.
        counts: How many of them each posting has.
        others: Those that were estimated.
        other_counts: How many of these each posting has.
    """
    owner = np.concatenate([np.repeat(np.arange(len(counts)), each) for each in (counts, other_counts)])
    return np.concatenate([read, others])[np.argsort(owner, kind="stable")]
