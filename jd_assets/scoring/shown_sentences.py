"""The sentences that pairs with KRAs are shown of: those that the model read, and more for the role in front."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from jd_assets.embedding.vectors import Floats
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.kra import best_similarities
from jd_assets.scoring.sentences import Sentences

#: The sentences nearest to the role in front are read too: the client output describes KRAs by so many. Without them a
#: quarter of the descriptions was lost.
NEAREST = 5


@dataclass(frozen=True)
class Shown:
    """Of one posting.

    Attributes:
        texts: The sentences.
        vectors: Their vectors, shape (sentences, dimensions).
        best: Best similarity of each to a KRA of each role, shape (sentences, roles).
    """

    texts: list[str]
    vectors: Floats
    best: Floats


def shown_sentences(
    postings: Sequence[Sentences],
    fronts: Sequence[int | None],
    vectors: Floats,
    best: Floats,
    guessed: Floats,
    index: RoleIndex,
) -> Iterator[Shown]:
    """What is shown of each posting. The sentences read here stay estimated in its scores.

    Otherwise another library, with another role in front, would change the scores of all roles.

    Args:
        postings: The sentences of each.
        fronts: Id of the role that ranks first for each; None where the library has no role.
        vectors: Of the sentences that were read, for all postings one after the other.
        best: Their best similarities, shape (sentences, roles).
        guessed: Estimates for the other sentences, likewise.
        index: The library's index.
    """
    rows = _slices([len(each.read) for each in postings])
    other_rows = _slices([len(each.others) for each in postings])
    besides: list[list[str]] = []
    for each, role_id, own, rest in zip(postings, fronts, rows, other_rows, strict=True):
        front = None if role_id is None else index.position_of[role_id]
        besides.append([] if front is None else _nearest_others(each, best[own, front], guessed[rest, front]))
    more = index.embedder.encode([text for texts in besides for text in texts])
    more_best = best_similarities(more, index.kras_by_role)
    for each, own, texts, extra in zip(postings, rows, besides, _slices([len(each) for each in besides]), strict=True):
        yield Shown(
            [*each.read, *texts],
            np.concatenate([vectors[own], more[extra]]),
            np.concatenate([best[own], more_best[extra]]),
        )


def _nearest_others(sentences: Sentences, read: Floats, others: Floats) -> list[str]:
    """Those that are estimated and, with the ones read, among the nearest to a role."""
    nearest = np.argsort(-np.concatenate([read, others]), kind="stable")[:NEAREST]
    return [sentences.others[row - len(read)] for row in np.sort(nearest).tolist() if row >= len(read)]


def _slices(counts: Sequence[int]) -> list[slice]:
    """Where the rows of each posting lie."""
    ends = np.cumsum(counts, dtype=np.int64).tolist()
    return [slice(end - count, end) for end, count in zip(ends, counts, strict=True)]
