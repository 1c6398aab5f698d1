"""KRA scores: how close the sentences of a posting are to what the holders of each role do."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from jd_assets.contracts.base import Section
from jd_assets.contracts.nano_parse import NanoParse
from jd_assets.contracts.posting import Posting
from jd_assets.contracts.role_scoring import KraMatch, RoleMatch
from jd_assets.scoring.index import Floats, RoleIndex

#: A role's score is the mean of its best sentence-to-KRA similarities over this many sentences (the seed run has one
#: sentence and so the maximum); more sentences than this only repeat what the best say.
BEST_SENTENCES = 5
#: Roles shown in the payload, as in the seed run.
TOP = 5
#: Sentences of one posting that are compared, most telling section first; what a longer text adds is repetition.
MAX_SENTENCES = 40
#: Shorter sentences ("Apply now", "Python") say nothing about what the holder does.
MIN_WORDS = 4

_SECTIONS = (Section.RESPONSIBILITIES, Section.ROLE_SUMMARY, Section.REQUIRED, Section.PREFERRED)


def kra_sentences(posting: Posting, parsed: NanoParse) -> list[str]:
    """The sentences that say what the holder does or must know, responsibilities first.

    Requirements are read too: on the labelled development postings KRAs compared with responsibilities alone decide
    .53 right, with all four sections .62.
    """
    chosen: list[str] = []
    for section in _SECTIONS:
        spans = [span for span in parsed.spans if span.section == section]
        texts = [" ".join(posting.text[span.start : span.end].split()) for span in spans]
        chosen += [text for text in texts if len(text.split()) >= MIN_WORDS]
    return list(dict.fromkeys(chosen))[:MAX_SENTENCES]


def kra_scores(sentences: Floats, index: RoleIndex) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Scores of all roles for one posting.

    Args:
        sentences: Unit vectors, shape (sentences, dimensions).
        index: The library's index.

    Returns:
        The score of each role, shape (roles,); each sentence's best similarity within each role, shape
        (sentences, roles); and the KRA that gave it, as a row of `index.kras`.
    """
    similarities = sentences @ index.kra_vectors.T
    count = len(index.roles)
    best = np.zeros((len(sentences), count), dtype=np.float32)
    which = np.zeros((len(sentences), count), dtype=np.int64)
    ends = [*index.kra_starts[1:], len(index.kras)]
    for role, (start, end) in enumerate(zip(index.kra_starts, ends, strict=True)):
        if end > start:
            block = similarities[:, start:end]
            which[:, role] = start + block.argmax(axis=1)
            best[:, role] = block.max(axis=1)
    if not len(sentences):
        return np.zeros(count, dtype=np.float32), best, which
    kept = min(BEST_SENTENCES, len(sentences))
    scores = np.clip(np.sort(best, axis=0)[-kept:].mean(axis=0), 0.0, 1.0)
    return scores.astype(np.float32), best, which


def kra_match_roles(
    sentences: Sequence[str],
    scores: Floats,
    best: Floats,
    which: NDArray[np.int64],
    index: RoleIndex,
    contenders: Collection[int] = (),
) -> list[RoleMatch]:
    """The top roles, and the contenders by role id, with the sentence-to-KRA pairs that their score is the mean of."""
    if not sentences:
        return []
    found = []
    for place, position in enumerate(np.argsort(-scores, kind="stable")):
        role = index.roles[int(position)]
        if place >= TOP and role.role_id not in contenders:
            continue
        rows = np.argsort(-best[:, position], kind="stable")[:BEST_SENTENCES]
        pairs = [
            KraMatch(
                kra_text=index.kras[int(which[row, position])],
                sentence=sentences[int(row)],
                similarity=round(float(best[row, position]), 4),
            )
            for row in rows
        ]
        found.append(
            RoleMatch(
                display_name=role.display_name,
                role_id=role.role_id,
                slug=role.slug,
                score=round(float(scores[position]), 4),
                kra_matches=pairs,
            )
        )
    return found
