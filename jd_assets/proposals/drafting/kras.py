"""Finds what the postings of a role agree on that its holders do."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jd_assets.contracts.role_draft import DraftKra
from jd_assets.embedding.embedder import Embedder

#: KRAs of a draft, as many as a library role has. What a single employer says only fills up to the first number.
KRAS = (8, 14)
#: Cosine from which two sentences say the same duty: read on 15 pairs of sentences of one occupation, in postings of
#: cooks and teachers, the five above it mostly did and the ten between .5 and .6 mostly did not.
SAME_DUTY = 0.6
#: Words of a duty: a shorter one is a fragment, a longer one a paragraph that lost its full stops.
DUTY_WORDS = (4, 45)


@dataclass(frozen=True)
class Duty:
    """A sentence of a posting's responsibilities."""

    text: str
    run_id: str
    employer: str


def draft_kras(duties: Sequence[Duty], embedder: Embedder) -> list[DraftKra]:
    """Cluster duties greedily: the sentence that most employers say something like comes first.

    Each KRA is a posting's own sentence. Of sentences that equally many say, the one nearest to all duties together
    comes first, because it is the most telling of the role.
    """
    usable = sorted({duty for duty in duties if _is_usable(duty.text)}, key=lambda duty: (duty.text, duty.run_id))
    if not usable:
        return []
    texts = sorted({duty.text for duty in usable})
    vectors = embedder.encode(texts)
    row = {text: number for number, text in enumerate(texts)}
    near = np.round(vectors @ vectors.T, 4)
    telling = np.round(vectors @ vectors.mean(axis=0), 4)
    left = usable
    found: list[DraftKra] = []
    while left and len(found) < KRAS[1]:
        rows = np.asarray([row[duty.text] for duty in left])
        alike = near[np.ix_(rows, rows)]
        center = max(range(len(left)), key=lambda number: (*_support(left, alike[number]), telling[rows[number]]))
        group = [duty for duty, cosine in zip(left, alike[center], strict=True) if cosine >= SAME_DUTY]
        kra = DraftKra(
            kra=left[center].text,
            employers=len({duty.employer for duty in group}),
            postings=len({duty.run_id for duty in group}),
        )
        if kra.employers < 2 and len(found) >= KRAS[0]:
            break
        found.append(kra)
        taken = set(group) | {left[center]}
        left = [duty for duty in left if duty not in taken]
    return found


def _support(duties: Sequence[Duty], cosines: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> tuple[int, int]:
    """How many employers and postings say something like a sentence."""
    near = np.nonzero(cosines >= SAME_DUTY)[0]
    group = [duties[int(number)] for number in near]
    return len({duty.employer for duty in group}), len({duty.run_id for duty in group})


def _is_usable(text: str) -> bool:
    return DUTY_WORDS[0] <= len(text.split()) <= DUTY_WORDS[1]
