"""Wording scores: how much of the vocabulary that is peculiar to a role a posting uses (TF-IDF cosine).

Sentence embeddings see that "reconcile supplier invoices" and "settle card payments" are near; word counts see that
only one role's KRAs speak of sprints. On the labelled development postings with their titles hidden, adding them to
KRAs and skills moves the share decided right (mean over roles) from .70 to .74.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from jd_assets.library.snapshot import Role

if TYPE_CHECKING:
    from jd_assets.scoring.index import Floats

#: Words as titles and KRAs write them: letters, and the signs of "c++", "c#" and "node.js".
_TOKENS = r"(?u)\b[a-zA-Z][a-zA-Z+#.]*[a-zA-Z+#]"


class RoleWording:
    """The words of every role's KRAs and aliases, weighted by how few roles use them."""

    def __init__(self, roles: Sequence[Role]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - takes a second to import

        self._vectorizer = TfidfVectorizer(token_pattern=_TOKENS, sublinear_tf=True, dtype=np.float32)
        documents = [" ".join([*role.kras, *(alias.normalised for alias in role.aliases)]) for role in roles]
        self._roles = self._vectorizer.fit_transform(documents)

    def scores(self, texts: Sequence[str]) -> Floats:
        """Cosine of each text to each role, shape (texts, roles), 0..1; all texts of a batch in one product."""
        if not texts:
            return np.zeros((0, self._roles.shape[0]), dtype=np.float32)
        product = self._vectorizer.transform(texts) @ self._roles.T
        return np.asarray(product.todense(), dtype=np.float32)
