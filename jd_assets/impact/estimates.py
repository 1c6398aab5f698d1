"""Estimated similarities of stored postings' sentences to KRAs, made again from the tokens that their rows keep."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jd_assets.embedding.static_encoder import static_encoder
from jd_assets.embedding.vectors import Floats
from jd_assets.impact.stored import Scored
from jd_assets.scoring import inputs as packing
from jd_assets.scoring.index import RoleIndex
from jd_assets.scoring.sentences import estimated

#: Runs estimated at once: with 34 sentences each their vectors take 13 MB.
_RUNS = 256


@dataclass(frozen=True)
class Estimates:
    """Of some runs and roles.

    Attributes:
        owner: Row of the run that each sentence belongs to, ascending.
        similarities: Shape (sentences, roles).
    """

    owner: NDArray[np.int64]
    similarities: Floats

    def of(self, rows: Sequence[int], column: int) -> tuple[Floats, list[int]]:
        """Those of some runs, in ascending order, for one role, and how many each run has."""
        chosen = np.isin(self.owner, rows)
        counts = np.bincount(self.owner[chosen], minlength=max(rows) + 1)
        return self.similarities[chosen, column], counts[np.asarray(rows)].tolist()


def estimates(runs: Sequence[Scored], rows: Sequence[int], positions: Sequence[int], index: RoleIndex) -> Estimates:
    """Estimates of the runs in these rows for the roles at these positions, in the order given."""
    kras, static = [index.kras_of(position) for position in positions], static_encoder(index.embedder.embedder_id)
    owners, found = [np.zeros(0, dtype=np.int64)], [np.zeros((0, len(positions)), dtype=np.float32)]
    if static is None:  # no sentence of a posting was estimated
        return Estimates(owners[0], found[0])
    for first in range(0, len(rows), _RUNS):
        block = rows[first : first + _RUNS]
        tokens = [packing.unpack_tokens(runs[row].inputs.estimated) for row in block]
        vectors = static.encode([each for of_run in tokens for each in of_run])
        owners.append(np.repeat(block, [len(of_run) for of_run in tokens]))
        found.append(estimated(vectors, kras, index.embedder.embedder_id))
    return Estimates(np.concatenate(owners), np.concatenate(found))
