"""Wording scores: how much of the vocabulary that is peculiar to a role a posting uses (TF-IDF cosine).

Sentence embeddings see that "reconcile supplier invoices" and "settle card payments" are near; word counts see that
only one role's KRAs speak of sprints. On the labelled development postings with their titles hidden, adding them to
KRAs and skills moves the share decided right (mean over roles) from .70 to .74.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from jd_assets.embedding.vectors import Floats
from jd_assets.library.snapshot import Role
from jd_assets.scoring.terms import rarity_of, term_counts, weighed_terms


class RoleWording:
    """The words of every role's KRAs and aliases, weighted by how few roles use them."""

    def __init__(self, roles: Sequence[Role]) -> None:
        counts = term_counts([" ".join([*role.kras, *(alias.normalised for alias in role.aliases)]) for role in roles])
        self._terms, used = np.unique(counts.indices, return_counts=True)
        self._rarity = rarity_of(used, len(roles))
        self._roles = self._weighed(counts)

    def scores(self, counts: csr_matrix) -> Floats:
        """Cosine of each text to each role, shape (texts, roles), 0..1; all texts of a batch in one product.

        Terms that no role uses count for nothing, in the length of a text either.

        Args:
            counts: What `term_counts` gives for the texts.
        """
        product = self._weighed(counts) @ self._roles.T
        return np.asarray(product.todense(), dtype=np.float32)

    def _weighed(self, counts: csr_matrix) -> csr_matrix:
        return weighed_terms(counts, self._terms, self._rarity)
