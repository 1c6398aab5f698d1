"""Vectors kept in Postgres, by embedder and by hash of the text."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pgvector import Vector

from jd_assets.database.connection import Connect
from jd_assets.database.queries import sql


def text_hash(text: str) -> bytes:
    """SHA-256 of a text: the key of its vector."""
    return hashlib.sha256(text.encode()).digest()


class VectorStore:
    """The table `embedding`; its key starts with the embedder, so vectors of two models never meet."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect

    def get_many(self, embedder_id: str, hashes: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are stored for this embedder, by text hash; texts without one are left out."""
        with self._connect() as connection:
            cursor = connection.cursor(binary=True)
            cursor.execute(sql("embedding_get_many"), {"embedder_id": embedder_id, "text_hashes": list(hashes)})
            return {row[0]: row[1].to_numpy().astype(np.float32, copy=False) for row in cursor}

    def put_many(self, embedder_id: str, hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Store one vector a hash; a vector that another process stored meanwhile is left as it is."""
        # One order for every writer: two that insert the same keys in different orders would deadlock.
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        with self._connect() as connection:
            connection.execute(
                sql("embedding_put_many"),
                {
                    "embedder_id": embedder_id,
                    "text_hashes": [hashes[row] for row in order],
                    "vectors": [Vector(vectors[row]) for row in order],
                },
            )
