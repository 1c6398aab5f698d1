"""Near titles: aliases that a title is like without being one, by its letters or by its meaning."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from jd_assets.embedding.vectors import Floats
from jd_assets.library.snapshot import Alias
from jd_assets.scoring.index import RoleIndex
from jd_assets.text.titles import GENERIC_HEADS, speaking_nouns

#: Titles below this similarity (rapidfuzz ratio, 0..100) are no spelling variants of each other.
FUZZY_FLOOR = 85.0
#: Letters from which a word may have a slip, and from which two. One letter makes another word of a short one: "qa" and
#: "ba", "site" and "siem".
ONE_SLIP, TWO_SLIPS = 5, 9
#: Letters that words with different endings share: "engineer" and "engineering".
STEM = 6
#: Cosine below which two titles are different jobs; at .75 the MiniLM neighbours of a title are mostly other levels or
#: wordings of it, below they are other specialities.
SEMANTIC_FLOOR = 0.75
#: Aliases that one title may come near to by its letters; by its meaning twice as many are looked at.
NEAREST = 5
#: Similarities held at once: 64 MB, however many aliases an import brought.
_CELLS = 8_000_000

#: Row of `RoleIndex.aliases` and how near it is, 0..1.
NearTitles = tuple[int, float]


def spelled_like(wholes: Sequence[str], index: RoleIndex) -> list[list[NearTitles]]:
    """For each normalised title the aliases that differ by slips of the pen, nearest first."""
    found: list[list[NearTitles]] = []
    step = max(1, _CELLS // max(1, len(index.aliases)))
    for first in range(0, len(wholes), step):
        block = wholes[first : first + step]
        ratios = process.cdist(block, index.alias_texts, scorer=fuzz.ratio, score_cutoff=FUZZY_FLOOR, dtype=np.float64)
        found += [
            [(alias, ratio / 100) for alias, ratio in hits[:NEAREST] if _spelled_alike(whole, index.alias_texts[alias])]
            for whole, hits in zip(block, _nearest(ratios, FUZZY_FLOOR), strict=True)
        ]
    return found


def meant_alike(wholes: Sequence[str], vectors: Floats, index: RoleIndex) -> list[list[NearTitles]]:
    """For each normalised title the aliases that mean nearly the same, nearest first.

    Args:
        wholes: The normalised titles.
        vectors: Unit vector of each title, as written.
        index: The library's index.
    """
    found: list[list[NearTitles]] = []
    step = max(1, _CELLS // max(1, len(index.aliases)))
    for first in range(0, len(wholes), step):
        similarities = vectors[first : first + step] @ index.alias_vectors.T
        found += [
            [hit for hit in hits[: 2 * NEAREST] if not _says_less(whole.split(), index.aliases[hit[0]][1])]
            for whole, hits in zip(wholes[first : first + step], _nearest(similarities, SEMANTIC_FLOOR), strict=True)
        ]
    return found


def _nearest(scores: NDArray[np.floating], floor: float) -> Iterator[list[NearTitles]]:
    """Columns of each row that reach the floor, with their scores, best first."""
    rows, columns = np.nonzero(scores >= floor)
    reached = scores[rows, columns]
    ends = np.searchsorted(rows, np.arange(len(scores) + 1))
    for start, end in pairwise(ends.tolist()):
        order = start + np.argsort(-reached[start:end], kind="stable")
        yield list(zip(columns[order].tolist(), reached[order].tolist(), strict=True))


def _spelled_alike(title: str, alias: str) -> bool:
    """Word by word the same but for slips: "ui engineer" is nearer to "qa engineer" in letters than in meaning."""
    words, others = title.split(), alias.split()
    if len(words) != len(others):
        return "".join(words) == "".join(others)
    return all(_same_word(word, other) for word, other in zip(words, others, strict=True))


def _same_word(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    if shorter == longer or (len(shorter) >= STEM and longer.startswith(shorter)):
        return True
    if word in speaking_nouns():
        return False
    slips = (len(shorter) >= ONE_SLIP) + (len(shorter) >= TWO_SLIPS)
    return OSA.distance(word, other) <= slips


def _says_less(words: Sequence[str], alias: Alias) -> bool:
    """The title lacks just what makes the alias that role: "Engineer" beside "Research Engineer".

    A head may be left out where there is none ("Data Science"), but not changed ("Software Engineering Manager").
    """
    others = alias.normalised.split()
    held = all(any(_same_word(word, other) for other in others) for word in words)
    missing = {other for other in others if not any(_same_word(word, other) for word in words)}
    return held and not (missing <= GENERIC_HEADS and GENERIC_HEADS.isdisjoint(words))
